import { fieldNames, type Document } from '#event-sourcing';
import { type CollectionSchema } from './collection-schema.js';
import { sql, type Connection } from './connection.js';

type Entry = readonly [index: string, value: string | number];

/** What the `many` indexes keep of `body`: each distinct scalar once. */
function entriesOf(schema: CollectionSchema, body: unknown): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [field, index] of schema.many) {
    for (const value of scalarsAt(body, fieldNames(field))) {
      const entry: Entry = [index, typeof value === 'boolean' ? Number(value) : value];
      entries.set(JSON.stringify(entry), entry);
    }
  }
  return entries;
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

/** Brings the elements kept of the document in `row` from its former body to its new one; `null` keeps none. */
export function replaceElements(
  connection: Connection,
  schema: CollectionSchema,
  row: number,
  [before, after]: readonly [unknown, Document | null],
): void {
  const former = entriesOf(schema, before);
  const wanted = entriesOf(schema, after);
  const remove = `DELETE FROM ${schema.elements} WHERE "index" = ? AND "value" = ? AND "row" = ?`;
  for (const [key, entry] of former) if (!wanted.has(key)) connection.run(sql(remove, ...entry, row));
  const add = `INSERT INTO ${schema.elements} ("index", "value", "row") VALUES (?, ?, ?)`;
  for (const [key, entry] of wanted) if (!former.has(key)) connection.run(sql(add, ...entry, row));
}
