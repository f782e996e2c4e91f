import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConcurrencyConflict,
  type EventMetadata,
  type ExpectedRevision,
  type NewEvent,
  START,
  type StoredEvent,
} from '#event-sourcing';
import { openSqliteEventStore, type SqliteEventStore } from '#event-store-sqlite';
import { positionOf } from './positions.js';

/** What a client proposes: bytes as they came. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** A record of the log; `row` counts from 1. */
export interface LogRecord extends Proposed {
  readonly stream: string;
  readonly revision: number;
  readonly row: number;
  readonly position: bigint;
  /** Ticks of 100 ns since the Unix epoch. */
  readonly created: string;
}

export type Expected = ExpectedRevision | 'any' | 'stream-exists';

export type Appended =
  { readonly revision: number; readonly position: bigint } | { readonly conflict: ExpectedRevision };

/** The bytes, where the store of this repository counts no size: the server's own limits are its own. */
interface Kept {
  readonly stream: string;
  readonly type: string;
  readonly contentType: string;
  readonly created: string;
  readonly data: string;
  readonly metadata: string;
}

const PLAIN = /^(?!system-)[a-z][A-Za-z]*-[A-Za-z0-9][A-Za-z0-9-]*$/;
const FIRST: Proposed = {
  id: '00000000-0000-4000-8000-000000000001',
  type: '$metadata',
  contentType: 'application/json',
  data: Buffer.from('{"$maxCount":100}'),
  metadata: new Uint8Array(),
};

/** The server's log: the event store on SQLite, with a server's positions, names and bytes. */
export class ServerLog {
  private constructor(private readonly store: SqliteEventStore) {}

  /** Opens the folder's log; a new one begins with a system event, as a real server's does. */
  static async open(folder: string): Promise<ServerLog> {
    mkdirSync(folder, { recursive: true });
    const log = new ServerLog(openSqliteEventStore(join(folder, 'events.db')));
    await log.append('$$$scavenges', [FIRST], 'no-stream');
    return log;
  }

  /** Appends as the server judges it: exact revisions durably, `any` without looking for repeated ids. */
  async append(stream: string, events: readonly Proposed[], expected: Expected): Promise<Appended> {
    if (events.length === 0) return this.appendNothing(stream, expected);
    for (;;) {
      const exact = await this.exactly(stream, expected);
      if (exact === null) return { conflict: 'no-stream' };
      try {
        const { revision, position } = await this.store.append(
          nameOf(stream),
          events.map((event) => keep(stream, event)),
          exact,
        );
        return { revision, position: positionOf(Number(position)) };
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict)) throw error;
        if (exact === expected) return { conflict: error.actual };
      }
    }
  }

  async readStream(stream: string, from = 0, limit?: number): Promise<LogRecord[]> {
    const stored = await this.store.readStream(nameOf(stream), {
      from,
      ...(limit !== undefined && { limit }),
    });
    return stored.map(recordOf);
  }

  /** The last revision of a stream, `no-stream` when it has no events. */
  async last(stream: string): Promise<ExpectedRevision> {
    return (await this.store.readStream(nameOf(stream))).at(-1)?.revision ?? 'no-stream';
  }

  /** How many records there are. */
  async size(): Promise<number> {
    return Number(await this.store.head());
  }

  /** The records behind a row, at most so many. */
  async after(row: number, limit: number): Promise<LogRecord[]> {
    for await (const { events } of this.store.readAll({ after: afterRow(row), pageSize: limit }))
      return events.map(recordOf);
    return [];
  }

  /** Follows the log behind a row for ever, in small runs; `caughtUp` when nothing waited behind a run. */
  async *follow(
    row: number,
    signal: AbortSignal,
  ): AsyncIterable<{ records: LogRecord[]; caughtUp: boolean }> {
    const pages = this.store.subscribe({ after: afterRow(row), pageSize: 32, signal });
    for await (const { events, caughtUp } of pages) yield { records: events.map(recordOf), caughtUp };
  }

  close(): Promise<void> {
    return this.store.close();
  }

  /** The exact revision that an inexact expectation means now; `null` when there is no stream to exist. */
  private async exactly(stream: string, expected: Expected): Promise<ExpectedRevision | null> {
    if (expected !== 'any' && expected !== 'stream-exists') return expected;
    const last = await this.last(stream);
    return expected === 'stream-exists' && last === 'no-stream' ? null : last;
  }

  private async appendNothing(stream: string, expected: Expected): Promise<Appended> {
    const last = await this.last(stream);
    const exact = await this.exactly(stream, expected);
    if (exact !== last) return { conflict: last };
    return { revision: last === 'no-stream' ? 0 : last, position: positionOf(await this.size()) };
  }
}

const afterRow = (row: number): string => (row === 0 ? START : String(row).padStart(20, '0'));

/** Names that the store of this repository would refuse are kept in hexadecimal. */
const nameOf = (stream: string): string =>
  PLAIN.test(stream) ? stream : `system-${Buffer.from(stream).toString('hex')}`;

function keep(stream: string, event: Proposed): NewEvent {
  const kept: Kept = {
    stream,
    type: event.type,
    contentType: event.contentType,
    created: String(BigInt(Date.now()) * 10_000n),
    data: Buffer.from(event.data).toString('latin1'),
    metadata: Buffer.from(event.metadata).toString('latin1'),
  };
  return { id: event.id, type: 'Record', data: {}, metadata: kept as unknown as EventMetadata };
}

function recordOf({ id, revision, position, metadata }: StoredEvent): LogRecord {
  const kept = metadata as unknown as Kept;
  const row = Number(position);
  return {
    ...kept,
    id,
    revision,
    row,
    position: positionOf(row),
    data: Buffer.from(kept.data, 'latin1'),
    metadata: Buffer.from(kept.metadata, 'latin1'),
  };
}
