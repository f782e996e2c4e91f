import { type Collection } from 'mongodb';
import {
  type CollectionDefinition,
  type Count,
  type Document,
  type FieldPath,
  type Filter,
  type FindQuery,
  type FindResult,
  type Group,
  type ReadCollection,
  type SavedDocument,
} from '#event-sourcing';
import { countDocuments, groupDocuments } from './aggregate.js';
import { type CollectionSchema, type Kept } from './collection-schema.js';
import { type Connection, TIME_LIMIT } from './connection.js';
import { findDocuments } from './find-documents.js';

/** One collection version in the database. */
export class MongoCollection<D extends Document> implements ReadCollection<D> {
  private readonly collection: Collection<Kept<D>>;

  constructor(
    private readonly connection: Connection,
    private readonly schema: CollectionSchema,
  ) {
    this.collection = connection.collection<Kept<D>>(schema.key);
  }

  get definition(): CollectionDefinition {
    return this.schema.definition;
  }

  async get(id: string): Promise<D | null> {
    const [document] = await this.getMany([id]);
    return document ?? null;
  }

  async getMany(ids: readonly string[]): Promise<readonly D[]> {
    const documents = await this.load(ids);
    return documents.flatMap(({ body }) => (body ? [body] : []));
  }

  async getLines<L extends Document>(ids: readonly string[]): Promise<readonly L[]> {
    const projection = this.schema.linePaths();
    const saved = await this.saved({ _id: { $in: [...new Set(ids)] } }, projection && { projection });
    return saved.flatMap(({ body }) => (body ? [this.schema.lineOf(body) as L] : []));
  }

  async load(ids: readonly string[]): Promise<readonly SavedDocument<D>[]> {
    const [id, ...others] = new Set(ids);
    if (id === undefined) return [];
    const where = { _id: others.length > 0 ? { $in: [id, ...others] } : id };
    return this.saved(where);
  }

  find(query: FindQuery): Promise<FindResult<D>> {
    return this.connection.run(() => findDocuments<D>(this.asked(), this.schema, query));
  }

  async findLines<L extends Document>(query: FindQuery): Promise<FindResult<L>> {
    const { documents, ...rest } = await this.connection.run(() =>
      findDocuments(this.asked(), this.schema, query, true),
    );
    return { documents: documents.map((document) => this.schema.lineOf(document) as L), ...rest };
  }

  count(filter?: Filter, cap?: number): Promise<Count> {
    return this.connection.run(() => countDocuments(this.asked(), filter, cap));
  }

  groupBy(
    filter: Filter | undefined,
    keys: readonly FieldPath[],
    sums: readonly FieldPath[] = [],
  ): Promise<readonly Group[]> {
    return this.connection.run(() => groupDocuments(this.asked(), filter, keys, sums));
  }

  async *scan(pageSize = 1_000): AsyncIterable<readonly SavedDocument<D>[]> {
    for (let where: object = {}; ;) {
      const page = await this.saved(where, { sort: { _id: 1 }, limit: pageSize });
      const last = page.at(-1);
      if (!last) return;
      yield page;
      where = { _id: { $gt: last.id } };
    }
  }

  private async saved(where: object, options: object = {}): Promise<readonly SavedDocument<D>[]> {
    const kept = await this.connection.run(() =>
      this.collection.find(where, { ...options, maxTimeMS: TIME_LIMIT }).toArray(),
    );
    return kept.map(({ _id, revision, body }) => ({ id: _id, revision, body }));
  }

  private asked(): Collection<Kept> {
    return this.collection as unknown as Collection<Kept>;
  }
}
