import { CORRECTING_TYPES, effectiveHistory, foldedOn, isCorrecting, type Recorded } from '#kernel';
import {
  type EventStore,
  idOf,
  type Position,
  START,
  type StoredEvent,
  StoreUnavailable,
  type StreamName,
} from './event-store.port.js';
import { decoded, type FoldFailure, longestFold, type LongestFold } from './longest-fold.js';
import { type ParkedDocument, type ParkedDocuments } from './parked-documents.js';
import { type OpenPersonal, type Projection } from './projection.js';
import { collectionKey } from './read-store-order.js';
import { type Document, type ReadCollection, type ReadStore, type SavedDocument } from './read-store.port.js';

/** What folding a page gives: documents to save, and what is said with them of streams that cannot be folded on. */
export interface FoldedPage {
  readonly documents: readonly SavedDocument[];
  readonly parked: readonly SavedDocument<ParkedDocument>[];
}

/** Documents that are folded on from memory, the ones saved last: a stream that moves is likely to move again. */
export const MOST_REMEMBERED = 2000;

/** What folding needs beside the events themselves. */
export interface FoldingSources {
  readonly store: EventStore;
  readonly parked: ParkedDocuments;
  readonly open: OpenPersonal;
}

/** Folds pages of the log into the documents of one version of a read model. */
export class StreamFolder {
  /** `name@version`, by which its checkpoint is kept. */
  readonly key: string;
  /** As far as it is saved, and when the last event of that was recorded. */
  seen: { readonly position: Position; readonly recordedAt: string } = { position: START, recordedAt: '' };
  private readonly remembered = new Map<string, SavedDocument>();

  constructor(
    readonly projection: Projection,
    readonly collection: ReadCollection,
    private readonly sources: FoldingSources,
  ) {
    const { name, version } = collection.definition;
    this.key = collectionKey(name, version);
  }

  /** Goes on from the checkpoint that is kept. */
  async resume(readStore: ReadStore): Promise<this> {
    const checkpoint = await readStore.checkpoint(this.key);
    if (checkpoint) this.seen = checkpoint;
    return this;
  }

  /** The documents after `events`, which are a run of the log. @throws StoreUnavailable */
  async fold(events: readonly StoredEvent[]): Promise<FoldedPage> {
    const byStream = this.group(events);
    const known = await this.load(byStream);
    const documents: SavedDocument[] = [];
    const parked: SavedDocument<ParkedDocument>[] = [];
    for (const [stream, run] of byStream) {
      const document = known.get(idOf(stream));
      const isNew = ({ revision }: StoredEvent) => revision > (document?.revision ?? -1);
      // A parked one is looked at again even when its document was saved and its release was not.
      const [first, ...rest] = this.parked(stream) ? run : run.filter(isNew);
      if (!first) continue;
      const { folded, failure } = await this.foldOn(stream, document, [first, ...rest]);
      if (folded) documents.push(folded);
      parked.push(...this.verdict(stream, failure));
    }
    return { documents, parked };
  }

  /**
   * To be called once `documents` are saved, and not before: a page whose save failed is folded again.
   * What a document of a certain revision says never changes, so a remembered one can be old and never wrong.
   */
  remember(documents: readonly SavedDocument[]): void {
    for (const document of documents) {
      this.remembered.delete(document.id);
      this.remembered.set(document.id, document);
    }
    for (const id of this.remembered.keys()) {
      if (this.remembered.size <= MOST_REMEMBERED) return;
      this.remembered.delete(id);
    }
  }

  /** The document of a whole history, as {@link fold} would leave it. */
  async foldHistory(stream: StreamName, history: readonly StoredEvent[]): Promise<SavedDocument> {
    const events = effectiveHistory(decoded(this.projection, history));
    return this.evolve(stream, null, events, history.at(-1)?.revision ?? -1);
  }

