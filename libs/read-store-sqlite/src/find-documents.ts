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
import { valueOf, type CollectionSchema } from './collection-schema.js';
import { sql, type Connection, type Sql } from './connection.js';
import { behind, stretchesBehind, type Stretch } from './keyset.js';
import { orderBy, planOf, type Plan } from './plan.js';

/** `body` is null for a document that was examined and does not match; `k0`, `k1` … are its keys in the order. */
type Row = { readonly body: string | null } & Readonly<Record<`k${number}`, Scalar>>;

/** @throws InvalidCursor */
export function findDocuments<D extends Document>(
  connection: Connection,
  schema: CollectionSchema,
  query: FindQuery,
): FindResult<D> {
  const { limit, examineLimit } = pageLimits(query);
  const filter = parseFilter(query.filter);
  const plan = planOf(connection, schema, { filter, order: wholeOrder(query.sort), limit, examineLimit });
  const after = decodeCursor(schema.definition, query, plan.order.length);
  const rows = plan.inOrder ? along(connection, plan, after) : sorted(connection, plan, after, limit);
  const bound = { limit, examineLimit: plan.residual ? examineLimit : Infinity };
  const { found, last } = pageOf(rows, ({ body }) => body !== null, bound);
  const documents = found.map(({ body }) => JSON.parse(body ?? 'null') as D);
  if (!last) return { documents };
  return { documents, next: encodeCursor(schema.definition, query, keysOf(last, plan.order)) };
}

/** Rows along the index from the cursor on, one stretch after the other, read as far as they are asked for. */
function* along(connection: Connection, plan: Plan, after: readonly Scalar[] | null): Iterable<Row> {
  const stretches: readonly Stretch[] = after
    ? stretchesBehind(plan.order, after)
    : [{ where: null, order: plan.order }];
  for (const { where, order } of stretches) yield* connection.iterate<Row>(select(plan, where, order));
}

/** Rows sorted after they were found: one more than a page. */
function sorted(connection: Connection, plan: Plan, after: readonly Scalar[] | null, limit: number): Row[] {
  const { text, params } = select(plan, after && behind(plan.order, after), plan.order);
  return connection.all<Row>(sql(`${text} LIMIT ?`, ...params, limit + 1));
}

function select({ from, where, residual, order }: Plan, from_: Sql | null, by: readonly IndexKey[]): Sql {
  const body = residual ? `CASE WHEN ${residual.text} THEN "body" END` : '"body"';
  const keys = order.map(({ field }, at) => `${valueOf(field)} AS "k${at}"`).join(', ');
  const condition = from_ ? `${where.text} AND ${from_.text}` : where.text;
  return sql(
    `SELECT ${body} AS "body", ${keys} FROM ${from.text} WHERE ${condition} ${orderBy(by)}`,
    ...(residual?.params ?? []),
    ...from.params,
    ...where.params,
    ...(from_?.params ?? []),
  );
}

const keysOf = (row: Row, order: readonly IndexKey[]): Scalar[] =>
  order.map((_, at) => row[`k${at}`] ?? null);
