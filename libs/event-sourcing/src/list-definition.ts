import { type FieldPath, type IndexDefinition, type IndexKey } from './read-store.port.js';

/** What a list can be filtered and sorted by. A declaration that no index serves is refused before it is asked. */
export interface ListDefinition<Sort extends string = string> {
  readonly name: string;
  /** The order of each sort; both directions have an index. */
  readonly sorts: Readonly<
    Record<Sort, { readonly asc: readonly IndexKey[]; readonly desc: readonly IndexKey[] }>
  >;
  readonly defaultSort: readonly IndexKey[];
  /** Fields that are compared for equality and narrow the list: each with the default sort behind it. */
  readonly filters: readonly FieldPath[];
  /** Fields that hold lists, of which one element is looked for. */
  readonly elements: readonly FieldPath[];
  /** Fields of which a range is looked for. */
  readonly ranges: readonly FieldPath[];
}

/** @throws Error naming every sort and filter of `list` that none of `indexes` serves: a programming error */
export function assertServed(list: ListDefinition, indexes: readonly IndexDefinition[]): void {
  const single = indexes.filter(({ many }) => many !== true);
  const has = (keys: readonly IndexKey[]): boolean => single.some((index) => sameKeys(index.keys, keys));
  const sorts = Object.entries(list.sorts).flatMap(([name, { asc, desc }]) => [
    ...(has(asc) ? [] : [`sort ${name}`]),
    ...(has(desc) ? [] : [`sort ${name}, descending`]),
  ]);
  const filters = list.filters.filter(
    (field) =>
      !single.some(
        ({ keys: [first, ...rest] }) => first?.field === field && sameKeys(rest, list.defaultSort),
      ),
  );
  const elements = list.elements.filter(
    (field) => !indexes.some(({ many, keys }) => many === true && keys[0]?.field === field),
  );
  const ranges = list.ranges.filter((field) => !single.some(({ keys }) => keys[0]?.field === field));
  const missing = [...sorts, ...[...filters, ...elements, ...ranges].map((field) => `filter ${field}`)];
  if (!has(list.defaultSort)) missing.push('the default sort');
  if (missing.length > 0) throw new Error(`list ${list.name}: no index serves ${missing.join('; ')}`);
}

const sameKeys = (one: readonly IndexKey[], other: readonly IndexKey[]): boolean =>
  one.length === other.length &&
  one.every(({ field, direction }, at) => field === other[at]?.field && direction === other[at].direction);