  /** As much of a history as folds, beyond the document that is there up to revision `known`. @throws StoreUnavailable */
  foldLongest(
    stream: StreamName,
    history: readonly StoredEvent[],
    known: number,
  ): Promise<LongestFold<SavedDocument>> {
    return longestFold(history, known, (beginning) => this.foldHistory(stream, beginning));
  }

  /** What is to be saved beside the document of a stream: what parks it, or releases it; nothing where all is well. */
  verdict(stream: StreamName, failure: FoldFailure | null): SavedDocument<ParkedDocument>[] {
    const { name, version } = this.collection.definition;
    const { parked } = this.sources;
    const before = this.parked(stream);
    if (!failure) return before ? [parked.release(before)] : [];
    const { failedAt, cause: thrown } = failure;
    const cause = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return [parked.parking({ projection: name, version, stream, failedAt, cause })];
  }

  /** A parked stream waits until something corrects it. */
  private group(events: readonly StoredEvent[]): Map<StreamName, StoredEvent[]> {
    const prefix = `${this.projection.codec.category}-`;
    const byStream = new Map<StreamName, StoredEvent[]>();
    for (const event of events) {
      const { stream } = event;
      if (!stream.startsWith(prefix)) continue;
      const run = byStream.get(stream);
      if (run) run.push(event);
      else byStream.set(stream, [event]);
    }
    for (const [stream, run] of byStream) {
      if (this.parked(stream) && !run.some((event) => isCorrecting(event))) byStream.delete(stream);
    }
    return byStream;
  }

  private parked(stream: StreamName): ParkedDocument | null {
    const { name, version } = this.collection.definition;
    return this.sources.parked.find(name, version, stream);
  }

  /** A stream seen from its first event has no document yet; if it has, the save's guard keeps the newer one. */
  private async load(byStream: ReadonlyMap<StreamName, StoredEvent[]>): Promise<Map<string, SavedDocument>> {
    const known = new Map<string, SavedDocument>();
    const unknown: string[] = [];
    for (const [stream, [first]] of byStream) {
      if (first?.revision === 0) continue;
      const id = idOf(stream);
      const remembered = this.remembered.get(id);
      if (remembered) known.set(id, remembered);
      else unknown.push(id);
    }
    if (unknown.length === 0) return known;
    for (const document of await this.collection.load(unknown)) known.set(document.id, document);
    return known;
  }

  private async foldOn(
    stream: StreamName,
    known: SavedDocument | undefined,
    fresh: readonly [StoredEvent, ...StoredEvent[]],
  ): Promise<LongestFold<SavedDocument>> {
    try {
      return { folded: await this.foldStream(stream, known, fresh), failure: null };
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const limit = fresh[0].revision + fresh.length;
      const history = await this.sources.store.readStream(stream, { limit });
      return this.foldLongest(stream, history, known?.revision ?? -1);
    }
  }

  private async foldStream(
    stream: StreamName,
    known: SavedDocument | undefined,
    fresh: readonly [StoredEvent, ...StoredEvent[]],
  ): Promise<SavedDocument> {
    const follows = fresh[0].revision === (known?.revision ?? -1) + 1;
    if (!follows || fresh.some((event) => CORRECTING_TYPES.has(event.type))) {
      return this.foldHistory(stream, await this.sources.store.readStream(stream));
    }
    const events = decoded(this.projection, fresh);
    return this.evolve(stream, known?.body ?? null, events, fresh[0].revision + fresh.length - 1);
  }

  private async evolve(
    stream: StreamName,
    start: Document | null,
    events: readonly Recorded[],
    revision: number,
  ): Promise<SavedDocument> {
    const document = foldedOn(this.projection, start, events);
    const id = idOf(stream);
    if (!document) return { id, revision, body: null };
    const body = { ...document, id, revision };
    return {
      id,
      revision,
      body: this.projection.reveal ? await this.projection.reveal(body, this.sources.open) : body,
    };
  }
}
