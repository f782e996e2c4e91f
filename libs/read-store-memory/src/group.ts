import {
  compareGroups,
  fieldNames,
  isScalar,
  valueAt,
  type Document,
  type FieldPath,
  type Group,
  type Scalar,
} from '#event-sourcing';

/** @throws Error for a key over an array or an object */
export function groupDocuments(
  documents: readonly Document[],
  keys: readonly FieldPath[],
  sums: readonly FieldPath[],
): readonly Group[] {
  const groups = new Map<
    string,
    { key: Record<string, Scalar>; count: number; sums: Record<string, number> }
  >();
  for (const document of documents) {
    const key = Object.fromEntries(keys.map((field) => [field, keyOf(document, field)]));
    const name = JSON.stringify(key);
    const empty = { key, count: 0, sums: Object.fromEntries(sums.map((field) => [field, 0])) };
    const group = groups.get(name) ?? empty;
    group.count += 1;
    for (const field of sums) group.sums[field] = (group.sums[field] ?? 0) + numberAt(document, field);
    groups.set(name, group);
  }
  return [...groups.values()].sort((a, b) => compareGroups(a, b, keys));
}

function keyOf(document: Document, field: FieldPath): Scalar {
  const names = fieldNames(field);
  for (let depth = 1; depth < names.length; depth += 1) {
    if (Array.isArray(valueAt(document, names.slice(0, depth))))
      throw new Error(`${field} lies behind an array`);
  }
  const value = valueAt(document, names) ?? null;
  if (!isScalar(value)) throw new Error(`cannot group by ${field}: it is no single value`);
  return value;
}

function numberAt(document: Document, field: FieldPath): number {
  const value = valueAt(document, fieldNames(field));
  return typeof value === 'number' ? value : 0;
}
