import { type Lease } from './lease.port.js';
import { type Document, type ReadCollection, type ReadStore, type SavedDocument } from './read-store.port.js';

/** A stream that a read model folds no further: skipped until it is corrected or retried, and visible meanwhile. */
export interface ParkedDocument extends Document {
  readonly projection: string;
  /** Of the collection. */
  readonly version: string;
  readonly stream: string;
  /** Revision of the event that failed: the document holds everything before it. */
  readonly failedAt: number;
  /** What went wrong, without the event's content. */
  readonly cause: string;
}

/** What a line or a view lacks of what its record says. */
export interface ParkedMark {
  /** Revision of the first event that could not be taken in: what follows is not shown. `null` when nothing is missing. */
  readonly parkedAt: number | null;
}

/** What went wrong with one stream in one version of a read model. */
export type ParkedFailure = Omit<ParkedDocument, 'id' | 'revision'>;

/** Where parked streams are kept; no version of it is ever switched live. */
export const PARKED_DOCUMENTS = { name: 'parked-documents', version: '1', indexes: [] } as const;

/** The parked streams of every projection, kept in the read store and known in memory. */
export class ParkedDocuments {
  private constructor(
    readonly collection: ReadCollection<ParkedDocument>,
    /** As they are saved, those included that were released since. */
    private readonly saved: Map<string, SavedDocument<ParkedDocument>>,
  ) {}

  static async open(store: ReadStore): Promise<ParkedDocuments> {
    const collection = await store.collection<ParkedDocument>(PARKED_DOCUMENTS);
    const saved = new Map<string, SavedDocument<ParkedDocument>>();
    for await (const page of collection.scan()) for (const document of page) saved.set(document.id, document);
    return new ParkedDocuments(collection, saved);
  }

  /** `null` for a stream that is not parked. */
  find(projection: string, version: string, stream: string): ParkedDocument | null {
    return this.saved.get(keyOf(projection, version, stream))?.body ?? null;
  }

  list(): readonly ParkedDocument[] {
    return [...this.saved.values()].flatMap(({ body }) => body ?? []);
  }

  /** Those of one version of a projection. */
  of(projection: string, version: string): readonly ParkedDocument[] {
    return this.list().filter((parked) => parked.projection === projection && parked.version === version);
  }

  /** The document that says why a stream is parked, to be saved over what was said of it before. */
  parking(failure: ParkedFailure): SavedDocument<ParkedDocument> {
    const id = keyOf(failure.projection, failure.version, failure.stream);
    const revision = this.nextRevision(id, failure.failedAt);
    return { id, revision, body: { ...failure, id, revision } };
  }

  /** The document that says that nothing is wrong any more. */
  release({ id, revision }: ParkedDocument): SavedDocument<ParkedDocument> {
    return { id, revision: this.nextRevision(id, revision), body: null };
  }

  /** From now on these streams are skipped, or not any more; called once the documents are saved. */
  remember(documents: readonly SavedDocument<ParkedDocument>[]): void {
    for (const document of documents) this.saved.set(document.id, document);
  }

  private nextRevision(id: string, atLeast: number): number {
    return Math.max(atLeast, (this.saved.get(id)?.revision ?? -1) + 1);
  }
}

/**
 * Forgets the parked streams of these projections, in one save: whatever ends it, the others stay parked. Not while a
 * runner uses the store: it knows them in memory.
 */
export async function forgetParked(
  store: ReadStore,
  projections: ReadonlySet<string>,
  lease?: Lease,
): Promise<void> {
  const parked = await ParkedDocuments.open(store);
  const gone = parked.list().filter(({ projection }) => projections.has(projection));
  const documents = gone.map((document) => parked.release(document));
  await store.save([{ collection: parked.collection, documents }], [], lease);
}

const keyOf = (projection: string, version: string, stream: string): string =>
  `${projection}@${version}:${stream}`;
