import {
  DEFAULT_COUNT_CAP,
  DEFAULT_EXAMINE_LIMIT,
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
import { isColumn, pathOf, typeOf, type CollectionSchema } from './collection-schema.js';
import { sql, type Connection, type Sql } from './connection.js';
import { gather, matching, servedBy, type From } from './plan.js';

export function countDocuments(
  connection: Connection,
  schema: CollectionSchema,
  filter?: Filter,
  cap = DEFAULT_COUNT_CAP,
): Count {
  const { text, params } = select(schema, '1', sourceOf(connection, schema, filter, cap));
  const counting = sql(`SELECT count(*) AS "found" FROM (${text} LIMIT ?)`, ...params, cap + 1);
  const found = connection.get<{ found: number }>(counting)?.found ?? 0;
  return { count: Math.min(found, cap), capped: found > cap };
}

type GroupRow = { readonly count: number } & Readonly<Record<string, Scalar>>;

/** @throws Error for a key over an array or an object */
export function groupDocuments(
  connection: Connection,
  schema: CollectionSchema,
  {
    filter,
    keys,
    sums,
  }: { filter?: Filter | undefined; keys: readonly FieldPath[]; sums: readonly FieldPath[] },
): readonly Group[] {
  const source = sourceOf(connection, schema, filter, DEFAULT_EXAMINE_LIMIT);
  const columns = [
    'count(*) AS "count"',
    ...keys.map((field, at) => `${keyOf(field, schema)} AS "k${at}"`),
    ...keys.map((field, at) => `${schema.isSingle(field) ? '0' : `max(${passesArray(field)})`} AS "a${at}"`),
    ...keys.map((field, at) => `max(${isTruth(field, schema)}) AS "b${at}"`),
    ...sums.map((field, at) => `${total(field, schema)} AS "s${at}"`),
  ];
  const { text, params } = select(schema, columns.join(', '), source);
  const by =
    keys.length > 0 ? `GROUP BY ${keys.map((_, at) => `"k${at}"`).join(', ')}` : 'HAVING count(*) > 0';
  const rows = connection.all<GroupRow>(sql(`${text} ${by}`, ...params));
  if (rows.some((row) => keys.some((_, at) => row[`a${at}`] === 1)))
    throw new Error(`cannot group ${schema.key} by ${keys.join(', ')}: there is an array`);
  const groups = rows.map((row) => ({
    key: Object.fromEntries(keys.map((field, at) => [field, valueIn(row, at, schema.isSingle(field))])),
    count: row.count,
    sums: Object.fromEntries(sums.map((field, at) => [field, Number(row[`s${at}`])])),
  }));
  return groups.sort((a, b) => compareGroups(a, b, keys));
}

/** Where an index serves all of it, or gives few enough documents, from there; otherwise SQLite chooses. */
function sourceOf(
  connection: Connection,
  schema: CollectionSchema,
  filter: Filter | undefined,
  few: number,
): From {
  const node = parseFilter(filter);
  return (
    servedBy(schema, node) ??
    gather(connection, schema, node, few) ?? { from: sql(schema.table), where: matching(schema, node) }
  );
}

function select(schema: CollectionSchema, columns: string, { from, where }: From): Sql {
  const tables = schema.withBodies(from, columns, where.text);
  return sql(`SELECT ${columns} FROM ${tables.text} WHERE ${where.text}`, ...tables.params, ...where.params);
}

/** Indexed fields are grouped by their column; others by their JSON text, which keeps the type. */
const keyOf = (field: FieldPath, schema: CollectionSchema): string =>
  schema.isSingle(field) ? schema.valueOf(field) : `coalesce("body" -> ${pathOf(fieldNames(field))}, 'null')`;

function passesArray(field: FieldPath): string {
  const names = fieldNames(field);
  const types = names.map((_, at) => `json_type("body", ${pathOf(names.slice(0, at + 1))})`);
  return types.map((type) => `coalesce(${type}, '') = 'array'`).join(' OR ');
}

/** Sums of what is a number, 0 when nothing is. */
function total(field: FieldPath, schema: CollectionSchema): string {
  const value = schema.valueOf(field);
  if (isColumn(field)) return `total(${value})`;
  const isNumber = schema.isSingle(field)
    ? `typeof(${value}) = 'real'`
    : `${typeOf(field)} IN ('integer', 'real')`;
  return `total(CASE WHEN ${isNumber} THEN ${value} END)`;
}

/** In a column `true` and 1 are the same but for their types. */
const isTruth = (field: FieldPath, schema: CollectionSchema): string =>
  schema.isSingle(field) && !isColumn(field) ? `typeof(${schema.valueOf(field)}) = 'integer'` : '0';

/** The document's value, of the key at `at`. */
function valueIn(row: GroupRow, at: number, isSingle: boolean): Scalar {
  const key = row[`k${at}`] ?? null;
  if (isSingle) return row[`b${at}`] === 1 ? key === 1 : key;
  const value: unknown = JSON.parse(String(key));
  if (!isScalar(value)) throw new Error('cannot group by an object');
  return value;
}
