import {
  type AppendResult,
  assertAppendable,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Page,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  serialise,
  START,
  type StoredEvent,
  StoreUnavailable,
  type StreamName,
  type SubscribeOptions,
} from '#event-sourcing';
import { Appender } from './appender.js';
import { type Connection } from './connection.js';
import { Follower } from './follower.js';
import { Gate } from './gate.js';
import { type EventStoreDbOptions, timesOf } from './options.js';
import { Reader } from './reader.js';

const PAGE_SIZE = 500;
/**
 * A connection carries a hundred calls, and the next one would wait without a word. Appends and reads have their
 * shares; the rest is for subscriptions and probes.
 */
const APPENDS = 64;
const READS = 16;
const PROBES = 4;

/** The log on EventStoreDB or KurrentDB; see {@link EventStore}. Positions are commit positions. */
export class EventStoreDbEventStore implements EventStore {
  private readonly appends = new Gate(APPENDS);
  private readonly reads = new Gate(READS);
  private readonly appender: Appender;
  private readonly reader: Reader;
  private readonly probe: Reader;
  private readonly heartbeatMs: number;
  private readonly closing = new AbortController();
  private closed?: Promise<void>;

  constructor(
    private readonly connection: Connection,
    private readonly options: EventStoreDbOptions = {},
  ) {
    const times = timesOf(options);
    this.appender = new Appender(connection, times);
    this.reader = new Reader(connection, this.reads, times);
    this.probe = new Reader(connection, new Gate(PROBES), { ...times, patienceMs: 0 });
    this.heartbeatMs = times.heartbeatMs;
  }

  async append(
    stream: StreamName,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<AppendResult> {
    this.assertOpen();
    assertAppendable(stream, events, expected);
    serialise(events);
    return this.appends.run(() => this.appender.append(stream, events, expected));
  }

  async readStream(stream: StreamName, options: ReadStreamOptions = {}): Promise<readonly StoredEvent[]> {
    this.assertOpen();
    return this.reader.stream(stream, options);
  }

  async *readAll({ after = START, filter, pageSize = PAGE_SIZE }: ReadAllOptions = {}): AsyncIterable<Page> {
    this.assertOpen();
    for await (const page of this.reader.all(after, filter, pageSize)) {
      yield page;
      this.assertOpen();
    }
  }

  /** The server gives events whole. */
  readEnvelopes(options: ReadAllOptions = {}): AsyncIterable<Page> {
    return this.readAll(options);
  }

  async *subscribe(options: SubscribeOptions = {}): AsyncIterable<Page> {
    this.assertOpen();
    const { connection, probe, heartbeatMs } = this;
    const { onInterruption = () => undefined } = this.options;
    const { signal: closing } = this.closing;
    const follower = new Follower(
      { connection, probe, heartbeatMs, closing, onInterruption },
      { pageSize: PAGE_SIZE, ...options },
    );
    yield* follower.pages();
  }

  async head(): Promise<Position> {
    this.assertOpen();
    return this.reader.head();
  }

  async end(): Promise<Position> {
    this.assertOpen();
    return this.reader.end();
  }

  close(): Promise<void> {
    this.closed ??= this.shut();
    return this.closed;
  }

  private async shut(): Promise<void> {
    this.closing.abort();
    await Promise.all([this.appends.idle(), this.reads.idle()]);
    await this.connection.close();
  }

  private assertOpen(): void {
    if (this.closed) throw new StoreUnavailable('the event store is closed');
  }
}
