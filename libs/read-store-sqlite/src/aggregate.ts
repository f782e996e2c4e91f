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
import { isColumn, pathOf, typeOf, valueOf, type CollectionSchema } from './collection-schema.js';
import { sql, type Connection, type Sql } from './connection.js';
import { gather, matching } from './plan.js';

/** Documents that a filter means, as FROM and WHERE. */
interface Source {
  readonly from: Sql;
  readonly where: Sql;
}

export function countDocuments(
  connection: Connection,
  schema: CollectionSchema,
  filter?: Filter,
  cap = DEFAULT_COUNT_CAP,
): Count {
  const { text, params } = select('1', sourceOf(connection, schema, filter, cap));
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
    ...sums.map((field, at) => `${total(field)} AS "s${at}"`),
  ];
  const { text, params } = select(columns.join(', '), source);
  const by =
    keys.length > 0 ? `GROUP BY ${keys.map((_, at) => `"k${at}"`).join(', ')}` : 'HAVING count(*) > 0';
  const rows = connection.all<GroupRow>(sql(`${text} ${by}`, ...params));
  if (rows.some((row) => keys.some((_, at) => row[`a${at}`] === 1)))
    throw new Error(`cannot group ${schema.key} by ${keys.join(', ')}: there is an array`);
  const readers = keys.map((field, at) => {
    if (!schema.isSingle(field)) return parsed;
    const seen = rows.map((row) => row[`k${at}`]);
    return isColumn(field) || !seen.some(isBit) ? asIs : bitReader(connection, source, field);
  });
  const groups = rows.map((row) => ({
    key: Object.fromEntries(keys.map((field, at) => [field, readers[at]?.(row[`k${at}`] ?? null) ?? null])),
    count: row.count,
    sums: Object.fromEntries(sums.map((field, at) => [field, Number(row[`s${at}`])])),
  }));
  return groups.sort((a, b) => compareGroups(a, b, keys));
}

/** Where few enough documents are found by an index, from there; otherwise SQLite chooses. */
function sourceOf(
  connection: Connection,
  schema: CollectionSchema,
  filter: Filter | undefined,
  few: number,
): Source {
  const node = parseFilter(filter);
  return gather(connection, schema, node, few) ?? { from: sql(schema.table), where: matching(schema, node) };
}

const select = (columns: string, { from, where }: Source): Sql =>
  sql(`SELECT ${columns} FROM ${from.text} WHERE ${where.text}`, ...from.params, ...where.params);

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

/** How a grouped value becomes the document's. */
type Reader = (value: Scalar) => Scalar;

const asIs: Reader = (value) => value;

const isBit = (value: unknown): boolean => value === 0 || value === 1;

/** In an index `true` and 1 are the same; a look at one document tells which the field holds. */
function bitReader(connection: Connection, source: Source, field: FieldPath): Reader {
  const { text, params } = select(`${typeOf(field)} AS "type"`, source);
  const one = sql(`${text} AND ${valueOf(field)} IN (0, 1) LIMIT 1`, ...params);
  const type = connection.get<{ type: string }>(one)?.type;
  return type === 'true' || type === 'false' ? (value) => (isBit(value) ? value === 1 : value) : asIs;
}

const parsed: Reader = (text) => {
  const value: unknown = JSON.parse(String(text));
  if (!isScalar(value)) throw new Error('cannot group by an object');
  return value;
};
