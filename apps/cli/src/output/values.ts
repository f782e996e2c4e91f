import { isPlain, isSealed } from '#kernel';

const SEALED = '[sealed]';

/** `data` as it may be shown to whoever has a terminal: `[sealed]` in the place of every personal value. */
export function withoutPersonal(data: unknown): unknown {
  if (isSealed(data) || isPlain(data)) return SEALED;
  if (Array.isArray(data)) return data.map(withoutPersonal);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, withoutPersonal(value)]));
}

/** A value in a cell of a table. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** 1,234,567 */
export const grouped = (value: number): string => Math.round(value).toLocaleString('en');

/** "1 stream", "2 streams" */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;
