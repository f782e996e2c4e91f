import { type EventMetadata } from './metadata.js';

/** `<category>-<id>`: the category ends at the first hyphen. */
export type StreamName = string;

/**
 * A place in the whole log, opaque to everybody but the adapter that gave it: a zero-padded decimal, ordered by plain
 * `<`. Positions of two stores are not comparable.
 */
export type Position = string;

/** Before the first event of any log. */
export const START: Position = '';

/** What the stream must look like for an append to be taken: it has no events, or its last revision is this one. */
export type ExpectedRevision = 'no-stream' | number;

/** An event as an adapter stores it: JSON in, the same JSON out. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: EventMetadata;
}

export interface StoredEvent extends NewEvent {
  readonly stream: StreamName;
  /** 0-based. */
  readonly revision: number;
  readonly position: Position;
}

export interface AppendResult {
  /** Revision and position of the last event of the append, also when the same append was taken before. */
  readonly revision: number;
  readonly position: Position;
}

/** An event without what it says: enough to know which streams moved, and when. */
export type EventEnvelope = Omit<StoredEvent, 'data'>;

/** Which events a reading of the log wants; without categories, all of them. */
export interface EventFilter {
  readonly categories?: readonly string[];
}

/** A run of the log. `position` may lie beyond the last event: nothing that matches is in between. */
export interface Page<E extends EventEnvelope = StoredEvent> {
  readonly events: readonly E[];
  readonly position: Position;
  /** True when nothing was waiting behind this page as it was read. */
  readonly caughtUp: boolean;
}

export interface ReadStreamOptions {
  /** First revision to read, inclusive; default 0. */
  readonly from?: number;
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** Exclusive; default the start. */
  readonly after?: Position;
  readonly filter?: EventFilter;
  readonly pageSize?: number;
}

export interface SubscribeOptions extends ReadAllOptions {
  /** Ends the iteration cleanly. */
  readonly signal?: AbortSignal;
}

/** The log. Every adapter passes the same contract suite (`store-contracts`). */
export interface EventStore {
  /**
   * Appends atomically and durably to one stream; resolves when the events survive a crash.
   * The same append sent again (same ids, same expected revision) writes nothing and resolves with the first result.
   * @throws ConcurrencyConflict when the stream is not as expected
   * @throws InvalidAppend for an empty append, a bad stream name, id or type, an event too large or not JSON
   * @throws StoreUnavailable when the outcome is unknown or nothing could be written: send the same again
   */
  append(stream: StreamName, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult>;
  /** The stream's events, oldest first; a stream that does not exist is empty. */
  readStream(stream: StreamName, options?: ReadStreamOptions): Promise<readonly StoredEvent[]>;
  /** The log from a position to its present end, in pages: at least one, also when nothing matches. */
  readAll(options?: ReadAllOptions): AsyncIterable<Page>;
  /** As {@link readAll}, sooner where the adapter can leave out what the events say. */
  readEnvelopes(options?: ReadAllOptions): AsyncIterable<Page<EventEnvelope>>;
  /**
   * The log from a position for ever: catches up, then follows; survives whatever the adapter can survive.
   * A page that is caught up comes at least once, empty when nothing waits. Ends cleanly when the store is closed.
   */
  subscribe(options?: SubscribeOptions): AsyncIterable<Page>;
  /** Position of the last event, `START` when there is none. */
  head(): Promise<Position>;
  /** The last position there is, at or behind {@link head}: one that lies behind it was given by another log. */
  end(): Promise<Position>;
  /** Finishes what was asked before, ends subscriptions; every later call fails with {@link StoreUnavailable}. */
  close(): Promise<void>;
}

/** The stream was not as expected: somebody else was first. */
export class ConcurrencyConflict extends Error {
  constructor(
    readonly stream: StreamName,
    readonly expected: ExpectedRevision,
    readonly actual: ExpectedRevision,
  ) {
    super(`stream ${stream} is at ${actual}, expected ${expected}`);
    this.name = 'ConcurrencyConflict';
  }
}

/** The append can never be taken as it is. */
export class InvalidAppend extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidAppend';
  }
}

/** A store did not answer, or cannot write now. The same call may be sent again. */
export class StoreUnavailable extends Error {
  readonly code = 'store.unavailable';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** Largest sum of the events' data bytes in one append: EventStoreDB's limit, kept by every adapter. */
export const MAX_APPEND_BYTES = 1_048_576;

const STREAM_NAME = /^[a-z][A-Za-z]*-[A-Za-z0-9][A-Za-z0-9-]*$/;
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// A server keeps `$` for its own types and follows some of them as links.
const EVENT_TYPE = /^[A-Za-z]\w*$/;

export const isStreamName = (text: string): boolean => STREAM_NAME.test(text);

/** The checks of names and revisions that every adapter makes before it writes. @throws InvalidAppend */
export function assertAppendable(
  stream: StreamName,
  events: readonly Pick<NewEvent, 'id' | 'type'>[],
  expected: ExpectedRevision,
): void {
  if (!isStreamName(stream)) throw new InvalidAppend(`not a stream name: ${JSON.stringify(stream)}`);
  if (events.length === 0) throw new InvalidAppend(`nothing to append to ${stream}`);
  if (expected !== 'no-stream' && !(Number.isSafeInteger(expected) && expected >= 0))
    throw new InvalidAppend(`not a revision: ${String(expected)}`);
  for (const { id, type } of events) {
    if (!EVENT_ID.test(id)) throw new InvalidAppend(`not a lower-case UUID: ${JSON.stringify(id)}`);
    if (!EVENT_TYPE.test(type)) throw new InvalidAppend(`not an event type: ${JSON.stringify(type)}`);
  }
}

/** How much of the log lies up to `position`, 0 to 1: for progress bars, nothing else. */
export function shareOf(position: Position, head: Position): number {
  return head === START ? 1 : Math.min(1, Number(position) / Number(head));
}

/** The category of a stream's name. */
export function categoryOf(stream: StreamName): string {
  return stream.slice(0, stream.indexOf('-'));
}

/** The id behind a stream's category. */
export function idOf(stream: StreamName): string {
  return stream.slice(stream.indexOf('-') + 1);
}
