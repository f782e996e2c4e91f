import {
  compareScalars,
  decodeCursor,
  encodeCursor,
  pageLimits,
  pageOf,
  parseFilter,
  wholeOrder,
  type Document,
  type FindQuery,
  type FindResult,
  type IndexKey,
  type Scalar,
} from '#event-sourcing';
import { type CollectionSchema } from './collection-schema.js';
import { sql, type Connection, type Sql } from './connection.js';
import { behind, stretchesBehind, type Stretch } from './keyset.js';
import { gather, ordersOf, partsOf, planOf, type Plan, type Question, sortedBy } from './plan.js';

/** A document that was examined; `k0`, `k1` … are its keys in the order. */
type Row = { readonly row: number; readonly fits: number | null } & Readonly<Record<`k${number}`, Scalar>>;

interface Page {
  readonly found: readonly Row[];
  readonly last?: Row;
}

/** What is read, and from where on. */
interface Reading {
  readonly connection: Connection;
  readonly schema: CollectionSchema;
  readonly after: readonly Scalar[] | null;
}

/** So few documents are gathered and sorted without asking what else there is. */
const FEW = 100;

/**
 * So many documents are examined along each order before anything is counted: where what is looked for is not rare,
 * the page is full by then.
 */
const GLANCE = 400;

/** How far an order is followed in which a page is expected to be full by then. */
const FAR = 10 * GLANCE;

/** @throws InvalidCursor */
export function findDocuments<D extends Document>(
  connection: Connection,
  schema: CollectionSchema,
  query: FindQuery,
  part: 'body' | 'line',
): FindResult<D> {
  return connection.snapshot(() => {
    const { limit, examineLimit } = pageLimits(query);
    const question = {
      filter: parseFilter(query.filter),
      order: wholeOrder(query.sort),
      limit,
      examineLimit,
    };
    const { order, plans } = ordersOf(schema, question);
    const after = decodeCursor(schema.definition, query, order.length);
    const { found, last } = pageFor({ connection, schema, after }, plans, { ...question, order });
    const documents = textsOf<D>(connection, part === 'body' ? schema.bodies : schema.table, part, found);
    if (!last) return { documents };
    return { documents, next: encodeCursor(schema.definition, query, keysOf(last, order)) };
  });
}

/** In the order of an index where one serves everything; otherwise by what costs least. */
function pageFor(reading: Reading, plans: readonly Plan[], question: Question): Page {
  const { connection, schema } = reading;
  if (plans[0]?.residual === null) return read(reading, plans[0], question);
  const parts = partsOf(schema, question);
  if (parts) return together(reading, parts, question);
  const few = gather(connection, schema, question.filter, FEW);
  if (few) return read(reading, sortedBy(few, question.order), question);
  return glance(reading, plans, question) ?? read(reading, planOf(connection, schema, question), question);
}

/** The page of a question that several answer together, each in the same order. */
function together(reading: Reading, parts: readonly Plan[], { order, limit }: Question): Page {
  const rows = parts.flatMap((plan) => [...along(reading, plan).take(limit + 1)]);
  rows.sort((one, other) => compareRows(one, other, order));
  return pageOf(rows, () => true, { limit, examineLimit: Infinity });
}

function compareRows(one: Row, other: Row, order: readonly IndexKey[]): number {
  for (const [at, { direction }] of order.entries()) {
    const compared = compareScalars(one[`k${at}`], other[`k${at}`]);
    if (compared !== 0) return direction === 'asc' ? compared : -compared;
  }
  return 0;
}

/** The page, when it is found along one of the orders within a few documents, or as it goes will be soon. */
function glance(reading: Reading, plans: readonly Plan[], { limit, examineLimit }: Question): Page | null {
  let promising: Plan | null = null;
  let most = Math.ceil((limit * GLANCE) / FAR) - 1;
  for (const plan of plans) {
    const page = read(reading, plan, { limit, examineLimit: Math.min(GLANCE, examineLimit) });
    if (!plan.residual || page.found.length === limit || !page.last) return page;
    if (page.found.length > most) [promising, most] = [plan, page.found.length];
  }
  return promising && read(reading, promising, { limit, examineLimit });
}

function read(
  reading: Reading,
  plan: Plan,
  { limit, examineLimit }: { readonly limit: number; readonly examineLimit: number },
): Page {
  const rows = plan.inOrder ? along(reading, plan) : sorted(reading, plan, limit);
  return pageOf(rows, ({ fits }) => fits === 1, {
    limit,
    examineLimit: plan.residual ? examineLimit : Infinity,
  });
}

/** Rows along the index from the cursor on, one stretch after the other, read as far as they are asked for. */
function* along({ connection, schema, after }: Reading, plan: Plan): Generator<Row, undefined> {
  const stretches: readonly Stretch[] = after
    ? stretchesBehind(schema, plan.order, after)
    : [{ where: null, order: plan.order }];
  for (const { where, order } of stretches)
    yield* connection.iterate<Row>(select(schema, plan, where, order));
}

/** Rows sorted after they were found: one more than a page. */
function sorted({ connection, schema, after }: Reading, plan: Plan, limit: number): Row[] {
  const { text, params } = select(schema, plan, after && behind(schema, plan.order, after), plan.order);
  return connection.all<Row>(sql(`${text} LIMIT ?`, ...params, limit + 1));
}

function select(schema: CollectionSchema, plan: Plan, beyond: Sql | null, by: readonly IndexKey[]): Sql {
  const { where, residual, order } = plan;
  const fits = residual?.text ?? '1';
  const keys = order.map(({ field }, at) => `${schema.valueOf(field)} AS "k${at}"`).join(', ');
  const condition = beyond ? `${where.text} AND ${beyond.text}` : where.text;
  const by_ = schema.orderOf(by);
  const from = schema.withBodies(plan.from, fits, keys, condition, by_);
  return sql(
    `SELECT ${schema.table}."row" AS "row", ${fits} AS "fits", ${keys} FROM ${from.text} WHERE ${condition} ORDER BY ${by_}`,
    ...(residual?.params ?? []),
    ...from.params,
    ...where.params,
    ...(beyond?.params ?? []),
  );
}

/** What stands in a column of these rows, in the same order. */
function textsOf<D>(connection: Connection, table: string, column: string, found: readonly Row[]): D[] {
  const query = `SELECT "row", "${column}" AS "text" FROM ${table} WHERE "row" IN (SELECT "value" FROM json_each(?))`;
  const places = JSON.stringify(found.map(({ row }) => row));
  const stored = connection.all<{ row: number; text: string }>(sql(query, places));
  const texts = new Map(stored.map(({ row, text }) => [row, text]));
  return found.map(({ row }) => JSON.parse(texts.get(row) ?? 'null') as D);
}

const keysOf = (row: Row, order: readonly IndexKey[]): Scalar[] =>
  order.map((_, at) => row[`k${at}`] ?? null);
