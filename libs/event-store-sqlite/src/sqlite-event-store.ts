import { type DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type AppendResult,
  assertAppendable,
  type EventEnvelope,
  type EventStore,
  type ExpectedRevision,
  type GroupedAppends,
  InvalidAppend,
  type NewEvent,
  type Page,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type SelfChecking,
  serialise,
  START,
  type StoredEvent,
  StoreUnavailable,
  type StreamName,
  type SubscribeOptions,
} from '#event-sourcing';
import { type Changes, OwnChanges, PolledChanges } from './changes.js';
import { CommitQueue, MOST } from './commit-queue.js';
import { asUnavailable, openDatabase } from './database.js';
import { LogReader, positionOf } from './log-reader.js';

const PAGE_SIZE = 500;

export interface SqliteEventStoreOptions {
  /** For a reader beside the process that writes: nothing is made, and new events are looked for four times a second. */
  readonly readOnly?: boolean;
}

/**
 * The log in one SQLite file, made when it is not there. Whoever writes holds the folder's lock (`acquireWriterLock`).
 * @throws Error when the file cannot be opened
 */
export function openSqliteEventStore(path: string, options: SqliteEventStoreOptions = {}): SqliteEventStore {
  const readOnly = options.readOnly ?? false;
  return new SqliteEventStore(openDatabase(path, readOnly), readOnly);
}

/** See {@link EventStore}; positions are row numbers. */
export class SqliteEventStore implements EventStore, SelfChecking, GroupedAppends {
  readonly groupSize = MOST;
  private readonly reader: LogReader;
  private readonly changes: Changes;
  private readonly queue: CommitQueue | null;
  private closed = false;

  constructor(
    private readonly db: DatabaseSync,
    readOnly = false,
  ) {
    this.reader = new LogReader(db);
    this.changes = readOnly ? new PolledChanges(db) : new OwnChanges();
    this.queue = readOnly ? null : new CommitQueue(db, () => this.changes.notify());
  }

  async append(
    stream: StreamName,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<AppendResult> {
    this.assertOpen();
    if (!this.queue) throw new InvalidAppend('this event store was opened for reading');
    assertAppendable(stream, events, expected);
    return this.queue.add({ stream, events: serialise(events), expected });
  }

  readStream(stream: StreamName, options: ReadStreamOptions = {}): Promise<readonly StoredEvent[]> {
    return promised(() => this.read(() => this.reader.stream(stream, options)));
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<Page> {
    return this.toTheEnd(options, (...run) => this.reader.page(...run));
  }

  readEnvelopes(options: ReadAllOptions = {}): AsyncIterable<Page<EventEnvelope>> {
    return this.toTheEnd(options, (...run) => this.reader.envelopePage(...run));
  }

  private async *toTheEnd<E extends EventEnvelope>(
    { after = START, filter, pageSize = PAGE_SIZE }: ReadAllOptions,
    pageOf: (...run: Parameters<LogReader['page']>) => Page<E>,
  ): AsyncIterable<Page<E>> {
    const end = await this.head();
    for (let position = after, done = false; !done; await nextTurn()) {
      const page = this.read(() => pageOf(position, filter, pageSize));
      // What is appended while this runs is not awaited: the end is where it was at the start, or a little later.
      done = page.caughtUp || page.position >= end;
      position = page.position;
      yield page;
    }
  }

  async *subscribe(options: SubscribeOptions = {}): AsyncIterable<Page> {
    const { after = START, filter, pageSize = PAGE_SIZE, signal } = options;
    this.assertOpen();
    let position = after;
    let toldCaughtUp = false;
    while (!this.closed && !signal?.aborted) {
      const mark = this.read(() => this.changes.mark());
      const page = this.read(() => this.reader.page(position, filter, pageSize));
      if (page.position === position && toldCaughtUp) {
        await this.changes.after(mark, signal);
        continue;
      }
      position = page.position;
      toldCaughtUp = page.caughtUp;
      yield page;
      // Catching up reads without waiting: without this, nothing else in the process would get a turn.
      if (!page.caughtUp) await nextTurn();
    }
  }

  head(): Promise<Position> {
    return promised(() => this.read(() => positionOf(this.reader.head())));
  }

  end(): Promise<Position> {
    return this.head();
  }

  check(): Promise<readonly string[]> {
    return promised(() => this.read(() => this.reader.faults()));
  }

  close(): Promise<void> {
    return promised(() => this.shut());
  }

  private shut(): void {
    if (this.closed) return;
    this.closed = true;
    this.queue?.drain();
    this.changes.close();
    try {
      if (this.queue) this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // The events stand in the log file, which the next opening reads.
    } finally {
      this.db.close();
    }
  }

  private read<T>(work: () => T): T {
    this.assertOpen();
    try {
      return work();
    } catch (error) {
      throw asUnavailable(error, this.db);
    }
  }

  private assertOpen(): void {
    if (this.closed) throw new StoreUnavailable('the event store is closed');
  }
}

/** SQLite answers at once; what it throws must still reach the caller as a rejection. */
function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
