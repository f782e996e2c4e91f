import { type Document, type ReadCollection, type ReadStore, type SavedDocument } from './read-store.port.js';

/** A stream that a read model could not fold: skipped until it is retried, and visible meanwhile. */
export interface ParkedDocument extends Document {
  readonly projection: string;
  readonly version: string;
  readonly stream: string;
  /** Revision of the event that failed. */
  readonly failedAt: number;
  /** What went wrong, without the event's content. */
  readonly cause: string;
}

/** Where parked streams are kept; no version of it is ever switched live. */
export const PARKED_DOCUMENTS = { name: 'parked-documents', version: '1', indexes: [] } as const;

/** The parked streams of every projection, kept in the read store and known in memory. */
export class ParkedDocuments {
  private constructor(
    readonly collection: ReadCollection<ParkedDocument>,
    private readonly parked: Map<string, ParkedDocument>,
  ) {}

  static async open(store: ReadStore): Promise<ParkedDocuments> {
    const collection = await store.collection<ParkedDocument>(PARKED_DOCUMENTS);
    const parked = new Map<string, ParkedDocument>();
    for await (const page of collection.scan()) {
      for (const { id, body } of page) if (body) parked.set(id, body);
    }
    return new ParkedDocuments(collection, parked);
  }

  has(projection: string, version: string, stream: string): boolean {
    return this.parked.has(keyOf(projection, version, stream));
  }

  list(): readonly ParkedDocument[] {
    return [...this.parked.values()];
  }

  /** From now on these streams are skipped; called once the documents are saved. */
  remember(documents: readonly SavedDocument<ParkedDocument>[]): void {
    for (const { id, body } of documents) if (body) this.parked.set(id, body);
  }
}

/** Forgets the parked streams of these projections. Not while a runner uses the store: it knows them in memory. */
export async function forgetParked(store: ReadStore, projections: ReadonlySet<string>): Promise<void> {
  const kept = (await ParkedDocuments.open(store))
    .list()
    .filter((parked) => !projections.has(parked.projection));
  await store.drop(PARKED_DOCUMENTS.name, PARKED_DOCUMENTS.version);
  const collection = await store.collection<ParkedDocument>(PARKED_DOCUMENTS);
  const documents = kept.map((body) => ({ id: body.id, revision: body.revision, body }));
  await store.save([{ collection, documents }], []);
}

/** The document that says why a stream was parked. */
export function parkedDocument(
  failure: Omit<ParkedDocument, 'id' | 'revision'>,
): SavedDocument<ParkedDocument> {
  const id = keyOf(failure.projection, failure.version, failure.stream);
  return { id, revision: failure.failedAt, body: { ...failure, id, revision: failure.failedAt } };
}

const keyOf = (projection: string, version: string, stream: string): string =>
  `${projection}@${version}:${stream}`;
