import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  FORWARDS,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import {
  type EventFilter,
  type Page,
  type Position,
  type ReadStreamOptions,
  START,
  type StoredEvent,
  StoreUnavailable,
  type StreamName,
} from '#event-sourcing';
import { type Connection } from './connection.js';
import { finalReadFailure, isMissingStream } from './failures.js';
import { type Gate } from './gate.js';
import { type Namespace } from './namespace.js';
import { type Times } from './options.js';
import { type ReadRecord, recordOf, serverPosition } from './positions.js';
import { retried } from './retry.js';

/** Records in one call: enough to fill the pipe, few enough to be read again after a fault. */
const CHUNK = 1000;
/** Records that one page may pass over when little matches. */
const WINDOW = 10_000;
const LAST = 32;

/** A run of the log as the server has it, system events included. */
export interface Chunk {
  readonly events: readonly StoredEvent[];
  /** Of the last record, whatever it is; where the run began when nothing is behind. */
  readonly position: Position;
  /** True when the log ended there. */
  readonly end: boolean;
}

/** Reads in short calls, each with a time limit of its own and cancelled when it is left. */
export class Reader {
  constructor(
    private readonly connection: Connection,
    private readonly gate: Gate,
    private readonly times: Times,
  ) {}

  async stream(stream: StreamName, { from = 0, limit }: ReadStreamOptions): Promise<StoredEvent[]> {
    if (limit === 0) return [];
    const maxCount = limit === undefined ? {} : { maxCount: limit };
    const records = await this.tried(`did not give the stream ${stream}`, (client) =>
      client.readStream(this.connection.url.namespace.onServer(stream), {
        ...maxCount,
        fromRevision: BigInt(from),
        direction: FORWARDS,
      }),
    );
    return records.flatMap(({ event }) => event ?? []);
  }

  /** The log from a position to its end, filtered here: the server filters subscriptions only. */
  async *all(after: Position, filter: EventFilter | undefined, pageSize: number): AsyncIterable<Page> {
    const wanted = matching(filter);
    let pending: StoredEvent[] = [];
    let passed = 0;
    const size = Math.max(CHUNK, pageSize);
    for (let reading = this.chunk(after, size); ;) {
      const chunk = await reading;
      const { position } = chunk;
      if (!chunk.end) reading = this.ahead(position, size);
      passed += size;
      pending.push(...chunk.events.filter(wanted));
      while (pending.length > pageSize) {
        const events = pending.slice(0, pageSize);
        pending = pending.slice(pageSize);
        yield { events, position: events.at(-1)?.position ?? position, caughtUp: false };
      }
      if (!chunk.end && pending.length === 0 && passed < WINDOW) continue;
      yield { events: pending, position, caughtUp: chunk.end };
      if (chunk.end) return;
      pending = [];
      passed = 0;
    }
  }

  /** Reads while the consumer is busy with the page before. */
  private ahead(after: Position, size: number): Promise<Chunk> {
    const reading = this.chunk(after, size);
    // A consumer that leaves never asks how it went.
    reading.catch(() => undefined);
    return reading;
  }

  /** What lies behind a position, at most so many records. */
  async chunk(after: Position, limit: number): Promise<Chunk> {
    // The server counts the record at the position itself, which we have had.
    const records = await this.tried('did not give its log', (client) =>
      client.readAll({ fromPosition: serverPosition(after), direction: FORWARDS, maxCount: limit + 1 }),
    );
    const behind = records.filter(({ position }) => position > after);
    const events = behind.flatMap(({ event }) => event ?? []);
    return { events, position: behind.at(-1)?.position ?? after, end: records.length <= limit };
  }

  /** Position of the last event that is ours, `START` when there is none. */
  async head(): Promise<Position> {
    let before: Position | null = null;
    // Seldom more than a few: who shares a server may have to look further.
    for (let count = LAST; ; count = CHUNK) {
      const records = await this.lastBefore(before, count);
      const ours = records.find(({ event }) => event !== null);
      if (ours) return ours.position;
      if (records.length < count) return START;
      before = records.at(-1)?.position ?? START;
    }
  }

  /** Position of the last record, whatever it is: no place in this log lies behind it. */
  async end(): Promise<Position> {
    return (await this.lastBefore(null, 1))[0]?.position ?? START;
  }

  private lastBefore(position: Position | null, maxCount: number): Promise<ReadRecord[]> {
    const fromPosition = position === null ? END : serverPosition(position);
    return this.tried('did not give the end of its log', (client) =>
      client.readAll({ fromPosition, direction: BACKWARDS, maxCount }),
    );
  }

  private tried(
    what: string,
    read: (client: EventStoreDBClient) => StreamingRead<ResolvedEvent>,
  ): Promise<ReadRecord[]> {
    const { connection, times } = this;
    const retrying = { connection, what, patienceMs: times.patienceMs, final: finalReadFailure };
    return this.gate.run(() =>
      retried(retrying, (client) => collect(read(client), connection.url.namespace, times.readTimeoutMs)),
    );
  }
}

/** The events that a filter lets through. */
export function matching(filter: EventFilter | undefined): (event: StoredEvent) => boolean {
  if (!filter?.categories) return () => true;
  const prefixes = filter.categories.map((category) => `${category}-`);
  return ({ stream }) => prefixes.some((prefix) => stream.startsWith(prefix));
}

/** Everything a call gives; nothing when its stream is missing. Fails when the server is silent for `timeout`. */
async function collect(
  call: StreamingRead<ResolvedEvent>,
  namespace: Namespace,
  timeout: number,
): Promise<ReadRecord[]> {
  const records: ReadRecord[] = [];
  // Without a listener, an error that comes after the iteration has ended would end the process.
  call.on('error', () => undefined);
  const silent = (): void => {
    call.destroy(new StoreUnavailable(`silent for ${timeout} ms`));
  };
  const timer = setTimeout(silent, timeout);
  try {
    for await (const resolved of call) {
      records.push(recordOf(resolved, namespace));
      timer.refresh();
    }
    return records;
  } catch (error) {
    if (isMissingStream(error)) return [];
    throw error;
  } finally {
    clearTimeout(timer);
    // Not awaited: it waits for a connection that may never come.
    call.cancel().catch(() => undefined);
  }
}
