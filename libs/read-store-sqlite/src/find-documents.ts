import {
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
import { ordersOf, planOf, type Plan, type Question } from './plan.js';

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

/**
 * So many documents are examined along each order before anything is counted: where what is looked for is not rare,
 * the page is full by then.
 */
const GLANCE = 400;

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
    const orders = ordersOf(schema, question);
    const order = orders.order;
    const after = decodeCursor(schema.definition, query, order.length);
    const reading = { connection, schema, after };
    const { found, last } = glance(reading, orders.plans, question) ?? wholePage(reading, question);
    const documents = textsOf<D>(connection, part === 'body' ? schema.bodies : schema.table, part, found);
    if (!last) return { documents };
    return { documents, next: encodeCursor(schema.definition, query, keysOf(last, order)) };
  });
}

/** The page, when it is found within a few documents along one of the orders. */
function glance(reading: Reading, plans: readonly Plan[], { limit, examineLimit }: Question): Page | null {
  for (const plan of plans) {
    const page = read(reading, plan, { limit, examineLimit: Math.min(GLANCE, examineLimit) });
    if (!plan.residual || page.found.length === limit || !page.last) return page;
  }
  return null;
}

function wholePage(reading: Reading, question: Question): Page {
  return read(reading, planOf(reading.connection, reading.schema, question), question);
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
function* along({ connection, schema, after }: Reading, plan: Plan): Iterable<Row> {
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
