import { fieldNames, type FieldTest, type FilterNode, type Scalar } from '#event-sourcing';
import { isColumn, pathOf, typeOf, type CollectionSchema } from './collection-schema.js';
import { joinSql, sql, type Sql } from './connection.js';

/** `node` as a condition on a row; NULL counts as false. Values are parameters, names were checked by the schema. */
export function compileFilter(node: FilterNode, schema: CollectionSchema): Sql {
  switch (node.kind) {
    case 'and':
      return joinSql(compileAll(node.parts, schema), ' AND ', 'TRUE');
    case 'or': {
      const parts = joinSql(compileAll(node.parts, schema), ' OR ', 'FALSE');
      return sql(`(${parts.text})`, ...parts.params);
    }
    case 'not': {
      const part = compileFilter(node.part, schema);
      return sql(`(${part.text}) IS NOT TRUE`, ...part.params);
    }
    case 'test':
      return compileTest(node, schema);
  }
}

const compileAll = (nodes: readonly FilterNode[], schema: CollectionSchema): Sql[] =>
  nodes.map((node) => compileFilter(node, schema));

function compileTest(test: FieldTest, schema: CollectionSchema): Sql {
  if (test.operator === 'exists') return existence(test.field, schema);
  if (schema.isSingle(test.field)) return compare(schema.valueOf(test.field), test);
  const index = schema.many.get(test.field);
  return index !== undefined && isElementTest(test) ? anyKept(index, test) : anyElement(test, schema);
}

/** The rows that a `many` index gives for `test`, `null` when none serves it. */
export function elementsOf(test: FieldTest, schema: CollectionSchema): Sql | null {
  const index = schema.many.get(test.field);
  if (index === undefined || !isElementTest(test)) return null;
  const comparison = compare('"value"', test);
  const where = `"index" = ? AND ${comparison.text}`;
  return sql(`SELECT "row" FROM ${schema.elements} WHERE ${where}`, index, ...comparison.params);
}

type ElementTest = Extract<FieldTest, { readonly operator: 'eq' | 'in' | 'prefix' }>;

/** Nothing is kept for a document without elements, so `null` is not looked up. */
function isElementTest(test: FieldTest): test is ElementTest {
  if (test.operator === 'in') return !test.value.includes(null);
  return test.operator === 'prefix' || (test.operator === 'eq' && test.value !== null);
}

/** Asks what is kept of the document's elements beside its keys; everything with such an element may be a long list. */
function anyKept(index: string, test: ElementTest): Sql {
  const comparison = compare('"m"."value" ->> 1', test);
  const where = `"m"."value" ->> 0 = ? AND ${comparison.text}`;
  return sql(`EXISTS (SELECT 1 FROM json_each("many") AS "m" WHERE ${where})`, index, ...comparison.params);
}

/** Compares a value that holds one scalar; the shape of these terms is what lets the planner use an index. */
function compare(value: string, test: FieldTest): Sql {
  switch (test.operator) {
    case 'eq':
      return test.value === null ? sql(`${value} IS NULL`) : sql(`${value} = ?`, bound(test.value));
    case 'in':
      return compareIn(value, test.value);
    case 'prefix':
      return comparePrefix(value, test.value);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return compareBound(value, test.operator, test.value);
    case 'exists':
      return sql(`${value} IS NOT NULL`);
  }
}

const SIGNS = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

/** Text sorts behind every number: the open side of a range ends where the other type begins. */
function compareBound(value: string, operator: keyof typeof SIGNS, bound: string | number): Sql {
  const comparison = `${value} ${SIGNS[operator]} ?`;
  const isLower = operator.startsWith('g');
  if (isLower && typeof bound === 'number') return sql(`${comparison} AND ${value} < ''`, bound);
  if (!isLower && typeof bound === 'string') return sql(`${comparison} AND ${value} >= ''`, bound);
  return sql(comparison, bound);
}

function compareIn(value: string, values: readonly Scalar[]): Sql {
  const known = values.filter((item) => item !== null);
  // One parameter for any number of values: the statement's text, and so its plan, is the same.
  const among = sql(`${value} IN (SELECT "value" FROM json_each(?))`, JSON.stringify(known));
  return known.length === values.length ? among : sql(`(${among.text} OR ${value} IS NULL)`, ...among.params);
}

