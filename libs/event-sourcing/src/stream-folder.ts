import { CORRECTING_TYPES, effectiveHistory, type Recorded } from '#kernel';
import {
  type EventStore,
  idOf,
  type Position,
  START,
  type StoredEvent,
  StoreUnavailable,
  type StreamName,
} from './event-store.port.js';
import { type ParkedDocument, type ParkedDocuments } from './parked-documents.js';
import { type OpenPersonal, type Projection } from './projection.js';
import { collectionKey } from './read-store-order.js';
import { type Document, type ReadCollection, type ReadStore, type SavedDocument } from './read-store.port.js';

/** What folding a page gives: documents to save, and documents of streams that could not be folded. */
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
      const [first, ...rest] = run.filter(({ revision }) => revision > (document?.revision ?? -1));
      if (!first) continue;
      try {
        documents.push(await this.foldStream(stream, document, [first, ...rest]));
      } catch (error) {
        parked.push(this.parking(stream, first.revision, error));
      }
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
    const events = effectiveHistory(history.map((event) => this.projection.codec.decode(event)));
    return this.evolve(stream, null, events, history.at(-1)?.revision ?? -1);
  }

  private group(events: readonly StoredEvent[]): Map<StreamName, StoredEvent[]> {
    const { name, version } = this.collection.definition;
    const prefix = `${this.projection.codec.category}-`;
    const byStream = new Map<StreamName, StoredEvent[]>();
    for (const event of events) {
      const { stream } = event;
      if (!stream.startsWith(prefix) || this.sources.parked.has(name, version, stream)) continue;
      const run = byStream.get(stream);
      if (run) run.push(event);
      else byStream.set(stream, [event]);
    }
    return byStream;
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

  private async foldStream(
    stream: StreamName,
    known: SavedDocument | undefined,
    fresh: readonly [StoredEvent, ...StoredEvent[]],
  ): Promise<SavedDocument> {
    const follows = fresh[0].revision === (known?.revision ?? -1) + 1;
    if (!follows || fresh.some((event) => CORRECTING_TYPES.has(event.type))) {
      return this.foldHistory(stream, await this.sources.store.readStream(stream));
    }
    const events = fresh.map((event) => this.projection.codec.decode(event));
    return this.evolve(stream, known?.body ?? null, events, fresh[0].revision + fresh.length - 1);
  }

  /** The document that parks a stream whose event could not be folded. @throws StoreUnavailable */
  parking(stream: StreamName, failedAt: number, error: unknown): SavedDocument<ParkedDocument> {
    if (error instanceof StoreUnavailable) throw error;
    const { name, version } = this.collection.definition;
    const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return this.sources.parked.parking({ projection: name, version, stream, failedAt, cause });
  }

  private async evolve(
    stream: StreamName,
    start: Document | null,
    events: readonly Recorded[],
    revision: number,
  ): Promise<SavedDocument> {
    let document = start;
    for (const event of events) document = this.projection.evolve(document, event);
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
