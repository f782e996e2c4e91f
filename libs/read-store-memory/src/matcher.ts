import { Context, Query } from 'mingo';
import { type QueryOperator } from 'mingo/types';
import { resolve } from 'mingo/util';
import { compareScalars, type FieldTest, type FilterNode } from '#event-sourcing';

type Criteria = Record<string, unknown>;

/** Tells which documents a filter means, by mingo's reading of MongoDB's language. */
export function matcherOf(node: FilterNode): (document: object) => boolean {
  const query = new Query(criteriaOf(node), { context: OPERATORS });
  return (document) => query.test(document as Criteria);
}

function criteriaOf(node: FilterNode): Criteria {
  switch (node.kind) {
    case 'and':
      return node.parts.length > 0 ? { $and: node.parts.map(criteriaOf) } : {};
    case 'or':
      return node.parts.length > 0 ? { $or: node.parts.map(criteriaOf) } : { $nor: [{}] };
    case 'not':
      return { $nor: [criteriaOf(node.part)] };
    case 'test':
      return { [node.field]: conditionOf(node) };
  }
}

function conditionOf(test: FieldTest): Criteria {
  if (test.operator === 'exists') return { $exists: true };
  if (test.operator === 'eq') return { $eq: test.value };
  if (test.operator === 'in') return { $among: new Set(test.value) };
  return { [`$${test.operator}Any`]: test.value };
}

type Operand = string | number;

/**
 * mingo compares text by UTF-16 units, where stores compare by code points, and sees no array behind an array.
 */
const OPERATORS = Context.init({
  query: {
    $among: operator<ReadonlySet<unknown>>((values, set) => values.some((value) => set.has(value))),
    $gtAny: ordered((order) => order > 0),
    $gteAny: ordered((order) => order >= 0),
    $ltAny: ordered((order) => order < 0),
    $lteAny: ordered((order) => order <= 0),
    $prefixAny: operator<string>((values, prefix) =>
      values.some((value) => typeof value === 'string' && value.startsWith(prefix)),
    ),
  },
});

function ordered(holds: (order: number) => boolean): QueryOperator {
  return operator<Operand>((values, operand) =>
    values.some((value) => typeof value === typeof operand && holds(compareScalars(value, operand))),
  );
}

function operator<T>(holds: (values: readonly unknown[], operand: T) => boolean): QueryOperator {
  const compiled = (field: string, operand: T) => (document: Criteria) => {
    const found: unknown = resolve(document, field, { unwrapArray: true });
    return holds(Array.isArray(found) ? found.flat(Infinity) : [found ?? null], operand);
  };
  return compiled as unknown as QueryOperator;
}
