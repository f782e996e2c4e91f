import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { isScalar } from './read-store-filter.js';
import { InvalidCursor, type CollectionDefinition, type FindQuery, type Scalar } from './read-store.port.js';

export const DEFAULT_EXAMINE_LIMIT = 10_000;
export const DEFAULT_COUNT_CAP = 10_000;

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
 * A page of rows that come in order. `last` is the row to go on behind: the page's last match when there is one
 * more, the last row examined when the examining stopped before the end.
 */
export function pageOf<Row>(
  rows: Iterable<Row>,
  matches: (row: Row) => boolean,
  { limit, examineLimit }: { readonly limit: number; readonly examineLimit: number },
): { readonly found: readonly Row[]; readonly last?: Row } {
  const found: Row[] = [];
  let examined = 0;
  let last: Row | undefined;
  for (const row of rows) {
    if (examined === examineLimit) return last === undefined ? { found } : { found, last };
    if (matches(row)) {
      const lastFound = found.at(-1);
      if (found.length === limit) return lastFound === undefined ? { found } : { found, last: lastFound };
      found.push(row);
    }
    examined += 1;
    last = row;
  }
  return { found };
}

/** The limits of a page. @throws Error when they are not positive */
export function pageLimits({ limit, examineLimit = DEFAULT_EXAMINE_LIMIT }: FindQuery): {
  readonly limit: number;
  readonly examineLimit: number;
} {
  if (!(limit >= 1 && examineLimit >= 1)) throw new Error('a page has at least one document');
  return { limit, examineLimit };
}
