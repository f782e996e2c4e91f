import { chain, type NewEvent, serialise, type SerialisedEvent } from '#event-sourcing';
import { noteAdded } from './synthetic-events.js';
import { Random } from './stats.js';

/** An event with its place, ready to be appended. */
export interface Placed {
  readonly stream: string;
  readonly revision: number;
  readonly event: NewEvent;
}

/** Events a stream gets before the next one begins. */
const RUN = 10;

/** Endless notes on cases, ten to a case: the same row for whoever writes it. */
export class RowSource {
  private readonly random: Random;
  private stream = '';
  private revision = RUN;
  private previous = '';

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  next(): Placed {
    if (this.revision >= RUN) {
      this.stream = `consularCase-${this.random.uuid()}`;
      this.revision = 0;
      this.previous = '';
    }
    const { stream, revision } = this;
    const [event] = chain(stream, [noteAdded(this.random)], revision, this.previous);
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
