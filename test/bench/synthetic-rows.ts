import { chain, type NewEvent, Sealer, serialise, type SerialisedEvent } from '#event-sourcing';
import { forgottenKeys } from './quiet.js';
import { type Draft, noteOn } from './synthetic-cases.js';
import { Random } from './stats.js';

/** An event with its place, ready to be appended. */
export interface Placed {
  readonly stream: string;
  readonly revision: number;
  readonly event: NewEvent;
}

/** Events a stream gets before the next one begins. */
const RUN = 10;
/** Notes that are sealed before they are told again as others. */
const NOTES = 200;

let notes: Promise<readonly [Draft, ...Draft[]]> | undefined;

async function sealedNotes(): Promise<readonly [Draft, ...Draft[]]> {
  const random = new Random(1);
  const sealer = new Sealer(forgottenKeys());
  const note = () => noteOn(random, sealer, `consularCase-${random.uuid()}`);
  return [await note(), ...(await Promise.all(Array.from({ length: NOTES - 1 }, note)))];
}

/** Endless notes on cases, ten to a case: the same row for whoever writes it. */
export class RowSource {
  private stream = '';
  private revision = RUN;
  private previous = '';

  private constructor(
    private readonly random: Random,
    private readonly notes: readonly [Draft, ...Draft[]],
  ) {}

  static async create(seed: number): Promise<RowSource> {
    notes ??= sealedNotes();
    return new RowSource(new Random(seed), await notes);
  }

  next(): Placed {
    if (this.revision >= RUN) {
      this.stream = `consularCase-${this.random.uuid()}`;
      this.revision = 0;
      this.previous = '';
    }
    const { stream, revision } = this;
    const note = { ...this.random.pick(this.notes), id: this.random.uuid() };
    const [event] = chain(stream, [note], revision, this.previous);
    if (!event) throw new Error('a chain of one event is empty');
    this.previous = event.metadata.integrity.hash;
    this.revision += 1;
    return { stream, revision, event };
  }

  take(count: number): Placed[] {
    return Array.from({ length: count }, () => this.next());
  }

  serialised(count: number): (SerialisedEvent & { readonly stream: string; readonly revision: number })[] {
    return this.take(count).map(({ stream, revision, event }) => {
      const [text] = serialise([event]);
      if (!text) throw new Error('nothing was serialised');
      return { ...text, stream, revision };
    });
  }
}
