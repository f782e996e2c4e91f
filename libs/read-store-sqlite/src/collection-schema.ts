import {
  collectionKey,
  fieldNames,
  type CollectionDefinition,
  type FieldPath,
  type IndexKey,
  type Document,
  endingWithId,
  lineReader,
  manyFields,
} from '#event-sourcing';
import { sql, type Sql } from './connection.js';

/** An index as it stands in the database; its keys always end with `id`, for keyset paging. */
export interface SqliteIndex {
  readonly name: string;
  readonly keys: readonly IndexKey[];
}

/**
 * The identifiers and expressions of one collection version: the only place that writes names into SQL.
 *
 * What indexes are over stands in columns of its own, so that an update rewrites only the indexes whose keys changed,
 * and apart from the documents, so that looking for one passes over little.
 */
export class CollectionSchema {
  readonly key: string;
  /** Quoted: one row per document, with the keys of every index. */
  readonly table: string;
  /** Quoted: the documents themselves; a tombstone has none. */
  readonly bodies: string;
  /** Quoted: one row per element of each `many` index. */
  readonly elements: string;
  /** Declared indexes, and the primary key's last. */
  readonly indexes: readonly SqliteIndex[];
  /** Name of the `many` index of a field. */
  readonly many: ReadonlyMap<FieldPath, string>;
  /** Fields that have a column of their own, in the order of their columns. */
  readonly fields: readonly FieldPath[];
  /** The line of a document, which stands in its row; `null` when the whole document is shown. */
  readonly lineOf: ((document: Document) => Document) | null;
  /** What columns and elements there are: a table with another layout has to be filled anew. */
  readonly layout: string;
  private readonly single: ReadonlySet<FieldPath>;

  constructor(readonly definition: CollectionDefinition) {
    this.key = collectionKey(definition.name, definition.version);
    this.table = quote(this.key);
    this.bodies = quote(`${this.key}#bodies`);
    this.elements = quote(`${this.key}#many`);
    const single = definition.indexes.filter(({ many }) => !many);
    this.single = new Set(single.flatMap(({ keys }) => keys.map(({ field }) => field)));
    this.indexes = [
      ...single.map(({ name, keys }) => ({ name: this.indexName(name), keys: endingWithId(keys) })),
      { name: `sqlite_autoindex_${this.key}_1`, keys: endingWithId([]) },
    ];
    this.many = manyFields(definition, this.single);
    this.fields = [...this.single].filter((field) => !isColumn(field)).sort();
    for (const field of this.fields) fieldNames(field);
    const { line } = definition;
    this.lineOf = line ? lineReader(definition) : null;
    this.layout = JSON.stringify({ fields: this.fields, many: [...this.many], line });
  }

  /** True when an index says that the field holds no arrays. */
  isSingle(field: FieldPath): boolean {
    return isColumn(field) || this.single.has(field);
  }

  /** The statements that make this collection's indexes, by index name. */
  indexStatements(): ReadonlyMap<string, string> {
    const declared = this.indexes.slice(0, -1);
    return new Map(
      declared.map(({ name, keys }) => [
        name,
        `CREATE INDEX ${quote(name)} ON ${this.table} (${this.orderOf(keys)}) WHERE ${LIVE}`,
      ]),
    );
  }

  /** `keys` as the terms of an index or an ORDER BY. */
  orderOf(keys: readonly IndexKey[]): string {
    return keys
      .map(({ field, direction }) => `${this.valueOf(field)} ${direction === 'asc' ? 'ASC' : 'DESC'}`)
      .join(', ');
  }

  /** A field's value in SQL: its column, or what stands in the body. */
  valueOf(field: FieldPath): string {
    if (isColumn(field)) return quote(field);
    return this.single.has(field) ? keyColumn(field) : `json_extract("body", ${pathOf(fieldNames(field))})`;
  }

  /** `from` with the bodies beside it when one of `texts` asks for them. */
  withBodies(from: Sql, ...texts: readonly string[]): Sql {
    if (!texts.some((text) => text.includes('"body"'))) return from;
    return sql(`${from.text} CROSS JOIN ${this.bodies} USING ("row")`, ...from.params);
  }

  private indexName(name: string): string {
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) throw new Error(`not an index name: ${JSON.stringify(name)}`);
    return `${this.key}/${name}`;
  }
}

/** A field's JSON type in SQL, NULL when it is missing. */
export const typeOf = (field: FieldPath): string =>
  isColumn(field)
    ? field === 'id'
      ? `'text'`
      : `'integer'`
    : `json_type("body", ${pathOf(fieldNames(field))})`;

/** The column of an indexed field. */
export const keyColumn = (field: FieldPath): string => quote(`key.${field}`);

/** No tombstone: what every index is over, and every question about. */
export const LIVE = '"live" = 1';

/** Names below a JSON value as a JSON path literal; names are letters, digits, `_` and `-` only. */
export const pathOf = (names: readonly string[]): string =>
  `'$${names.map((name) => `."${name}"`).join('')}'`;

export const isColumn = (field: FieldPath): boolean => field === 'id' || field === 'revision';

export const quote = (identifier: string): string => `"${identifier}"`;
