import { categoryOf, type EventStore, type Page, type StoredEvent, type StreamName } from '#event-sourcing';
import { type Instant } from '#kernel';

/** Which events are wanted; what is absent does not restrict. */
export interface EventQuery {
  readonly stream?: StreamName;
  readonly category?: string;
  readonly types?: readonly string[];
  readonly actor?: string;
  /** A command and everything that came of it. */
  readonly command?: string;
  readonly correlation?: string;
  /** Recorded at or after. */
  readonly from?: Instant;
  /** Recorded before. */
  readonly to?: Instant;
}

export interface Reach {
  /** Goes on with what is recorded from now on, until the signal aborts. */
  readonly follow: boolean;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** The events that match, in the order of the log, in pages as they are read (some of them empty). */
export async function* matchingEvents(
  log: EventStore,
  query: EventQuery,
  { follow, limit, signal }: Reach,
): AsyncIterable<readonly StoredEvent[]> {
  const matches = matcherOf(query);
  let left = limit;
  for await (const { events } of pagesOf(log, query, follow, signal)) {
    if (signal.aborted) return;
    const found = events.filter(matches).slice(0, left);
    yield found;
    left -= found.length;
    if (left === 0) return;
  }
}

function pagesOf(
  log: EventStore,
  { stream, category }: EventQuery,
  follow: boolean,
  signal: AbortSignal,
): AsyncIterable<Pick<Page, 'events'>> {
  const only = category ?? (stream === undefined ? undefined : categoryOf(stream));
  const filter = only === undefined ? {} : { filter: { categories: [only] } };
  if (follow) return log.subscribe({ ...filter, signal });
  return stream === undefined ? log.readAll(filter) : wholeStream(log, stream);
}

async function* wholeStream(log: EventStore, stream: StreamName): AsyncIterable<Pick<Page, 'events'>> {
  yield { events: await log.readStream(stream) };
}

/** Says of one event after the other, in the order of the log, whether it is wanted. */
function matcherOf(query: EventQuery): (event: StoredEvent) => boolean {
  const { stream, category, types, actor, command, correlation, from, to } = query;
  const tests: ((event: StoredEvent) => boolean)[] = [];
  if (command !== undefined) tests.push(consequencesOf(command));
  if (stream !== undefined) tests.push((event) => event.stream === stream);
  if (category !== undefined) tests.push((event) => categoryOf(event.stream) === category);
  if (types !== undefined) tests.push(({ type }) => types.includes(type));
  if (actor !== undefined) tests.push(({ metadata }) => metadata.actor.id === actor);
  if (correlation !== undefined) tests.push(({ metadata }) => metadata.$correlationId === correlation);
  if (from !== undefined) tests.push(({ metadata }) => metadata.recordedAt >= from);
  if (to !== undefined) tests.push(({ metadata }) => metadata.recordedAt < to);
  return (event) => tests.every((test) => test(event));
}

/** A cause stands in the log before what it causes, so one pass finds everything. */
function consequencesOf(command: string): (event: StoredEvent) => boolean {
  const causes = new Set([command]);
  return ({ id, metadata: { commandId, $causationId } }) => {
    if (!causes.has(commandId) && !causes.has($causationId)) return false;
    causes.add(commandId).add(id);
    return true;
  };
}
