import { fieldNames, valueAt, type Document } from '#event-sourcing';
import { type CollectionSchema } from './collection-schema.js';

/** A key as it is stored: booleans as integers and every number as a real one, which tells them apart. */
export type Key = string | number | bigint | null;

/** Reads the keys of a document in the order of {@link CollectionSchema.fields}; of none, nothing but `null`. */
export function keyReader(schema: CollectionSchema): (document: Document | null) => readonly Key[] {
  const paths = schema.fields.map(fieldNames);
  return (document) => paths.map((names) => (document ? keyOf(valueAt(document, names)) : null));
}

function keyOf(value: unknown): Key {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'boolean':
      return value ? 1n : 0n;
    default:
      return value ? JSON.stringify(value) : null;
  }
}

/** True when `stored`, as it is read, is `key`. */
export const isSameKey = (key: Key, stored: unknown): boolean =>
  (typeof key === 'bigint' ? Number(key) : key) === stored;
