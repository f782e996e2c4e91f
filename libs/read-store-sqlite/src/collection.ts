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
import { type CollectionSchema } from './collection-schema.js';
import { sql, type Connection } from './connection.js';
import { findDocuments } from './find-documents.js';

interface Row {
  readonly id: string;
  readonly revision: number;
  readonly body: string | null;
}

/** One parameter for any number of ids; each is found once. */
const LISTED = '(SELECT "value" FROM json_each(?))';

/** One collection version in the database. Answers come at once; the promises are the port's. */
export class SqliteCollection<D extends Document> implements ReadCollection<D> {
  constructor(
    private readonly connection: Connection,
    private readonly schema: CollectionSchema,
  ) {}

  get definition(): CollectionDefinition {
    return this.schema.definition;
  }

  get(id: string): Promise<D | null> {
    const { table, bodies } = this.schema;
    const query = `SELECT "body" FROM ${table} CROSS JOIN ${bodies} USING ("row") WHERE "id" = ?`;
    return this.connection.answer(() => {
      const row = this.connection.get<{ body: string }>(sql(query, id));
      return row ? (JSON.parse(row.body) as D) : null;
    });
  }

  getMany(ids: readonly string[]): Promise<readonly D[]> {
    const { table, bodies } = this.schema;
    return this.texts<D>(`SELECT "body" AS "text" FROM ${table} CROSS JOIN ${bodies} USING ("row")`, ids);
  }

  getLines<L extends Document>(ids: readonly string[]): Promise<readonly L[]> {
    const { table, lineOf } = this.schema;
    if (!lineOf) return this.getMany(ids) as unknown as Promise<readonly L[]>;
    return this.texts<L>(`SELECT "line" AS "text" FROM ${table}`, ids);
  }

  load(ids: readonly string[]): Promise<readonly SavedDocument<D>[]> {
    const query = `${this.rows} WHERE "id" IN ${LISTED}`;
    return this.connection.answer(() =>
      this.connection.all<Row>(sql(query, JSON.stringify(ids))).map((row) => saved<D>(row)),
    );
  }

  find(query: FindQuery): Promise<FindResult<D>> {
    return this.connection.answer(() => findDocuments<D>(this.connection, this.schema, query, 'body'));
  }

  findLines<L extends Document>(query: FindQuery): Promise<FindResult<L>> {
    const part = this.schema.lineOf ? 'line' : 'body';
    return this.connection.answer(() => findDocuments<L>(this.connection, this.schema, query, part));
  }

  count(filter?: Filter, cap?: number): Promise<Count> {
    return this.connection.answer(() => countDocuments(this.connection, this.schema, filter, cap));
  }

  groupBy(
    filter: Filter | undefined,
    keys: readonly FieldPath[],
    sums: readonly FieldPath[] = [],
  ): Promise<readonly Group[]> {
    return this.connection.answer(() => groupDocuments(this.connection, this.schema, { filter, keys, sums }));
  }

  async *scan(pageSize = 1_000): AsyncIterable<readonly SavedDocument<D>[]> {
    const query = `${this.rows} WHERE "id" > ? ORDER BY "id" LIMIT ?`;
    for (let after = ''; ;) {
      const rows = await this.connection.answer(() => this.connection.all<Row>(sql(query, after, pageSize)));
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map((row) => saved<D>(row));
      after = last.id;
    }
  }

  /** Every document, tombstones included. */
  private get rows(): string {
    const { table, bodies } = this.schema;
    return `SELECT "id", "revision", "body" FROM ${table} LEFT JOIN ${bodies} USING ("row")`;
  }

  private texts<T>(select: string, ids: readonly string[]): Promise<readonly T[]> {
    const query = sql(`${select} WHERE "live" = 1 AND "id" IN ${LISTED}`, JSON.stringify(ids));
    return this.connection.answer(() =>
      this.connection.all<{ text: string }>(query).map(({ text }) => JSON.parse(text) as T),
    );
  }
}

const saved = <D extends Document>({ id, revision, body }: Row): SavedDocument<D> => ({
  id,
  revision,
  body: body === null ? null : (JSON.parse(body) as D),
});
