import { CORRECTING_TYPES, type Instant, type LocalDate } from '#kernel';
import { historyAt, type PastMoment, type StartOfDay } from '../as-at.js';
import {
  type EventEnvelope,
  type EventStore,
  idOf,
  type StoredEvent,
  StoreUnavailable,
  type StreamName,
} from '../event-store.port.js';
import { collectionOf, type Projection } from '../projection.js';
import { lineReader } from '../read-store-filter.js';
import { type Document, type ReadCollection, type SavedDocument } from '../read-store.port.js';
import { breathe } from '../turns.js';

/** A line of the past: its `revision` is that of the last event that was looked at, `stands` of the last that counts. */
export type PastLine = Document & { readonly stands: number };

/** What folding the past needs. */
export interface PastSources {
  readonly store: Pick<EventStore, 'readStream'>;
  /** The live read model of the same projection: another version of it may come to answer meanwhile. */
  readonly live: () => Promise<Pick<ReadCollection, 'getLines'>>;
  readonly startOfDay: StartOfDay;
  /** Told of a stream that cannot be folded: it stays as it was before that. */
  readonly onUnreadable: (stream: StreamName, error: unknown) => void;
}

/** Streams that are folded together: reading them overlaps, and others are answered in between. */
const TOGETHER = 100;

/** What was seen of a stream. */
interface Looked {
  readonly from: number;
  last: number;
  /** Something counts at the moment, or changes what does. */
  matters: boolean;
  /** Nothing was seen that does not count. */
  whole: boolean;
}

/**
 * The lines of a read model as at a moment. A stream that has come no further since is what the live read model says
 * of it at that revision, since what a document of a certain revision says never changes; every other one that had
 * begun is read and folded, by the same projection. Of each document it keeps what a list shows, sorts and looks for.
 */
export class PastFolder {
  private readonly looked = new Map<StreamName, Looked>();
  private readonly begun = new Map<LocalDate, boolean>();
  private readonly lineOf: (document: Document) => Document;
  private readonly prefix: string;

  constructor(
    private readonly projection: Projection,
    private readonly moment: PastMoment,
    private readonly sources: PastSources,
  ) {
    this.lineOf = lineReader(collectionOf(projection));
    this.prefix = `${projection.codec.category}-`;
  }

  /** Takes note of a run of the log. */
  look(events: readonly EventEnvelope[]): void {
    for (const event of events) {
      const { stream, revision } = event;
      if (!stream.startsWith(this.prefix)) continue;
      let looked = this.looked.get(stream);
      if (!looked) {
        looked = { from: revision, last: revision, matters: false, whole: true };
        this.looked.set(stream, looked);
      }
      looked.last = revision;
      const counts = this.counts(event);
      // What a correction says of a day can move what it corrects across the moment.
      const moves = this.moment.clock === 'occurred' && CORRECTING_TYPES.has(event.type);
      looked.matters ||= counts || moves;
      looked.whole &&= counts && !moves;
    }
  }

  /** The lines of what was looked at since the last time, some at a time. @throws StoreUnavailable */
  async *lines(): AsyncIterable<readonly SavedDocument[]> {
    const streams = [...this.looked].filter(([, { matters }]) => matters);
    this.looked.clear();
    for (let from = 0; from < streams.length; from += TOGETHER) {
      yield await this.linesOf(streams.slice(from, from + TOGETHER));
      await breathe();
    }
  }

  private async linesOf(
    streams: readonly (readonly [StreamName, Looked])[],
  ): Promise<readonly SavedDocument[]> {
    const unmoved = streams
      .filter(([, { from, whole }]) => from === 0 && whole)
      .map(([stream]) => idOf(stream));
    const live = unmoved.length > 0 ? await (await this.sources.live()).getLines(unmoved) : [];
    const known = new Map(live.map((line) => [line.id, line]));
    const lines = streams.map(async ([stream, { last }]) => {
      const line = known.get(idOf(stream));
      return line?.revision === last ? savedLine(line, last) : this.folded(stream);
    });
    return (await Promise.all(lines)).filter((line) => line !== null);
  }

  /** `null` for a stream that cannot be folded. */
  private async folded(stream: StreamName): Promise<SavedDocument | null> {
    try {
      const stored = await this.sources.store.readStream(stream);
      const history = stored.map((event) => this.projection.codec.decode(event));
      const past = historyAt(history, this.moment, this.sources.startOfDay);
      const document = past.reduce<Document | null>(
        (known, event) => this.projection.evolve(known, event),
        null,
      );
      const revision = past.at(-1)?.revision ?? -1;
      const id = idOf(stream);
      if (!document) return { id, revision: lastOf(stored), body: null };
      return savedLine(this.lineOf({ ...document, id, revision }), lastOf(stored));
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      this.sources.onUnreadable(stream, error);
      return null;
    }
  }

  private counts({ metadata }: EventEnvelope): boolean {
    const { asAt, clock } = this.moment;
    if (clock === 'recorded') return metadata.recordedAt <= asAt;
    return this.hadBegun(metadata.occurredOn, asAt);
  }

  /** Days come again and again, and what a time zone says of each is looked up once. */
  private hadBegun(day: LocalDate, asAt: Instant): boolean {
    let begun = this.begun.get(day);
    if (begun === undefined) {
      begun = this.sources.startOfDay(day) <= asAt;
      this.begun.set(day, begun);
    }
    return begun;
  }
}

/** @param seen revision of the last event that was looked at */
const savedLine = (line: Document, seen: number): SavedDocument<PastLine> => ({
  id: line.id,
  revision: seen,
  body: { ...line, stands: line.revision },
});

const lastOf = (events: readonly StoredEvent[]): number => events.at(-1)?.revision ?? -1;
