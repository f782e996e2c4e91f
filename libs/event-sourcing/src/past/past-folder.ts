import { CORRECTING_TYPES, type DomainEvent, foldedOn, type Instant, type LocalDate } from '#kernel';
import { historyAt, type PastMoment, type StartOfDay } from '../as-at.js';
import {
  type EventEnvelope,
  type EventStore,
  idOf,
  type StoredEvent,
  type StreamName,
} from '../event-store.port.js';
import { decoded, longestFold } from '../longest-fold.js';
import { type ParkedMark } from '../parked-documents.js';
import { collectionOf, type Projection } from '../projection.js';
import { lineReader } from '../read-store-filter.js';
import { type Document, type ReadCollection, type SavedDocument } from '../read-store.port.js';
import { breathe } from '../turns.js';

/** A line of the past: its `revision` is that of the last event that was looked at, `stands` of the last that counts. */
export type PastLine = Document & ParkedMark & { readonly stands: number };

/** What folding the past needs. */
export interface PastSources {
  readonly store: Pick<EventStore, 'readStream'>;
  /** The live read model of the same projection: another version of it may come to answer meanwhile. */
  readonly live: () => Promise<Pick<ReadCollection, 'getLines'>>;
  readonly startOfDay: StartOfDay;
  /** Told of a stream that cannot be folded to its end. */
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
      const moves = this.moves(event);
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
    return Promise.all(lines);
  }

  /** As far as it folds, as in the live read model. */
  private async folded(stream: StreamName): Promise<SavedDocument> {
    const stored = await this.sources.store.readStream(stream);
    const { folded, failure } = await longestFold(stored, -1, (beginning) => this.lineAt(stream, beginning));
    if (failure) this.sources.onUnreadable(stream, failure.cause);
    const seen = stored.at(-1)?.revision ?? -1;
    if (!folded) return { id: idOf(stream), revision: seen, body: null };
    return savedLine(folded, seen, failure && this.missingFrom(stored, failure.failedAt));
  }

  /** `null` where nothing of it counts, or folds to a document. */
  private lineAt(stream: StreamName, stored: readonly StoredEvent[]): Document | null {
    const history = decoded(this.projection, stored);
    const past = historyAt(history, this.moment, this.sources.startOfDay);
    const document = foldedOn<Document | null, DomainEvent>(this.projection, null, past);
    return document && this.lineOf({ ...document, id: idOf(stream), revision: past.at(-1)?.revision ?? -1 });
  }

  /** `null` where nothing that could not be folded belongs to the past that was asked for. */
  private missingFrom(stored: readonly StoredEvent[], failedAt: number): number | null {
    const missing = stored.filter(({ revision }) => revision >= failedAt);
    return missing.some((event) => this.counts(event) || this.moves(event)) ? failedAt : null;
  }

  /** What a correction says of a day can move what it corrects across the moment. */
  private moves({ type }: EventEnvelope): boolean {
    return this.moment.clock === 'occurred' && CORRECTING_TYPES.has(type);
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
const savedLine = (
  line: Document,
  seen: number,
  parkedAt: number | null = null,
): SavedDocument<PastLine> => ({
  id: line.id,
  revision: seen,
  body: { ...line, stands: line.revision, parkedAt },
});
