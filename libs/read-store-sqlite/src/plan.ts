import {
  reversed,
  type FilterNode,
  type IndexKey,
  equalities,
  isRange,
  leadingTests,
  testsIn,
} from '#event-sourcing';
import { LIVE, quote, type CollectionSchema, type SqliteIndex } from './collection-schema.js';
import { compileFilter, elementsOf } from './compile-filter.js';
import { joinSql, sql, type Connection, type Sql } from './connection.js';

/** How a page is read. */
export interface Plan {
  /** The FROM clause. */
  readonly from: Sql;
  /** What `from` serves or SQL decides for every row. */
  readonly where: Sql;
  /** What is left to ask of each row as it comes; `null` when nothing is. */
  readonly residual: Sql | null;
  readonly order: readonly IndexKey[];
  /** Rows come in this order from an index; otherwise everything that matches is gathered and sorted. */
  readonly inOrder: boolean;
}

/** What a page is asked for. */
export interface Question {
  readonly filter: FilterNode;
  readonly order: readonly IndexKey[];
  readonly limit: number;
  readonly examineLimit: number;
}

/** The order that is left to keep, and the indexes that give it, those that serve the most of the filter. */
export function ordersOf(
  schema: CollectionSchema,
  question: Pick<Question, 'filter' | 'order'>,
): { readonly order: readonly IndexKey[]; readonly plans: readonly Plan[] } {
  const conjuncts = conjunctsOf(question.filter);
  const order = withoutConstants(question.order, conjuncts, schema);
  const candidates = schema.indexes
    .map((index) => inOrderOf(index, conjuncts, order, schema))
    .filter((candidate) => candidate !== null);
  const fewest = Math.min(...candidates.map(({ residual }) => residual.length));
  const best = candidates.filter(({ residual }) => residual.length === fewest);
  return { order, plans: best.map(({ plan }) => plan) };
}

/** A list of more values than this is not asked for one by one. */
const MOST_PARTS = 16;

/**
 * A question for any of several values, as one for each of them, when an index serves every one of those whole and in
 * order; `null` when none does.
 */
export function partsOf(
  schema: CollectionSchema,
  { filter, order }: Pick<Question, 'filter' | 'order'>,
): readonly Plan[] | null {
  const conjuncts = conjunctsOf(filter);
  for (const test of testsIn(conjuncts)) {
    if (test.operator !== 'in' || test.value.length > MOST_PARTS || !schema.isSingle(test.field)) continue;
    const others = conjuncts.filter((node) => node !== test);
    const plans = [...new Set(test.value)].map((value) => {
      const parts = [...others, { ...test, operator: 'eq', value } as const];
      return ordersOf(schema, { filter: { kind: 'and', parts }, order }).plans[0];
    });
    if (plans.every((plan) => plan?.residual === null && plan.order.length === order.length))
      return plans.filter((plan) => plan !== undefined);
  }
  return null;
}

/**
 * In the order of an index when that serves the whole question. Otherwise by the most selective index, sorting what
 * it gives, when that is little; otherwise in the order of an index, asking each document for the rest.
 */
export function planOf(connection: Connection, schema: CollectionSchema, question: Question): Plan {
  const { order, plans } = ordersOf(schema, question);
  const ordered = plans[0];
  if (ordered?.residual === null) return ordered;
  const worthIt = ordered ? worthGathering(connection, schema, question) : question.examineLimit;
  const gathered = gather(connection, schema, question.filter, worthIt);
  if (!gathered && ordered) return ordered;
  const source = gathered ?? { from: sql(schema.table), where: matching(schema, question.filter) };
  return sortedBy(source, order);
}

/** Documents that are sorted once they are found. */
export const sortedBy = (source: From, order: readonly IndexKey[]): Plan => ({
  ...source,
  residual: null,
  order,
  inOrder: false,
});

/** What matches `filter`, as a condition on every row. */
export const matching = (schema: CollectionSchema, filter: FilterNode): Sql =>
  live(compileFilter(filter, schema));

const conjunctsOf = (filter: FilterNode): readonly FilterNode[] =>
  filter.kind === 'and' ? filter.parts : [filter];

/** Fields that the filter fixes order nothing. */
function withoutConstants(
  order: readonly IndexKey[],
  conjuncts: readonly FilterNode[],
  schema: CollectionSchema,
): readonly IndexKey[] {
  const fixed = equalities(conjuncts);
  return order.filter(({ field }) => field === 'id' || !fixed.has(field) || !schema.isSingle(field));
}

interface InOrder {
  readonly plan: Plan;
  readonly residual: readonly FilterNode[];
}

