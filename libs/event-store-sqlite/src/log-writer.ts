import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  type AppendResult,
  ConcurrencyConflict,
  type ExpectedRevision,
  type SerialisedEvent,
  type StreamName,
} from '#event-sourcing';
import { positionOf } from './log-reader.js';

/** One call of `append`, checked and serialised. */
export interface Append {
  readonly stream: StreamName;
  readonly events: readonly SerialisedEvent[];
  readonly expected: ExpectedRevision;
}

/** What became of an append, once its transaction is committed. */
export type Outcome = AppendResult | ConcurrencyConflict;

/** Writes appends; several share one transaction and thereby one fsync. */
export class LogWriter {
  private readonly begin: StatementSync;
  private readonly commit: StatementSync;
  private readonly insert: StatementSync;
  private readonly last: StatementSync;
  private readonly run: StatementSync;

  constructor(private readonly db: DatabaseSync) {
    this.begin = db.prepare('BEGIN IMMEDIATE');
    this.commit = db.prepare('COMMIT');
    this.insert = db.prepare(
      'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.last = db.prepare('SELECT max(revision) AS revision FROM events WHERE stream = ?');
    this.run = db.prepare(
      'SELECT id, revision, position FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?',
    );
  }

  /**
   * Judges and writes the appends in order, durably; one that conflicts does not disturb the others.
   * @throws Error of SQLite: then none of them is written
   */
  write(appends: readonly Append[]): Outcome[] {
    this.begin.run();
    try {
      const outcomes = appends.map((append) => this.take(append));
      this.commit.run();
      return outcomes;
    } catch (error) {
      // After some errors (a full disk among them) SQLite has rolled back by itself.
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  private take(append: Append): Outcome {
    const { stream, events, expected } = append;
    const { revision } = this.last.get(stream) as { revision: number | null };
    const actual: ExpectedRevision = revision ?? 'no-stream';
    if (actual !== expected)
      return this.firstResult(append) ?? new ConcurrencyConflict(stream, expected, actual);
    let next = (revision ?? -1) + 1;
    let position: number | bigint = 0;
    for (const { id, type, data, metadata } of events) {
      position = this.insert.run(stream, next, id, type, data, metadata).lastInsertRowid;
      next += 1;
    }
    return { revision: next - 1, position: positionOf(Number(position)) };
  }

  /** The result of the same append when it was taken before: the same ids stand behind the expected revision. */
  private firstResult({ stream, events, expected }: Append): AppendResult | null {
    const from = expected === 'no-stream' ? 0 : expected + 1;
    const stored = this.run.all(stream, from, events.length) as {
      id: string;
      revision: number;
      position: number;
    }[];
    const last = stored.at(-1);
    if (!last || stored.length < events.length) return null;
    if (stored.some(({ id }, index) => id !== events[index]?.id)) return null;
    return { revision: last.revision, position: positionOf(last.position) };
  }
}
