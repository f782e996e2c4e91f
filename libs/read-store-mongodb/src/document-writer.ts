import { type AnyBulkWriteOperation, type Collection, MongoBulkWriteError, type WriteError } from 'mongodb';
import { indexabilityOf, type Document, type SavedDocument } from '#event-sourcing';
import { type CollectionSchema, type Kept } from './collection-schema.js';
import { DUPLICATE_KEY } from './trouble.js';

/** Writes documents of one collection version, never moving one backwards. */
export class DocumentWriter {
  private readonly assertIndexable: (document: Document) => void;

  constructor(
    private readonly collection: Collection<Kept>,
    readonly schema: CollectionSchema,
  ) {
    this.assertIndexable = indexabilityOf(schema.definition);
  }

  /**
   * Checks the documents; the returned function writes them, and is harmless to repeat.
   * @throws Error for a document that an index would not find
   */
  prepare(documents: readonly SavedDocument[]): () => Promise<void> {
    const newest = new Map<string, Kept>();
    for (const { id, revision, body } of documents) {
      if (body) this.assertIndexable(body);
      const known = newest.get(id);
      if (known && known.revision >= revision) continue;
      newest.set(id, { _id: id, revision, body: body && { ...body, id, revision } });
    }
    const kept = [...newest.values()];
    return () => this.write(kept);
  }

  /**
   * An upsert that finds no older document inserts, and collides when there is one of the same id: a newer one, or one
   * that another writer has just inserted. So what collided is offered once more, as a replacement only.
   */
  private async write(kept: readonly Kept[]): Promise<void> {
    const collided = await this.bulk(kept, true);
    if (collided.length > 0) await this.bulk(collided, false);
  }

  /** Those whose insert collided. */
  private async bulk(kept: readonly Kept[], upsert: boolean): Promise<readonly Kept[]> {
    if (kept.length === 0) return [];
    try {
      await this.collection.bulkWrite(
        kept.map((document) => replacement(document, upsert)),
        { ordered: false },
      );
      return [];
    } catch (error) {
      return collisions(error).flatMap(({ index }) => kept[index] ?? []);
    }
  }
}

const replacement = ({ _id, revision, body }: Kept, upsert: boolean): AnyBulkWriteOperation<Kept> => ({
  replaceOne: { filter: { _id, revision: { $lt: revision } }, replacement: { revision, body }, upsert },
});

/** The collisions that are all that `error` tells of. @throws `error` when there is more */
function collisions(error: unknown): readonly WriteError[] {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
  const errors = [error.writeErrors].flat();
  const other = errors.find(({ code }) => code !== DUPLICATE_KEY);
  if (other || errors.length === 0) throw error;
  return errors;
}
