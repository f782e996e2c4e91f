import { type FieldPath, type Group, type IndexKey } from './read-store.port.js';

/**
 * The whole order of a sort: ties are broken by `id` in the direction of the last key, and nothing is left to order
 * after it.
 */
export function wholeOrder(sort: readonly IndexKey[]): readonly IndexKey[] {
  const id = sort.findIndex(({ field }) => field === 'id');
  if (id >= 0) return sort.slice(0, id + 1);
  return [...sort, { field: 'id', direction: sort.at(-1)?.direction ?? 'asc' }];
}

/** The order that the same index gives when it is read from its end. */
export const reversed = (keys: readonly IndexKey[]): readonly IndexKey[] =>
  keys.map(({ field, direction }) => ({ field, direction: direction === 'asc' ? 'desc' : 'asc' }));

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

/** The order of groups: that of their keys. */
export function compareGroups(a: Group, b: Group, keys: readonly FieldPath[]): number {
  for (const field of keys) {
    const order = compareScalars(a.key[field], b.key[field]);
    if (order !== 0) return order;
  }
  return 0;
}

const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** `name@version`, by which collections and their checkpoints are kept. @throws Error for a bad name */
export function collectionKey(name: string, version: string): string {
  if (!NAME.test(name) || !VERSION.test(version))
    throw new Error(`not a collection's name and version: ${JSON.stringify([name, version])}`);
  return `${name}@${version}`;
}
