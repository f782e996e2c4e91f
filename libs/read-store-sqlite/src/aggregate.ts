import {
  DEFAULT_COUNT_CAP,
  compareGroups,
  fieldNames,
  isScalar,
  parseFilter,
  type Count,
  type FieldPath,
  type Filter,
  type Group,
  type Scalar,
} from '#event-sourcing';
import { isColumn, pathOf, typeOf, valueOf, type CollectionSchema } from './collection-schema.js';
import { compileFilter } from './compile-filter.js';
import { sql, type Connection, type Sql } from './connection.js';

export function countDocuments(
  connection: Connection,
  schema: CollectionSchema,
  filter?: Filter,
  cap = DEFAULT_COUNT_CAP,
): Count {
  const where = matching(schema, filter);
  const counting = `SELECT count(*) AS "count" FROM (SELECT 1 FROM ${schema.table} WHERE ${where.text} LIMIT ?)`;
  const found = connection.get<{ count: number }>(sql(counting, ...where.params, cap + 1))?.count ?? 0;
  return { count: Math.min(found, cap), capped: found > cap };
}

type GroupRow = { readonly count: number } & Readonly<Record<string, Scalar>>;

/** @throws Error for a key over an array */
export function groupDocuments(
  connection: Connection,
  schema: CollectionSchema,
  {
    filter,
    keys,
    sums,
  }: { filter?: Filter | undefined; keys: readonly FieldPath[]; sums: readonly FieldPath[] },
): readonly Group[] {
  const where = matching(schema, filter);
  const grouped = keys.map((field, at) => `${keyOf(field, schema)} AS "k${at}"`);
  const arrays = keys
    .filter((field) => !schema.isSingle(field))
    .map((field, at) => `max(${passesArray(field)}) AS "a${at}"`);
  const added = sums.map((field, at) => `${total(field)} AS "s${at}"`);
  const columns = [...grouped, ...arrays, ...added, 'count(*) AS "count"'].join(', ');
  const by =
    keys.length > 0 ? ` GROUP BY ${keys.map((_, at) => `"k${at}"`).join(', ')}` : ' HAVING count(*) > 0';
  const rows = connection.all<GroupRow>(
    sql(`SELECT ${columns} FROM ${schema.table} WHERE ${where.text}${by}`, ...where.params),
  );
  if (rows.some((row) => arrays.some((_, at) => row[`a${at}`] === 1)))
    throw new Error(`cannot group ${schema.key} by ${keys.join(', ')}: there is an array`);
  const readers = keys.map((field, at) =>
    readerOf(connection, schema, { field, where, seen: rows.map((row) => row[`k${at}`]) }),
  );
  return rows
    .map((row) => ({
      key: Object.fromEntries(keys.map((field, at) => [field, readers[at]?.(row[`k${at}`] ?? null) ?? null])),
      count: row.count,
      sums: Object.fromEntries(sums.map((field, at) => [field, Number(row[`s${at}`])])),
    }))
    .sort((a, b) => compareGroups(a, b, keys));
}

function matching(schema: CollectionSchema, filter?: Filter): Sql {
  const where = compileFilter(parseFilter(filter), schema);
  return sql(`"body" IS NOT NULL AND ${where.text}`, ...where.params);
}

/** Indexed fields are grouped by the index's own expression; others by their JSON text, which keeps the type. */
const keyOf = (field: FieldPath, schema: CollectionSchema): string =>
  schema.isSingle(field) ? valueOf(field) : `coalesce("body" -> ${pathOf(fieldNames(field))}, 'null')`;

function passesArray(field: FieldPath): string {
  const names = fieldNames(field);
  const types = names.map((_, at) => `json_type("body", ${pathOf(names.slice(0, at + 1))})`);
  return types.map((type) => `coalesce(${type}, '') = 'array'`).join(' OR ');
}

/** Sums of what is a number, 0 when nothing is. */
function total(field: FieldPath): string {
  if (isColumn(field)) return `total(${valueOf(field)})`;
  return `total(CASE WHEN ${typeOf(field)} IN ('integer', 'real') THEN ${valueOf(field)} END)`;
}

/** How a grouped value becomes the document's: in an index `true` and 1 are the same, one look at a document tells. */
function readerOf(
  connection: Connection,
  schema: CollectionSchema,
  { field, where, seen }: { field: FieldPath; where: Sql; seen: readonly unknown[] },
): (value: Scalar) => Scalar {
  if (!schema.isSingle(field)) return parsed(field);
  const doubtful = seen.find((value) => value === 0 || value === 1);
  if (isColumn(field) || doubtful === undefined) return (value) => value;
  const probe = `SELECT ${typeOf(field)} AS "type" FROM ${schema.table} WHERE ${where.text} AND ${valueOf(field)} = ? LIMIT 1`;
  const type = connection.get<{ type: string }>(sql(probe, ...where.params, doubtful))?.type;
  const isBoolean = type === 'true' || type === 'false';
  return (value) => (isBoolean && value !== null ? value === 1 : value);
}

function parsed(field: FieldPath): (value: Scalar) => Scalar {
  return (text) => {
    const value: unknown = JSON.parse(String(text));
    if (!isScalar(value)) throw new Error(`cannot group by ${field}: it is an object`);
    return value;
  };
}
