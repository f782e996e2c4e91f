import { indexabilityOf, type Document, type SavedDocument } from '#event-sourcing';
import { keyColumn, type CollectionSchema } from './collection-schema.js';
import { sql, type Connection } from './connection.js';
import { isSameKey, keyReader, type Key } from './document-keys.js';
import { elementReader, replaceElements } from './elements.js';

/** A document as it is stored. */
interface Row {
  readonly id: string;
  readonly revision: number;
  readonly body: string | null;
  /** JSON; `null` for a tombstone and where the line is the whole document. */
  readonly line: string | null;
  readonly keys: readonly Key[];
  readonly many: string;
}

/** What is known of a stored document without reading its body: its keys stand under the names of their columns. */
interface Former {
  readonly row: number;
  readonly revision: number;
  readonly live: number;
  readonly many: string;
}

/** Writes documents of one collection version, never moving one backwards. */
export class DocumentWriter {
  private readonly assertIndexable: (document: Document) => void;
  private readonly keysOf: (document: Document | null) => readonly Key[];
  private readonly elementsOf: (document: Document | null) => string;
  private readonly columns: readonly string[];
  private readonly names: readonly string[];
  private readonly find: string;
  private readonly insertion: string;
  private readonly updates = new Map<string, string>();

  constructor(
    private readonly connection: Connection,
    readonly schema: CollectionSchema,
  ) {
    this.assertIndexable = indexabilityOf(schema.definition);
    this.keysOf = keyReader(schema);
    this.elementsOf = elementReader(schema);
    this.columns = schema.fields.map(keyColumn);
    this.names = this.columns.map((column) => column.slice(1, -1));
    const known = ['"row"', '"revision"', '"live"', '"many"', ...this.columns];
    this.find = `SELECT ${known.join(', ')} FROM ${schema.table} WHERE "id" = ?`;
    const columns = ['"row"', '"id"', '"revision"', '"live"', '"many"', ...this.columns, '"line"'];
    const places = columns.map(() => '?').join(', ');
    this.insertion = `INSERT INTO ${schema.table} (${columns.join(', ')}) VALUES (${places})`;
  }

  /**
   * Checks the documents and makes them JSON; the returned function writes them and belongs into a transaction.
   * @throws Error for a document that an index would not find
   */
  prepare(documents: readonly SavedDocument[]): () => void {
    const rows = documents.map((document) => this.rowOf(document));
    return () => {
      for (const row of rows) this.write(row);
    };
  }

  /** Gives a document whose body is there already its keys and elements. */
  restore(place: number, saved: SavedDocument): void {
    this.insertKeys(place, this.rowOf(saved));
  }

  private rowOf({ id, revision, body }: SavedDocument): Row {
    const document = body && { ...body, id, revision };
    if (document) this.assertIndexable(document);
    return {
      id,
      revision,
      body: document && JSON.stringify(document),
      line: document && this.schema.lineOf && JSON.stringify(this.schema.lineOf(document)),
      keys: this.keysOf(document),
      many: this.elementsOf(document),
    };
  }

  private write(row: Row): void {
    const former = this.connection.get<Former>(sql(this.find, row.id));
    if (!former) this.insert(row);
    else if (former.revision < row.revision) this.update(former, row);
  }

  private insert(row: Row): void {
    const place = this.insertKeys(null, row);
    if (row.body !== null) this.writeBody(place, row.body);
  }

  /** In this place, or in the next one. */
  private insertKeys(wanted: number | null, { id, revision, body, line, keys, many }: Row): number {
    const values = [wanted, id, revision, body === null ? 0 : 1, many, ...keys, line];
    const place = this.connection.insert(sql(this.insertion, ...values));
    replaceElements(this.connection, this.schema, place, ['[]', many]);
    return place;
  }

  /** Sets the columns that change and no others: an index is rewritten when one of its columns is set. */
  private update(former: Former, { revision, body, line, keys, many }: Row): void {
    const live = body === null ? 0 : 1;
    const stored = former as unknown as Readonly<Record<string, unknown>>;
    const set = ['"revision"', '"line"'];
    const values: Key[] = [revision, line];
    const change = (column: string, value: Key) => {
      set.push(column);
      values.push(value);
    };
    if (live !== former.live) change('"live"', live);
    if (many !== former.many) change('"many"', many);
    for (const [at, key] of keys.entries())
      if (!isSameKey(key, stored[this.names[at] ?? ''])) change(this.columns[at] ?? '', key);
    this.connection.run(sql(this.updateOf(set), ...values, former.row));
    if (body !== null) this.writeBody(former.row, body);
    else this.connection.run(sql(`DELETE FROM ${this.schema.bodies} WHERE "row" = ?`, former.row));
    replaceElements(this.connection, this.schema, former.row, [former.many, many]);
  }

  private updateOf(columns: readonly string[]): string {
    const set = columns.join(' = ?, ');
    let text = this.updates.get(set);
    if (text === undefined) {
      text = `UPDATE ${this.schema.table} SET ${set} = ? WHERE "row" = ?`;
      this.updates.set(set, text);
    }
    return text;
  }

  private writeBody(row: number, body: string): void {
    const change = `INSERT OR REPLACE INTO ${this.schema.bodies} ("row", "body") VALUES (?, ?)`;
    this.connection.run(sql(change, row, body));
  }
}
