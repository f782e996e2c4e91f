import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  type EventFilter,
  type EventMetadata,
  type Page,
  type Position,
  type ReadStreamOptions,
  START,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';

interface Row {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

const COLUMNS = 'position, stream, revision, id, type, data, metadata';
const DIGITS = 20;

/** Most positions one page may pass over: it bounds how long a filter that matches little holds the event loop. */
const WINDOW = 10_000;

/** Reads the file; everything it gives was committed. */
export class LogReader {
  private readonly ofStream: StatementSync;
  private readonly all: StatementSync;
  private readonly ofCategories: StatementSync;
  private readonly last: StatementSync;

  constructor(private readonly db: DatabaseSync) {
    this.ofStream = db.prepare(
      `SELECT ${COLUMNS} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
    );
    const range = `SELECT ${COLUMNS} FROM events WHERE position > ? AND position <= ?`;
    this.all = db.prepare(`${range} ORDER BY position LIMIT ?`);
    this.ofCategories = db.prepare(
      `${range} AND substr(stream, 1, instr(stream, '-') - 1) IN (SELECT value FROM json_each(?))
       ORDER BY position LIMIT ?`,
    );
    this.last = db.prepare('SELECT max(position) AS position FROM events');
  }

  stream(stream: StreamName, { from = 0, limit }: ReadStreamOptions): StoredEvent[] {
    return eventsOf(this.ofStream.all(stream, from, limit ?? -1));
  }

  /** Position of the last event as a number, 0 when there is none. */
  head(): number {
    return (this.last.get() as { position: number | null }).position ?? 0;
  }

  /** What SQLite finds wrong with the file; it reads all of it. */
  faults(): string[] {
    const rows = this.db.prepare('PRAGMA quick_check').all() as { quick_check: string }[];
    return rows.map(({ quick_check: found }) => found).filter((found) => found !== 'ok');
  }

  /** The next run of the log behind `after`. */
  page(after: Position, filter: EventFilter | undefined, size: number): Page {
    const from = numberOf(after);
    const head = this.head();
    if (from >= head) return { events: [], position: after, caughtUp: true };
    const until = Math.min(head, from + WINDOW);
    const events = this.range(from, until, filter, size);
    const full = events.length === size ? events.at(-1) : undefined;
    const position = full ? full.position : positionOf(until);
    return { events, position, caughtUp: position >= positionOf(head) };
  }

  private range(from: number, until: number, filter: EventFilter | undefined, size: number): StoredEvent[] {
    if (!filter?.categories) return eventsOf(this.all.all(from, until, size));
    return eventsOf(this.ofCategories.all(from, until, JSON.stringify(filter.categories), size));
  }
}

/** A row number as the port's position; 0 is the start. */
export function positionOf(row: number): Position {
  return row === 0 ? START : String(row).padStart(DIGITS, '0');
}

function numberOf(position: Position): number {
  if (position !== START && !/^\d{20}$/.test(position)) throw new RangeError(`not a position: ${position}`);
  return Number(position);
}

function eventsOf(rows: readonly object[]): StoredEvent[] {
  return (rows as readonly Row[]).map((row) => ({
    id: row.id,
    type: row.type,
    data: JSON.parse(row.data) as unknown,
    metadata: JSON.parse(row.metadata) as EventMetadata,
    stream: row.stream,
    revision: row.revision,
    position: positionOf(row.position),
  }));
}
