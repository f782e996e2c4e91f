import {
  type Condition,
  type FieldPath,
  type Filter,
  type IndexDefinition,
  type IndexKey,
  type Scalar,
} from './read-store.port.js';
import { reversed } from './read-store-order.js';

/** An inclusive range; either end may be open. */
export interface Range {
  readonly from?: string | number | undefined;
  readonly to?: string | number | undefined;
}

/**
 * How a filter compares its field, and what it takes: `equal` a value, or a list of which one matches; `range` a
 * {@link Range}; `prefix` a beginning; `many` what `equal` takes, for any element of an array; `words` a list of
 * beginnings, each of which some element of an array must have.
 */
export type FilterKind = 'equal' | 'range' | 'prefix' | 'many' | 'words';

export interface ListFilter {
  readonly field: FieldPath;
  readonly kind: FilterKind;
  /** Leaves so little that reading along the default sort would pass by too much else. */
  readonly selective?: boolean;
}

/** What a list may be asked, by the names its users know. */
export interface ListDefinition {
  readonly filters: Readonly<Record<string, ListFilter>>;
  readonly sorts: Readonly<Record<string, readonly IndexKey[]>>;
  /** Name of the sort that is used when none is asked for. */
  readonly defaultSort: string;
}

/** Values of filters by name, as validated at the edge; what is undefined is not asked. */
export type FilterValues = Readonly<Record<string, Scalar | readonly Scalar[] | Range | undefined>>;

/**
 * Refuses a list that has a sort, or a selective filter with the default sort, that no index serves.
 * @throws Error naming it and the index it needs
 */
export function assertServed(list: ListDefinition, indexes: readonly IndexDefinition[]): void {
  const defaultSort = list.sorts[list.defaultSort];
  if (!defaultSort) throw new Error(`the default sort ${list.defaultSort} is not one of the list's sorts`);
  for (const [name, keys] of Object.entries(list.sorts)) {
    if (!indexes.some((index) => isOn(index, keys)))
      throw new Error(`no index serves the sort ${name}: it needs one on ${named(keys)}`);
  }
  for (const [name, filter] of Object.entries(list.filters)) {
    if (filter.selective && !indexes.some((index) => serves(index, filter, defaultSort)))
      throw new Error(
        `no index serves the selective filter ${name}: it needs ${wanted(filter, defaultSort)}`,
      );
  }
}

/** @throws Error for a name that is no filter of the list, or a value its kind does not take */
export function filterOf(list: ListDefinition, values: FilterValues): Filter {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return {
    $and: given.flatMap(([name, value]): Filter[] => {
      const filter = Object.hasOwn(list.filters, name) ? list.filters[name] : undefined;
      if (!filter) throw new Error(`${name} is not a filter of this list`);
      return conditionsOf(filter.kind, value).map((condition) => ({ [filter.field]: condition }));
    }),
  };
}

function conditionsOf(kind: FilterKind, value: unknown): readonly Condition[] {
  switch (kind) {
    case 'equal':
    case 'many':
      return [Array.isArray(value) ? { $in: value as Scalar[] } : { $eq: value as Scalar }];
    case 'range': {
      const { from, to } = value as Range;
      return [{ ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lte: to }) }];
    }
    case 'prefix':
      return [{ $prefix: value as string }];
    case 'words':
      return (value as readonly string[]).map(($prefix) => ({ $prefix }));
  }
}

function serves(index: IndexDefinition, { field, kind }: ListFilter, sort: readonly IndexKey[]): boolean {
  const [first, ...rest] = index.keys;
  if (first?.field !== field) return false;
  if (kind === 'many' || kind === 'words') return index.many === true;
  // A range leaves no order of other keys: what it finds is gathered and sorted.
  return kind === 'equal' ? isOn({ ...index, keys: rest }, without(field, sort)) : !index.many;
}

function wanted({ field, kind }: ListFilter, sort: readonly IndexKey[]): string {
  if (kind === 'many' || kind === 'words') return `a many index on ${field}`;
  const rest = without(field, sort);
  return kind === 'equal' && rest.length > 0 ? `one on ${field}, ${named(rest)}` : `one on ${field}`;
}

/** Equality with a field leaves it nothing to order. */
const without = (field: FieldPath, keys: readonly IndexKey[]): readonly IndexKey[] =>
  keys.filter((key) => key.field !== field);

/** An index is read from either end. */
const isOn = (index: IndexDefinition, keys: readonly IndexKey[]): boolean =>
  !index.many && [keys, reversed(keys)].some((order) => named(index.keys) === named(order));

const named = (keys: readonly IndexKey[]): string =>
  keys.map(({ field, direction }) => `${field} ${direction}`).join(', ');
