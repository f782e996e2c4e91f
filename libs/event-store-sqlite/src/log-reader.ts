import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  type EventEnvelope,
  type EventFilter,
  type EventMetadata,
  type Page,
  type Position,
  type ReadStreamOptions,
  START,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';

interface EnvelopeRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly metadata: string;
}

interface Row extends EnvelopeRow {
  readonly data: string;
}

const ENVELOPE = 'position, stream, revision, id, type, metadata';
const WHOLE = `${ENVELOPE}, data`;
const DIGITS = 20;

/** Most positions one page may pass over: it bounds how long a filter that matches little holds the event loop. */
const WINDOW = 10_000;

/** Reads the file; everything it gives was committed. */
export class LogReader {
  private readonly ofStream: StatementSync;
  private readonly events: Run<StoredEvent>;
  private readonly envelopes: Run<EventEnvelope>;
  private readonly last: StatementSync;

  constructor(private readonly db: DatabaseSync) {
    this.ofStream = db.prepare(
      `SELECT ${WHOLE} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
    );
    this.events = new Run(db, WHOLE, (row) => eventOf(row as Row));
    this.envelopes = new Run(db, ENVELOPE, (row) => envelopeOf(row as EnvelopeRow));
    this.last = db.prepare('SELECT max(position) AS position FROM events');
  }

  stream(stream: StreamName, { from = 0, limit }: ReadStreamOptions): StoredEvent[] {
    return this.ofStream.all(stream, from, limit ?? -1).map((row) => eventOf(row as unknown as Row));
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
    return this.next(this.events, after, filter, size);
  }

  /** The same run, without what its events say. */
  envelopePage(after: Position, filter: EventFilter | undefined, size: number): Page<EventEnvelope> {
    return this.next(this.envelopes, after, filter, size);
  }

  private next<E extends EventEnvelope>(
    run: Run<E>,
    after: Position,
    filter: EventFilter | undefined,
    size: number,
  ): Page<E> {
    const from = numberOf(after);
    const head = this.head();
    if (from >= head) return { events: [], position: after, caughtUp: true };
    const until = Math.min(head, from + WINDOW);
    const events = run.read(from, until, filter, size);
    const full = events.length === size ? events.at(-1) : undefined;
    const position = full ? full.position : positionOf(until);
    return { events, position, caughtUp: position >= positionOf(head) };
  }
}

/** Reads rows between two positions, as far as these columns go. */
class Run<E extends EventEnvelope> {
  private readonly all: StatementSync;
  private readonly ofCategories: StatementSync;

  constructor(
    db: DatabaseSync,
    columns: string,
    private readonly eventOf: (row: object) => E,
  ) {
    const range = `SELECT ${columns} FROM events WHERE position > ? AND position <= ?`;
    this.all = db.prepare(`${range} ORDER BY position LIMIT ?`);
    this.ofCategories = db.prepare(
      `${range} AND substr(stream, 1, instr(stream, '-') - 1) IN (SELECT value FROM json_each(?))
       ORDER BY position LIMIT ?`,
    );
  }

  read(from: number, until: number, filter: EventFilter | undefined, size: number): E[] {
    const rows = filter?.categories
      ? this.ofCategories.all(from, until, JSON.stringify(filter.categories), size)
      : this.all.all(from, until, size);
    return rows.map(this.eventOf);
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

const envelopeOf = (row: EnvelopeRow): EventEnvelope => ({
  id: row.id,
  type: row.type,
  metadata: JSON.parse(row.metadata) as EventMetadata,
  stream: row.stream,
  revision: row.revision,
  position: positionOf(row.position),
});

const eventOf = (row: Row): StoredEvent => ({ ...envelopeOf(row), data: JSON.parse(row.data) as unknown });
