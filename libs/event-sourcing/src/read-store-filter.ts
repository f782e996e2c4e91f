import {
  type Condition,
  type Document,
  type CollectionDefinition,
  type FieldPath,
  type Filter,
  type Scalar,
} from './read-store.port.js';

type Value = string | number;

/** One comparison of one field; `$ne` and `$nin` are the `not` of what they deny. */
export type FieldTest = { readonly kind: 'test'; readonly field: FieldPath } & (
  | { readonly operator: 'eq'; readonly value: Scalar }
  | { readonly operator: 'in'; readonly value: readonly Scalar[] }
  | { readonly operator: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: Value }
  | { readonly operator: 'prefix'; readonly value: string }
  | { readonly operator: 'exists' }
);

/** A {@link Filter} as adapters read it: checked, with no synonyms left and no `and` inside an `and`. */
export type FilterNode =
  | FieldTest
  | { readonly kind: 'and' | 'or'; readonly parts: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly part: FilterNode };

const NAME = '[\\p{L}_][\\p{L}\\p{N}_-]*';
const FIELD_PATH = new RegExp(`^${NAME}(\\.${NAME})*$`, 'u');
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** @throws Error when `path` is not names joined by dots: a programming error, callers validate what users send */
export function fieldNames(path: FieldPath): readonly string[] {
  const names = path.split('.');
  if (!FIELD_PATH.test(path) || names.some((name) => INHERITED.has(name)))
    throw new Error(`not a field: ${JSON.stringify(path)}`);
  return names;
}

/** @throws Error for an unknown operator, a bad field or a value the operator does not take */
export function parseFilter(filter: Filter = {}): FilterNode {
  return all(Object.entries(filter).map(([key, value]) => parseEntry(key, value)));
}

function parseEntry(key: string, value: unknown): FilterNode {
  switch (key) {
    case '$and':
      return all(filters(key, value));
    case '$or':
      return { kind: 'or', parts: filters(key, value) };
    case '$not':
      return not(parseFilter(value as Filter));
    default:
      fieldNames(key);
      return isScalar(value)
        ? { kind: 'test', field: key, operator: 'eq', value }
        : parseCondition(key, value as Condition);
  }
}

function filters(key: string, value: unknown): FilterNode[] {
  if (!Array.isArray(value)) throw new Error(`${key} takes a list of filters`);
  return value.map((part) => parseFilter(part as Filter));
}

function parseCondition(field: FieldPath, condition: Condition): FilterNode {
  if (typeof condition !== 'object' || Array.isArray(condition))
    throw new Error(`not a condition on ${field}: ${JSON.stringify(condition)}`);
  const operators = Object.entries(condition).filter(([, value]) => value !== undefined);
  return all(operators.map(([operator, value]) => parseOperator(field, operator, value)));
}

function parseOperator(field: FieldPath, name: string, value: unknown): FilterNode {
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) throw new Error(`unknown operator: ${name}`);
  if (!operator.takes(value)) throw new Error(`${name} on ${field} does not take ${JSON.stringify(value)}`);
  return operator.node(field, value as never);
}

interface Operator {
  takes(this: void, value: unknown): boolean;
  node(this: void, field: FieldPath, value: never): FilterNode;
}

const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isScalar);
const isValue = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

const range = (operator: 'gt' | 'gte' | 'lt' | 'lte'): Operator => ({
  takes: isValue,
  node: (field, value: Value) => ({ kind: 'test', field, operator, value }),
});

const equal = (field: FieldPath, value: Scalar): FilterNode => ({
  kind: 'test',
  field,
  operator: 'eq',
  value,
});

const not = (part: FilterNode): FilterNode => ({ kind: 'not', part });

const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq: { takes: isScalar, node: equal },
  $ne: { takes: isScalar, node: (field, value: Scalar) => not(equal(field, value)) },
  $in: { takes: isList, node: oneOf },
  $nin: { takes: isList, node: (field, values: readonly Scalar[]) => not(oneOf(field, values)) },
  $gt: range('gt'),
  $gte: range('gte'),
  $lt: range('lt'),
  $lte: range('lte'),
  $prefix: {
    takes: (value) => typeof value === 'string',
    node: (field, value: string) => ({ kind: 'test', field, operator: 'prefix', value }),
  },
  $exists: {
    takes: (value) => typeof value === 'boolean',
    node: (field, value: boolean) => {
      const exists: FilterNode = { kind: 'test', field, operator: 'exists' };
      return value ? exists : not(exists);
    },
  },
};

function oneOf(field: FieldPath, values: readonly Scalar[]): FilterNode {
  const [first, ...others] = new Set(values);
  return first !== undefined && others.length === 0
    ? { kind: 'test', field, operator: 'eq', value: first }
    : { kind: 'test', field, operator: 'in', value: values };
}

function all(parts: readonly FilterNode[]): FilterNode {
  const flat = parts.flatMap((part) => (part.kind === 'and' ? part.parts : [part]));
  return flat.length === 1 && flat[0] ? flat[0] : { kind: 'and', parts: flat };
}

export function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** What stands at `names` below `value`, `undefined` when nothing does or an array is on the way. */
export function valueAt(value: unknown, names: readonly string[]): unknown {
  let here: unknown = value;
  for (const name of names) {
    if (typeof here !== 'object' || here === null || Array.isArray(here)) return undefined;
    here = (here as Record<string, unknown>)[name];
  }
  return here;
}

/**
 * Refuses documents that an index of `definition` would not find: an array in a field of an index that is not
 * `many`. The returned function throws Error.
 */
export function indexabilityOf(definition: CollectionDefinition): (document: Document) => void {
  const single = definition.indexes.filter(({ many }) => !many).flatMap(({ keys }) => keys);
  const paths = [...new Set(single.map(({ field }) => field))].map(fieldNames);
  return (document) => {
    for (const names of paths) {
      for (let depth = 1; depth <= names.length; depth += 1) {
        if (Array.isArray(valueAt(document, names.slice(0, depth))))
          throw new Error(
            `${definition.name}: ${names.join('.')} of ${document.id} holds an array, its index is not \`many\``,
          );
      }
    }
  };
}

/** Reads the line of a document of `definition`. */
export function lineReader({ line }: CollectionDefinition): (document: Document) => Document {
  if (!line) return (document) => document;
  const paths = line.map(fieldNames);
  return (document) => {
    const shown = { id: document.id, revision: document.revision };
    for (const names of paths) put(shown, names, valueAt(document, names));
    return shown;
  };
}

function put(target: object, names: readonly string[], value: unknown): void {
  const [name, ...rest] = names;
  if (name === undefined || value === undefined) return;
  const parent = target as Record<string, unknown>;
  if (rest.length === 0) parent[name] = value;
  else put((parent[name] ??= {}), rest, value);
}
