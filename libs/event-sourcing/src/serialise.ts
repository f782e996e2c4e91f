import { InvalidAppend, MAX_APPEND_BYTES, type NewEvent } from './event-store.port.js';

/** An event as the text that is stored. */
export interface SerialisedEvent {
  readonly id: string;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
  /** JSON text. */
  readonly metadata: string;
}

/**
 * The events of one append as text. A property that is `undefined` counts as absent; everything else that would not
 * come back as it went in is refused.
 * @throws InvalidAppend when something is not JSON, or the data is larger than {@link MAX_APPEND_BYTES} together
 */
export function serialise(events: readonly NewEvent[]): SerialisedEvent[] {
  let bytes = 0;
  const serialised = events.map(({ id, type, data, metadata }) => {
    const text = jsonOf(data, `the data of ${type} ${id}`);
    bytes += Buffer.byteLength(text);
    return { id, type, data: text, metadata: jsonOf(metadata, `the metadata of ${type} ${id}`) };
  });
  if (bytes <= MAX_APPEND_BYTES) return serialised;
  throw new InvalidAppend(`${bytes} bytes of data in one append, at most ${MAX_APPEND_BYTES} are taken`);
}

function jsonOf(value: unknown, what: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new InvalidAppend(`${what} is not JSON: ${(error as Error).message}`);
  }
  // Stringifying first has shown that there is no cycle.
  if (text === undefined || !isJson(value)) throw new InvalidAppend(`${what} is not JSON`);
  return text;
}

function isJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return value === null || (Array.isArray(value) ? isJsonArray(value) : isJsonObject(value));
    default:
      return false;
  }
}

function isJsonArray(items: readonly unknown[]): boolean {
  // By index: `every` would pass over holes, which come back as null.
  for (let index = 0; index < items.length; index += 1) if (!isJson(items[index])) return false;
  return true;
}

function isJsonObject(object: object): boolean {
  // A plain object of any realm; a class (Date, Map, Buffer) would come back as something else.
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  return Object.values(object).every((item) => item === undefined || isJson(item));
}
