import { resolve } from 'node:path';

/** Where a store is; the scheme decides the adapter. */
export interface StoreUrl {
  readonly scheme: string;
  /** An absolute path for `sqlite` and `file`, the whole URL for everything else. */
  readonly location: string;
  /** Takes the place of the database that a server's URL names. */
  readonly database?: string;
}

/** Schemes of what lies in files of this machine. */
const EMBEDDED = ['sqlite', 'file'];

/** Names of databases on a server where its URL names none. */
const DEFAULT_DATABASE = 'cotmoc';

/**
 * `sqlite:<path>`, `file:<path>` or `<scheme>://…`; `null` for anything else. A relative path counts from the working
 * folder.
 */
export function parseStoreUrl(value: string): StoreUrl | null {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):(.+)$/s.exec(value) ?? [];
  if (scheme === undefined || rest === undefined) return null;
  if (EMBEDDED.includes(scheme)) return { scheme, location: resolve(rest.replace(/^\/\/(?=\/)/, '')) };
  return rest.startsWith('//') ? { scheme, location: value } : null;
}

/** True for a store in files of this machine, which belong to one process. */
export const isEmbedded = ({ scheme }: StoreUrl): boolean => EMBEDDED.includes(scheme);

/** The database of a store on a server. */
export function databaseOf({ location, database }: StoreUrl): string {
  const [, named] = /^[^:]+:\/\/[^/?]*\/([^/?]+)/.exec(location) ?? [];
  return database ?? (named === undefined ? DEFAULT_DATABASE : decodeURIComponent(named));
}

/** The URL without user, password and options, as it may stand in a log or a message. */
export function shownUrl({ scheme, location, database }: StoreUrl): string {
  if (EMBEDDED.includes(scheme)) return `${scheme}:${location}`;
  const shown = location.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/s, '');
  return database === undefined ? shown : shown.replace(/^([^:]+:\/\/[^/]*).*$/s, `$1/${database}`);
}
