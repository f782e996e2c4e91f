import { type Document as MongoDocument } from 'mongodb';
import {
  collectionKey,
  fieldNames,
  isScalar,
  lineReader,
  valueAt,
  type CollectionDefinition,
  type Document,
  type FieldPath,
  type IndexKey,
  type Scalar,
  endingWithId,
  manyFields,
} from '#event-sourcing';

/** A document as it is kept. The body has its id and revision as well, and is read back as it is. */
export interface Kept<D extends Document = Document> extends MongoDocument {
  readonly _id: string;
  readonly revision: number;
  /** `null` for a tombstone. */
  readonly body: D | null;
}

/** An index that gives an order; its keys always end with `id`, for keyset paging. */
export interface MongoIndex {
  readonly name: string;
  readonly keys: readonly IndexKey[];
}

/** The longest `database.collection` that every kind of MongoDB server takes, in bytes. */
const LONGEST_NAME = 235;

/** The names of one collection version in MongoDB: no other place makes field paths. */
export class CollectionSchema {
  /** Also the collection's name: no other one of the database has an `@`. */
  readonly key: string;
  /** Declared indexes that are not `many`, and the one on `_id` last. */
  readonly indexes: readonly MongoIndex[];
  /** Name of the `many` index of a field. */
  readonly many: ReadonlyMap<FieldPath, string>;
  /** The line of a document's body, of which no more than {@link linePaths} need be there. */
  readonly lineOf: (body: Document) => Document;
  private readonly single: ReadonlySet<FieldPath>;

  /** @throws Error for a bad name or an index that cannot be */
  constructor(
    readonly definition: CollectionDefinition,
    database = '',
  ) {
    this.key = collectionKey(definition.name, definition.version);
    if (Buffer.byteLength(`${database}.${this.key}`) > LONGEST_NAME)
      throw new Error(`${database}.${this.key} is too long for the name of a MongoDB collection`);
    const single = definition.indexes.filter(({ many }) => !many);
    this.single = new Set(single.flatMap(({ keys }) => keys.map(({ field }) => field)));
    this.indexes = [
      ...single.map(({ name, keys }) => ({ name: indexName(name), keys: endingWithId(keys) })),
      { name: '_id_', keys: endingWithId([]) },
    ];
    this.many = manyFields(definition, this.single);
    this.lineOf = lineReader(definition);
  }

  /** What has to be read of a kept document for its line, and for `keys`; `undefined` for all of it. */
  linePaths(keys: readonly IndexKey[] = []): Readonly<Record<string, 1>> | undefined {
    const { line } = this.definition;
    if (!line) return undefined;
    const paths = [
      'revision',
      'body.id',
      'body.revision',
      ...line.map(pathOf),
      ...keys.map(({ field }) => pathOf(field)),
    ];
    // MongoDB refuses a path beside one that it lies under.
    const outermost = paths.filter((path) => !paths.some((other) => path.startsWith(`${other}.`)));
    return Object.fromEntries(outermost.map((path) => [path, 1]));
  }

  /** True when an index says that the field holds no arrays. */
  isSingle(field: FieldPath): boolean {
    return field === 'id' || field === 'revision' || this.single.has(field);
  }

  /** The keys of every index to be made, by its name. */
  indexKeys(): ReadonlyMap<string, Readonly<Record<string, 1 | -1>>> {
    const single = this.indexes.slice(0, -1).map(({ name, keys }) => [name, orderOf(keys)] as const);
    const many = [...this.many].map(([field, name]) => [indexName(name), { [pathOf(field)]: 1 }] as const);
    return new Map([...single, ...many]);
  }
}

/** Where a field stands in a kept document. */
export function pathOf(field: FieldPath): string {
  if (field === 'id') return '_id';
  return field === 'revision' ? field : `body.${fieldNames(field).join('.')}`;
}

/** `keys` as MongoDB's indexes and sorts take them. */
export const orderOf = (keys: readonly IndexKey[]): Record<string, 1 | -1> =>
  Object.fromEntries(keys.map(({ field, direction }) => [pathOf(field), direction === 'asc' ? 1 : -1]));

/** The document's values of these keys. */
export function keysOf(kept: Kept, order: readonly IndexKey[]): Scalar[] {
  return order.map(({ field }) => {
    const value = valueAt(kept, pathOf(field).split('.'));
    return isScalar(value) ? value : null;
  });
}

function indexName(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) throw new Error(`not an index name: ${JSON.stringify(name)}`);
  return name;
}
