import { resolve } from 'node:path';

/** Where a store is; the scheme decides the adapter. */
export interface StoreUrl {
  readonly scheme: string;
  /** An absolute path for `sqlite`, the whole URL for everything else. */
  readonly location: string;
}

/** `sqlite:<path>` or `<scheme>://…`; `null` for anything else. A relative path counts from the working folder. */
export function parseStoreUrl(value: string): StoreUrl | null {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):(.+)$/s.exec(value) ?? [];
  if (scheme === undefined || rest === undefined) return null;
  if (scheme === 'sqlite') return { scheme, location: resolve(rest.replace(/^\/\/(?=\/)/, '')) };
  return rest.startsWith('//') ? { scheme, location: value } : null;
}

/** The URL without user, password and options, as it may stand in a log or a message. */
export function shownUrl({ scheme, location }: StoreUrl): string {
  if (scheme === 'sqlite') return `sqlite:${location}`;
  return location.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/s, '');
}
