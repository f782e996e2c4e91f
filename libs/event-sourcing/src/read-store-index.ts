import { type FieldTest, fieldNames, type FilterNode } from './read-store-filter.js';
import { wholeOrder } from './read-store-order.js';
import { type CollectionDefinition, type FieldPath, type IndexKey } from './read-store.port.js';

/** The keys of an index as it is kept: they always end with `id`, for keyset paging. */
export const endingWithId = (keys: readonly IndexKey[]): readonly IndexKey[] =>
  keys.some(({ field }) => field === 'id') ? keys : wholeOrder(keys);

/**
 * The name of the `many` index of each field that has one.
 * @throws Error for a field path that cannot be, and for an index of several fields or of one that is in another index
 */
export function manyFields(
  { indexes, name: collection }: CollectionDefinition,
  single: ReadonlySet<FieldPath>,
): ReadonlyMap<FieldPath, string> {
  const many = new Map<FieldPath, string>();
  for (const { name, keys, many: isMany } of indexes) {
    const [key, ...others] = keys;
    if (!isMany || !key) continue;
    fieldNames(key.field);
    if (others.length > 0 || single.has(key.field))
      throw new Error(
        `${collection}: the many index ${name} must have one field, and no other index that field`,
      );
    many.set(key.field, name);
  }
  return many;
}

export const testsIn = (nodes: readonly FilterNode[]): FieldTest[] =>
  nodes.filter((node) => node.kind === 'test');

/** The equalities among conjuncts, by field. */
export const equalities = (conjuncts: readonly FilterNode[]): ReadonlyMap<string, FieldTest> =>
  new Map(
    testsIn(conjuncts)
      .filter(({ operator }) => operator === 'eq')
      .map((test) => [test.field, test]),
  );

export const isRange = ({ operator }: FieldTest): boolean =>
  ['gt', 'gte', 'lt', 'lte', 'prefix'].includes(operator);

/** The tests that an index serves: equalities on its first keys, ranges and lists on the key after them. */
export function leadingTests(
  keys: readonly IndexKey[],
  conjuncts: readonly FilterNode[],
): { equal: readonly FieldTest[]; next: readonly FieldTest[] } {
  const fixed = equalities(conjuncts);
  const equal: FieldTest[] = [];
  for (const { field } of keys) {
    const test = fixed.get(field);
    if (!test) break;
    equal.push(test);
  }
  const field = keys[equal.length]?.field;
  const next = testsIn(conjuncts).filter(
    (test) => test.field === field && (isRange(test) || test.operator === 'in'),
  );
  return { equal, next };
}
