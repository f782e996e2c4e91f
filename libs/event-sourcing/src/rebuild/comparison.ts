import { type StoredEvent, StoreUnavailable } from '../event-store.port.js';
import { type SavedDocument } from '../read-store.port.js';
import { sideBySide } from '../side-by-side.js';
import { type StreamFolder } from '../stream-folder.js';
import { breathe } from '../turns.js';
import { differingFields } from './differing-fields.js';

/** A document that is not as it was before, without saying what stands in it. */
export interface Difference {
  readonly id: string;
  /** Dotted paths of fields; none when one of the two has no such document. */
  readonly fields: readonly string[];
}

/** How the documents of a version that was built stand to those of the live one. */
export interface ComparisonResult {
  readonly compared: number;
  readonly different: number;
  /** The first ones. */
  readonly sample: readonly Difference[];
}

const SAMPLE = 20;
const FIELDS = 10;
/** Small enough for others to be answered in between. */
const PAGE = 100;

type Hold = <T>(work: () => Promise<T>) => Promise<T>;

export interface ComparedSides {
  readonly live: StreamFolder;
  readonly built: StreamFolder;
  /** Of one stream, oldest first. */
  readonly history: (id: string) => Promise<readonly StoredEvent[]>;
  /** Saves a document that the built version has only up to an earlier revision. */
  readonly complete: (document: SavedDocument) => Promise<void>;
  /** True for a stream of which the live version could fold nothing at all: there is nothing to compare. */
  readonly isBlank: (id: string) => boolean;
  /** Does something while no page of the log is being folded. */
  readonly hold: Hold;
  readonly signal: AbortSignal;
}

/**
 * Compares two versions of a read model while both go on following the log: each document with its counterpart of the
 * same revision. What moves while it is looked at is looked at again while nothing moves.
 */
export class Comparison {
  private compared = 0;
  private different = 0;
  private readonly sample: Difference[] = [];

  constructor(private readonly sides: ComparedSides) {}

  get result(): ComparisonResult {
    return { compared: this.compared, different: this.different, sample: [...this.sample] };
  }

  /** @throws AbortError when it is ended before */
  async run(): Promise<void> {
    const { live, built, signal } = this.sides;
    let moved: string[] = [];
    let looked = 0;
    for await (const [before, after] of sideBySide(live.collection, built.collection, PAGE)) {
      signal.throwIfAborted();
      if (before && after && before.revision === after.revision) this.judge(before, after);
      else moved.push(idOf(before, after));
      if (moved.length >= PAGE) moved = await this.settle(moved);
      looked += 1;
      if (looked % PAGE === 0) await breathe();
    }
    await this.settle(moved);
  }

  /** Nothing is left of them afterwards. */
  private async settle(ids: readonly string[]): Promise<string[]> {
    const { live, built, hold } = this.sides;
    await hold(async () => {
      const [before, after] = [await byId(live, ids), await byId(built, ids)];
      for (const id of ids) await this.settleOne(id, before.get(id), after.get(id));
    });
    return [];
  }

  /**
   * The two may have come to different revisions: a stream that is folded again, after a correction for example, is
   * read to its end, and one of them may fold further. The live document is then compared with a fold up to where it
   * is.
   */
  private async settleOne(id: string, before?: SavedDocument, after?: SavedDocument): Promise<void> {
    const { built, history, complete, isBlank } = this.sides;
    if (!before && isBlank(id)) return;
    if (!before || before.revision === after?.revision) return this.judge(before, after);
    try {
      const events = await history(id);
      const same = await foldOf(
        built,
        events.filter(({ revision }) => revision <= before.revision),
      );
      if (!after || after.revision < before.revision) await complete(same);
      this.judge(before, same);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      this.judge(before, undefined);
    }
  }

  private judge(before?: SavedDocument, after?: SavedDocument): void {
    const id = idOf(before, after);
    this.compared += 1;
    const [one, other] = [before?.body ?? null, after?.body ?? null];
    const fields = differingFields(one, other, FIELDS);
    if (fields.length === 0) return;
    this.different += 1;
    if (this.sample.length < SAMPLE) this.sample.push({ id, fields: one && other ? fields : [] });
  }
}

const idOf = (before?: SavedDocument, after?: SavedDocument): string => (before ?? after)?.id ?? '';

async function byId(
  { collection }: StreamFolder,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SavedDocument>> {
  return new Map((await collection.load(ids)).map((document) => [document.id, document]));
}

async function foldOf(folder: StreamFolder, events: readonly StoredEvent[]): Promise<SavedDocument> {
  const [first] = events;
  if (!first) throw new Error('there is no such stream');
  return folder.foldHistory(first.stream, events);
}
