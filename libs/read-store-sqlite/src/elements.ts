import { fieldNames, type Document } from '#event-sourcing';
import { type CollectionSchema } from './collection-schema.js';
import { sql, type Connection } from './connection.js';

type Entry = readonly [index: string, value: string | number];

/**
 * Reads what the `many` indexes keep of a document, as JSON: each distinct scalar once. Of none, nothing is kept.
 */
export function elementReader(schema: CollectionSchema): (document: Document | null) => string {
  const fields = [...schema.many].map(([field, index]) => ({ index, names: fieldNames(field) }));
  return (document) => {
    const entries = fields.flatMap(({ index, names }): Entry[] => {
      const values = scalarsAt(document, names).map((value) =>
        typeof value === 'boolean' ? Number(value) : value,
      );
      return [...new Set(values)].map((value) => [index, value]);
    });
    return JSON.stringify(entries);
  };
}

/** The scalars at `names` below `value`, arrays on the way and at the end opened. */
function scalarsAt(value: unknown, names: readonly string[]): (string | number | boolean)[] {
  if (Array.isArray(value)) return value.flatMap((item) => scalarsAt(item, names));
  const [name, ...rest] = names;
  if (name !== undefined) {
    const isObject = typeof value === 'object' && value !== null;
    return isObject ? scalarsAt((value as Record<string, unknown>)[name], rest) : [];
  }
  return ['string', 'number', 'boolean'].includes(typeof value) ? [value as string | number | boolean] : [];
}

/** Brings the elements kept of the document in `row` from what {@link elementReader} said of it before to what it says now. */
export function replaceElements(
  connection: Connection,
  schema: CollectionSchema,
  row: number,
  [before, after]: readonly [string, string],
): void {
  if (before === after) return;
  const former = keyed(before);
  const wanted = keyed(after);
  const remove = `DELETE FROM ${schema.elements} WHERE "index" = ? AND "value" = ? AND "row" = ?`;
  for (const [key, entry] of former) if (!wanted.has(key)) connection.run(sql(remove, ...entry, row));
  const add = `INSERT INTO ${schema.elements} ("index", "value", "row") VALUES (?, ?, ?)`;
  for (const [key, entry] of wanted) if (!former.has(key)) connection.run(sql(add, ...entry, row));
}

const keyed = (entries: string): Map<string, Entry> =>
  new Map((JSON.parse(entries) as Entry[]).map((entry) => [JSON.stringify(entry), entry]));
