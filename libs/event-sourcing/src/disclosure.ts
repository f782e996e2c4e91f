import { isPlain, isSealed } from '#kernel';
import { type StreamName } from './event-store.port.js';
import { type Sealer } from './sealing.js';

/**
 * Data of `stream` as an answer may show it: to somebody who may see personal data the values are opened (one whose
 * key was destroyed is `null`), to everybody else each of them is `null`.
 */
export function disclose(
  sealer: Sealer,
  stream: StreamName,
  data: unknown,
  mayRead: boolean,
): Promise<unknown> {
  return mayRead ? sealer.open(stream, data) : Promise.resolve(hidden(data));
}

/** `data` with `null` in the place of every personal value. */
export function hidden(data: unknown): unknown {
  if (isSealed(data) || isPlain(data)) return null;
  if (Array.isArray(data)) return data.map(hidden);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, hidden(value)]));
}
