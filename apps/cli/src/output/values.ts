import { isPlain, isSealed } from '#kernel';

const SEALED = '[sealed]';

/** `data` as it may be shown to whoever has a terminal: `[sealed]` in the place of every personal value. */
export function withoutPersonal(data: unknown): unknown {
  if (isSealed(data) || isPlain(data)) return SEALED;
  if (Array.isArray(data)) return data.map(withoutPersonal);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, withoutPersonal(value)]));
}

/** True for what a person would leave blank. */
export const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** A value in a cell of a table: lists of objects line by line, fields by name, a dash for nothing. */
export function cellOf(value: unknown): string {
  if (isBlank(value)) return '–';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(cellOf).join(value.some(isObject) ? '\n' : ', ');
  return Object.entries(value as object)
    .filter(([, part]) => !isBlank(part))
    .map(([name, part]) => `${name}: ${cellOf(part)}`)
    .join(', ');
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** 1,234,567 */
export const grouped = (value: number): string => Math.round(value).toLocaleString('en');

/** "1 stream", "2 streams" */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

/** "12.3 MB" */
export const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
