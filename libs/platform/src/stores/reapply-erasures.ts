import {
  type BlobReference,
  type BlobStore,
  type EventStore,
  type KeyStore,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { type ModuleDescriptor } from '../module-descriptor.js';

/** What an erasure destroys in. */
export interface Erasable {
  readonly events: EventStore;
  readonly keys: KeyStore;
  readonly blobs: BlobStore;
}

/** What was destroyed now that should have been before. */
export interface Reapplied {
  /** Streams that the log says were erased. */
  readonly erased: number;
  readonly keys: number;
  readonly documents: number;
}

/** The streams that the log says were erased: of their keys there should be none. */
export async function erasedStreams(
  log: EventStore,
  modules: readonly ModuleDescriptor[],
): Promise<readonly StreamName[]> {
  const types = modules.flatMap(({ streams }) => streams.filter(({ erasedBy }) => erasedBy !== undefined));
  const erasing = new Set(types.map(({ erasedBy }) => erasedBy));
  const erased = new Set<StreamName>();
  if (types.length === 0) return [];
  for await (const { events } of log.readAll({
    filter: { categories: types.map(({ category }) => category) },
  }))
    for (const { type, stream } of events) if (erasing.has(type)) erased.add(stream);
  return [...erased];
}

/**
 * Carries every erasure of the log out again, attachments before keys: keys that are older than the log bring nothing
 * back. // docs/adr/022
 */
export async function reapplyErasures(
  { events, keys, blobs }: Erasable,
  modules: readonly ModuleDescriptor[],
): Promise<Reapplied> {
  const streams = await erasedStreams(events, modules);
  const shares = (await Promise.all(streams.map((stream) => keys.sharesOf(stream)))).flat();
  const lost = new Set(shares.map(({ key }) => key));
  let documents = 0;
  for await (const reference of attachmentsUnder(lost, events)) {
    await blobs.remove(reference);
    documents += 1;
  }
  for (const stream of streams) await keys.destroy(stream);
  return { erased: streams.length, keys: lost.size, documents };
}

async function* attachmentsUnder(keys: ReadonlySet<string>, log: EventStore): AsyncIterable<BlobReference> {
  if (keys.size === 0) return;
  for await (const { events } of log.readAll())
    yield* events.flatMap((event) => [...attachmentsIn(event)]).filter(({ key }) => keys.has(key));
}

/** What is said of attachments, wherever it stands in an event's data. */
export function* attachmentsIn({ data }: Pick<StoredEvent, 'data'>): Iterable<BlobReference> {
  if (typeof data !== 'object' || data === null) return;
  if (isReference(data)) yield data;
  for (const part of Object.values(data)) yield* attachmentsIn({ data: part as unknown });
}

const isReference = (data: object): data is BlobReference =>
  'sha256' in data && typeof data.sha256 === 'string' && 'bytes' in data && 'key' in data;
