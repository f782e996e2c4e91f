import { indexabilityOf, type Document, type SavedDocument } from '#event-sourcing';
import { type CollectionSchema } from './collection-schema.js';
import { sql, type Connection } from './connection.js';
import { replaceElements } from './elements.js';

interface Row {
  readonly id: string;
  readonly revision: number;
  readonly document: Document | null;
  readonly body: string | null;
}

/** Writes documents of one collection version, never moving one backwards. */
export class DocumentWriter {
  private readonly assertIndexable: (document: Document) => void;
  private readonly upsert: string;

  constructor(
    private readonly connection: Connection,
    readonly schema: CollectionSchema,
  ) {
    this.assertIndexable = indexabilityOf(schema.definition);
    this.upsert = `
      INSERT INTO ${schema.table} ("id", "revision", "body") VALUES (?, ?, ?)
      ON CONFLICT ("id") DO UPDATE SET "revision" = excluded."revision", "body" = excluded."body"
      WHERE excluded."revision" > "revision"`;
  }

  /**
   * Checks the documents and makes them JSON; the returned function writes them and belongs into a transaction.
   * @throws Error for a document that an index would not find
   */
  prepare(documents: readonly SavedDocument[]): () => void {
    const rows = documents.map(({ id, revision, body }): Row => {
      const document = body && { ...body, id, revision };
      if (document) this.assertIndexable(document);
      return { id, revision, document, body: document && JSON.stringify(document) };
    });
    return () => {
      for (const row of rows) this.write(row);
    };
  }

  private write({ id, revision, document, body }: Row): void {
    if (this.schema.many.size === 0) {
      this.connection.run(sql(this.upsert, id, revision, body));
      return;
    }
    const former = this.bodyOf(id);
    const written = this.connection.get<{ row: number }>(
      sql(`${this.upsert} RETURNING "row"`, id, revision, body),
    );
    if (written) replaceElements(this.connection, this.schema, written.row, [former, document]);
  }

  private bodyOf(id: string): unknown {
    const query = `SELECT "body" FROM ${this.schema.table} WHERE "id" = ?`;
    const row = this.connection.get<{ body: string | null }>(sql(query, id));
    return row?.body ? JSON.parse(row.body) : null;
  }
}
