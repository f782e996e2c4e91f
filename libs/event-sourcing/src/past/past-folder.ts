import { CORRECTING_TYPES, type DomainEvent, type Recorded } from '#kernel';
import { historyAt, type PastMoment, type StartOfDay } from '../as-at.js';
import {
  type EventStore,
  idOf,
  type StoredEvent,
  StoreUnavailable,
  type StreamName,
} from '../event-store.port.js';
import { type Projection } from '../projection.js';
import { lineReader } from '../read-store-filter.js';
import { type Document, type FieldPath, type SavedDocument } from '../read-store.port.js';

/** Documents that are folded on from memory at most; a stream that moves after longer rest is read again. */
const MOST_KEPT = 4000;

/** A line of the past: its `revision` is that of the last event that was looked at, `stands` of the last that counts. */
export type PastLine = Document & { readonly stands: number };

interface Kept {
  readonly document: Document | null;
  /** The last event of the stream that was looked at, whether it counts at that moment or not. */
  readonly seen: number;
}

/** What folding the past needs. */
export interface PastSources {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly startOfDay: StartOfDay;
  /** Told of a stream that cannot be folded: it stays as it was before that. */
  readonly onUnreadable: (stream: StreamName, error: unknown) => void;
}

/**
 * Folds the log up to a moment, by the same projection as the live read model, and keeps of every document only what a
 * list shows, sorts and looks for.
 */
export class PastFolder {
  private readonly kept = new Map<StreamName, Kept>();
  private leaving: SavedDocument[] = [];
  private readonly unreadable = new Set<StreamName>();
  private readonly lineOf: (document: Document) => Document;
  private readonly prefix: string;

  constructor(
    private readonly projection: Projection,
    private readonly moment: PastMoment,
    private readonly sources: PastSources,
  ) {
    const { name, version, indexes } = projection;
    this.lineOf = lineReader({ name, version, indexes, line: listedFields(projection) });
    this.prefix = `${projection.codec.category}-`;
  }

  /** Takes in the next run of the log. @throws StoreUnavailable */
  async fold(events: readonly StoredEvent[]): Promise<void> {
    for (const [stream, run] of runsOf(events, this.prefix)) {
      if (this.unreadable.has(stream)) continue;
      try {
        await this.foldRun(stream, run);
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        this.unreadable.add(stream);
        this.sources.onUnreadable(stream, error);
      }
    }
    this.makeRoom();
  }

  /** Lines that are to be saved, `all` of them or those that are folded on no more; each is given once. */
  take(all = false): readonly SavedDocument[] {
    if (all) {
      for (const [stream, kept] of this.kept) this.leave(stream, kept);
      this.kept.clear();
    }
    return this.leaving.splice(0);
  }

  private async foldRun(stream: StreamName, run: readonly StoredEvent[]): Promise<void> {
    const kept = this.kept.get(stream);
    const fresh = kept ? run.filter(({ revision }) => revision > kept.seen) : run;
    const [first] = fresh;
    if (!first || (!kept && !fresh.some((event) => this.matters(event)))) return;
    const follows = first.revision === (kept?.seen ?? -1) + 1;
    const folded =
      follows && !fresh.some((event) => CORRECTING_TYPES.has(event.type))
        ? this.foldOn(kept?.document ?? null, fresh)
        : this.foldAnew(await this.sources.store.readStream(stream));
    this.kept.delete(stream);
    this.kept.set(stream, folded);
  }

  private foldOn(known: Document | null, fresh: readonly StoredEvent[]): Kept {
    let document = known;
    for (const event of fresh)
      if (this.counts(event))
        document = this.projection.evolve(document, this.projection.codec.decode(event));
    return { document, seen: lastOf(fresh) };
  }

  /** A whole stream, which may have come further than the log was read. */
  private foldAnew(stored: readonly StoredEvent[]): Kept {
    const history: readonly Recorded<DomainEvent>[] = stored.map((event) =>
      this.projection.codec.decode(event),
    );
    const past = historyAt(history, this.moment, this.sources.startOfDay);
    const document = past.reduce<Document | null>(
      (known, event) => this.projection.evolve(known, event),
      null,
    );
    return { document, seen: lastOf(stored) };
  }

  /** Whether an event changes what stood at the moment. */
  private matters(event: StoredEvent): boolean {
    return (this.moment.clock === 'occurred' && CORRECTING_TYPES.has(event.type)) || this.counts(event);
  }

  private counts({ metadata }: StoredEvent): boolean {
    const { asAt, clock } = this.moment;
    if (clock === 'recorded') return metadata.recordedAt <= asAt;
    return this.sources.startOfDay(metadata.occurredOn) <= asAt;
  }

  private makeRoom(): void {
    for (const [stream, kept] of this.kept) {
      if (this.kept.size <= MOST_KEPT) return;
      this.kept.delete(stream);
      this.leave(stream, kept);
    }
  }

  private leave(stream: StreamName, { document, seen }: Kept): void {
    const id = idOf(stream);
    const body = document && { ...this.lineOf({ ...document, id }), stands: document.revision };
    this.leaving.push({ id, revision: seen, body });
  }
}

/** What a list shows of a document, and what it is looked for and sorted by. */
export const listedFields = ({ line = [], indexes }: Pick<Projection, 'line' | 'indexes'>): FieldPath[] => [
  ...new Set([...line, ...indexes.flatMap(({ keys }) => keys.map(({ field }) => field))]),
];

const lastOf = (events: readonly StoredEvent[]): number => events.at(-1)?.revision ?? -1;

function runsOf(events: readonly StoredEvent[], prefix: string): Map<StreamName, StoredEvent[]> {
  const runs = new Map<StreamName, StoredEvent[]>();
  for (const event of events) {
    if (!event.stream.startsWith(prefix)) continue;
    const run = runs.get(event.stream);
    if (run) run.push(event);
    else runs.set(event.stream, [event]);
  }
  return runs;
}
