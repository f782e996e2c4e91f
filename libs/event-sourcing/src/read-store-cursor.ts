import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { isScalar } from './read-store-filter.js';
import {
  InvalidCursor,
  type CollectionDefinition,
  type FindQuery,
  type IndexKey,
  type Scalar,
} from './read-store.port.js';

export const DEFAULT_EXAMINE_LIMIT = 10_000;
export const DEFAULT_COUNT_CAP = 10_000;

/** The whole order of a sort: ties are broken by `id`, and nothing is left to order after it. */
export function wholeOrder(sort: readonly IndexKey[]): readonly IndexKey[] {
  const id = sort.findIndex(({ field }) => field === 'id');
  return id >= 0 ? sort.slice(0, id + 1) : [...sort, { field: 'id', direction: 'asc' }];
}

/** A cursor behind the document whose values of {@link wholeOrder} (or of the adapter's own order) are `keys`. */
export function encodeCursor(
  definition: CollectionDefinition,
  query: FindQuery,
  keys: readonly Scalar[],
): string {
  const cursor = { in: `${definition.name}@${definition.version}`, of: questionHash(query), after: keys };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The keys to go on behind, `null` without a cursor. @throws InvalidCursor */
export function decodeCursor(
  definition: CollectionDefinition,
  query: FindQuery,
  keyCount: number,
): readonly Scalar[] | null {
  if (query.after === undefined) return null;
  const cursor = parse(query.after);
  if (cursor?.in !== `${definition.name}@${definition.version}`)
    throw new InvalidCursor('the cursor is damaged or belongs to another version of the list');
  if (cursor.of !== questionHash(query)) throw new InvalidCursor('the cursor belongs to another question');
  const keys = cursor.after;
  if (!Array.isArray(keys) || keys.length !== keyCount || !keys.every(isScalar))
    throw new InvalidCursor('the cursor is damaged');
  return keys;
}

function parse(text: string): { in?: unknown; of?: unknown; after?: unknown } | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function questionHash({ filter, sort }: FindQuery): string {
  return hash('sha256', canonicalize({ filter, sort }) ?? '', 'base64url').slice(0, 16);
}

/**
 * The order of every adapter: nothing first, then numbers (`false` and `true` as 0 and 1), then text by code points.
 * What is no scalar counts as nothing.
 */
export function compareScalars(a: unknown, b: unknown): number {
  const [left, right] = [comparable(a), comparable(b)];
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return rank(left) - rank(right);
}

const comparable = (value: unknown): string | number | null =>
  typeof value === 'boolean'
    ? Number(value)
    : typeof value === 'string' || typeof value === 'number'
      ? value
      : null;

const rank = (value: string | number | null): number =>
  value === null ? 0 : typeof value === 'number' ? 1 : 2;

/** Code point order, as UTF-8 sorts; `<` on strings puts what lies beyond U+FFFF before U+E000. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Surrogates, which stand for the highest code points, moved behind every other unit. */
const codePointRank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** `name@version`, by which collections and their checkpoints are kept. @throws Error for a bad name */
export function collectionKey(name: string, version: string): string {
  if (!NAME.test(name) || !VERSION.test(version))
    throw new Error(`not a collection's name and version: ${JSON.stringify([name, version])}`);
  return `${name}@${version}`;
}