/** Reading along `index`: equalities on its first keys, then exactly the order asked for. */
function inOrderOf(
  index: SqliteIndex,
  conjuncts: readonly FilterNode[],
  order: readonly IndexKey[],
  schema: CollectionSchema,
): InOrder | null {
  const { equal, next } = leadingTests(index.keys, conjuncts);
  const rest = index.keys.slice(equal.length);
  // An index is read from either end.
  if (!isSameOrder(rest, order) && !isSameOrder(reversed(rest), order)) return null;
  const served = new Set<FilterNode>([...equal, ...next.filter(isRange)]);
  const residual = conjuncts.filter((node) => !served.has(node));
  return {
    residual,
    plan: {
      from: sql(`${schema.table} INDEXED BY ${quote(index.name)}`),
      where: live(compileFilter({ kind: 'and', parts: [...served] }, schema)),
      residual: residual.length > 0 ? compileFilter({ kind: 'and', parts: residual }, schema) : null,
      order,
      inOrder: true,
    },
  };
}

const isSameOrder = (a: readonly IndexKey[], b: readonly IndexKey[]): boolean =>
  a.length === b.length &&
  a.every(({ field, direction }, at) => field === b[at]?.field && direction === b[at].direction);

/** Documents, as FROM and WHERE. */
export type From = Pick<Plan, 'from' | 'where'>;

/** A part of the filter that an index serves: the rows it gives, and the FROM clause that reads them. */
interface Source {
  readonly rows: Sql;
  readonly from: Sql;
  /** Served by `from`; everything else has to be asked of each document. */
  readonly served: FilterNode | null;
  /** All that the index serves. */
  readonly tests: ReadonlySet<FilterNode>;
}

/** What matches `filter`, read by the index that gives the fewest rows, when that is at most `limit`. */
export function gather(
  connection: Connection,
  schema: CollectionSchema,
  filter: FilterNode,
  limit: number,
): From | null {
  const conjuncts = conjunctsOf(filter);
  let best: Source | null = null;
  let fewest = limit + 1;
  for (const source of sources(schema, conjuncts)) {
    const { text, params } = source.rows;
    const probe = sql(`SELECT count(*) AS "found" FROM (${text} LIMIT ?)`, ...params, fewest);
    const found = connection.get<{ found: number }>(probe)?.found ?? 0;
    if (found < fewest) [best, fewest] = [source, found];
  }
  return best && readBy(best, conjuncts, schema);
}

/** What matches `filter`, read by an index that serves all of it. */
export function servedBy(schema: CollectionSchema, filter: FilterNode): From | null {
  const conjuncts = conjunctsOf(filter);
  const source = sources(schema, conjuncts).find(({ tests: all }) =>
    conjuncts.every((node) => all.has(node)),
  );
  return source ? readBy(source, conjuncts, schema) : null;
}

function readBy({ from, served }: Source, conjuncts: readonly FilterNode[], schema: CollectionSchema): From {
  const parts = conjuncts.filter((node) => node !== served);
  return { from, where: live(compileFilter({ kind: 'and', parts }, schema)) };
}

function sources(schema: CollectionSchema, conjuncts: readonly FilterNode[]): Source[] {
  const many = testsIn(conjuncts).flatMap((test): Source[] => {
    const rows = elementsOf(test, schema);
    if (!rows) return [];
    // CROSS JOIN keeps the elements in front: their documents are looked up one by one.
    const from = `(SELECT DISTINCT "row" FROM (${rows.text})) AS "found" CROSS JOIN ${schema.table} USING ("row")`;
    return [{ rows, from: sql(from, ...rows.params), served: test, tests: new Set([test]) }];
  });
  const single = schema.indexes.flatMap((index): Source[] => {
    const { equal, next } = leadingTests(index.keys, conjuncts);
    const parts = [...equal, ...next];
    if (parts.length === 0) return [];
    const from = sql(`${schema.table} INDEXED BY ${quote(index.name)}`);
    const where = live(compileFilter({ kind: 'and', parts }, schema));
    const rows = sql(`SELECT 1 FROM ${from.text} WHERE ${where.text}`, ...where.params);
    return [{ rows, from, served: null, tests: new Set<FilterNode>(parts) }];
  });
  return [...many, ...single];
}

/**
 * How many gathered documents cost as much as finding a page along the order, if the matches lie evenly: `n` of
 * `total` documents match, so a page examines `limit * total / n`.
 */
function worthGathering(
  connection: Connection,
  schema: CollectionSchema,
  { limit, examineLimit }: { limit: number; examineLimit: number },
): number {
  const total = connection.get<{ total: number | null }>(
    sql(`SELECT max("row") AS "total" FROM ${schema.table}`),
  );
  return Math.min(examineLimit, Math.ceil(Math.sqrt(limit * (total?.total ?? 0))));
}

const live = (where: Sql): Sql => joinSql([sql(LIVE), where], ' AND ', '');
