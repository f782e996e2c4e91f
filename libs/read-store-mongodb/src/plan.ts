import {
  type FieldTest,
  type FilterNode,
  type IndexKey,
  equalities,
  isRange,
  leadingTests,
  testsIn,
} from '#event-sourcing';
import { type CollectionSchema, type MongoIndex } from './collection-schema.js';
import { criteriaOf, type Criteria } from './criteria.js';

/** Reading along an index: equalities on its first keys, then exactly the order asked for. */
export interface Along {
  readonly index: string;
  /** What the index serves. */
  readonly served: FilterNode;
  /** What has to be asked of each document on the way. */
  readonly residual: readonly FilterNode[];
}

/** A part of the filter that one index answers alone. */
export interface Source {
  readonly index: string;
  readonly criteria: Criteria;
}

const conjunctsOf = (filter: FilterNode): readonly FilterNode[] =>
  filter.kind === 'and' ? filter.parts : [filter];

/** Fields that the filter fixes order nothing. */
export function withoutConstants(
  order: readonly IndexKey[],
  filter: FilterNode,
  schema: CollectionSchema,
): readonly IndexKey[] {
  const fixed = equalities(conjunctsOf(filter));
  return order.filter(({ field }) => field === 'id' || !fixed.has(field) || !schema.isSingle(field));
}

/** The index that gives `order` and leaves the least to ask, `null` when none gives it. */
export function alongOf(
  schema: CollectionSchema,
  filter: FilterNode,
  order: readonly IndexKey[],
): Along | null {
  const candidates = schema.indexes
    .map((index) => alongIndex(index, conjunctsOf(filter), order))
    .filter((candidate) => candidate !== null);
  return candidates.sort((a, b) => a.residual.length - b.residual.length)[0] ?? null;
}

function alongIndex(
  index: MongoIndex,
  conjuncts: readonly FilterNode[],
  order: readonly IndexKey[],
): Along | null {
  const { equal, next } = leadingTests(index.keys, conjuncts);
  const rest = index.keys.slice(equal.length);
  if (!runsAlong(rest, order)) return null;
  const served = new Set<FilterNode>([...equal, ...next.filter(isRange)]);
  return {
    index: index.name,
    served: { kind: 'and', parts: [...served] },
    residual: conjuncts.filter((node) => !served.has(node)),
  };
}

/** An index is read forwards or backwards. */
function runsAlong(keys: readonly IndexKey[], order: readonly IndexKey[]): boolean {
  if (keys.length !== order.length || keys.some(({ field }, at) => field !== order[at]?.field)) return false;
  const turned = keys.filter(({ direction }, at) => direction !== order[at]?.direction).length;
  return turned === 0 || turned === keys.length;
}

/** The parts of the filter that indexes answer. */
export function sourcesOf(schema: CollectionSchema, filter: FilterNode): readonly Source[] {
  const conjuncts = conjunctsOf(filter);
  const many = testsIn(conjuncts).flatMap((test): Source[] => {
    const index = schema.many.get(test.field);
    return index !== undefined && isElementTest(test) ? [{ index, criteria: criteriaOf(test) }] : [];
  });
  const single = schema.indexes.flatMap((index): Source[] => {
    const { equal, next } = leadingTests(index.keys, conjuncts);
    const parts = [...equal, ...next];
    return parts.length > 0 ? [{ index: index.name, criteria: criteriaOf({ kind: 'and', parts }) }] : [];
  });
  return [...many, ...single];
}

/** Of what a document has no element of, an index of elements says little. */
function isElementTest(test: FieldTest): boolean {
  if (test.operator === 'in') return !test.value.includes(null);
  return test.operator === 'prefix' || (test.operator === 'eq' && test.value !== null);
}