function comparePrefix(value: string, prefix: string): Sql {
  const end = afterPrefix(prefix);
  return end === null
    ? sql(`${value} >= ? AND ${value} < x''`, prefix) // Every text sorts before every blob.
    : sql(`${value} >= ? AND ${value} < ?`, prefix, end);
}

/** The first text, by code points, behind everything that begins with `prefix`; `null` when there is none. */
export function afterPrefix(prefix: string): string | null {
  const points = [...prefix];
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) ?? 0;
    // U+D7FF is followed by U+E000: what is between stands in no text.
    if (point < 0x10ffff)
      return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
  }
  return null;
}

const bound = (value: string | number | boolean): string | number =>
  typeof value === 'boolean' ? Number(value) : value;

/** Compares a value of any JSON type, given in SQL beside its type: only values of the test's own type match. */
function compareTyped(value: string, type: string, test: FieldTest): Sql {
  if (test.operator === 'in') {
    const parts = test.value.map((item) =>
      compareTyped(value, type, { kind: 'test', field: test.field, operator: 'eq', value: item }),
    );
    const any = joinSql(parts, ' OR ', 'FALSE');
    return sql(`(${any.text})`, ...any.params);
  }
  if (test.operator === 'eq' && test.value === null) return sql(`coalesce(${type}, 'null') = 'null'`);
  if (test.operator === 'eq' && typeof test.value === 'boolean') return sql(`${type} = '${test.value}'`);
  const isText = test.operator === 'prefix' || ('value' in test && typeof test.value === 'string');
  const comparison = compare(value, test);
  const types = isText ? `= 'text'` : `IN ('integer', 'real')`;
  return sql(`(${type} ${types} AND ${comparison.text})`, ...comparison.params);
}

/** A field that may hold an array, or lie behind one: any element matches. */
function anyElement(test: FieldTest, schema: CollectionSchema): Sql {
  const names = fieldNames(test.field);
  const direct = compareTyped(schema.valueOf(test.field), typeOf(test.field), test);
  const element = compareTyped(`"e${names.length}"."value"`, `"e${names.length}"."type"`, test);
  const walked = sql(`EXISTS (SELECT 1 FROM ${walk(names)} WHERE ${element.text})`, ...element.params);
  return acrossArrays(names, walked, direct);
}

function existence(field: string, schema: CollectionSchema): Sql {
  const direct = sql(`${typeOf(field)} IS NOT NULL`);
  const names = fieldNames(field);
  const above = names.slice(0, -1);
  if (isColumn(field) || schema.isSingle(field) || above.length === 0) return direct;
  const last = `"e${above.length}"`;
  const found = `CASE ${last}."type" WHEN 'object' THEN json_type(${last}."value", ${pathOf(names.slice(-1))}) END`;
  return acrossArrays(above, sql(`EXISTS (SELECT 1 FROM ${walk(above)} WHERE ${found} IS NOT NULL)`), direct);
}

function acrossArrays(names: readonly string[], walked: Sql, direct: Sql): Sql {
  const arrays = names.map((_, at) => `json_type("body", ${pathOf(names.slice(0, at + 1))}) = 'array'`);
  return sql(
    `CASE WHEN ${arrays.join(' OR ')} THEN ${walked.text} ELSE ${direct.text} END`,
    ...walked.params,
    ...direct.params,
  );
}

/** One row per element of what lies at `names`, arrays on the way opened: tables `e1`, `e2` … */
function walk(names: readonly string[]): string {
  const tables = names.map((name, at) => {
    const path = pathOf([name]);
    const from = at === 0 ? '"body"' : `"e${at}"."value"`;
    const items = `CASE json_type(${from}, ${path}) WHEN 'array' THEN ${from} -> ${path} ELSE json_array(${from} -> ${path}) END`;
    const source = at === 0 ? items : `CASE "e${at}"."type" WHEN 'object' THEN ${items} ELSE '[]' END`;
    return `json_each(${source}) AS "e${at + 1}"`;
  });
  return tables.join(', ');
}
