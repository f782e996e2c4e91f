import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { openSqliteEventStore } from '#event-store-sqlite';
import { type SerialisedEvent } from '#event-sourcing';
import { type Bench } from './bench.js';
import { timedSync, type Timed } from './stats.js';
import { RowSource } from './synthetic-rows.js';

/** The statements that make what stands in a database file, so that a reference has the same tables and indexes. */
export function schemaOf(path: string): string[] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = db
      .prepare(
        `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
      )
      .all() as { sql: string }[];
    return rows.map(({ sql }) => sql);
  } finally {
    db.close();
  }
}

/** The machine's limit: one durable commit for each row, through `node:sqlite` with nothing around it. */
export class RawLog {
  private readonly insert: StatementSync;

  private constructor(
    private readonly db: DatabaseSync,
    private readonly rows: RowSource,
  ) {
    this.insert = db.prepare(
      'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  /** An empty log with the event store's own table and indexes. */
  static async create(bench: Bench): Promise<RawLog> {
    const folder = bench.folder();
    const model = join(folder, 'model.db');
    await openSqliteEventStore(model).close();
    const db = new DatabaseSync(join(folder, 'raw.db'));
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    for (const statement of schemaOf(model)) db.exec(statement);
    return new RawLog(db, await RowSource.create(bench.seed));
  }

  /** R: `count` rows, each in a transaction of its own. */
  commits(count: number): Timed {
    const rows = this.rows.serialised(count);
    return timedSync(count, (index) => {
      const row = rows[index] as SerialisedEvent & { stream: string; revision: number };
      this.insert.run(row.stream, row.revision, row.id, row.type, row.data, row.metadata);
    });
  }

  close(): void {
    this.db.close();
  }
}
