import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { damageOf, StoreUnavailable } from '#event-sourcing';

/** A piece of SQL and the values of its parameters, in order. */
export interface Sql {
  readonly text: string;
  readonly params: readonly SQLInputValue[];
}

export const sql = (text: string, ...params: SQLInputValue[]): Sql => ({ text, params });

/** The pieces with `separator` between them, `empty` when there are none. */
export function joinSql(parts: readonly Sql[], separator: string, empty: string): Sql {
  if (parts.length === 0) return sql(empty);
  return {
    text: parts.map(({ text }) => text).join(separator),
    params: parts.flatMap(({ params }) => params),
  };
}

const KEPT_STATEMENTS = 256;

/** Primary result codes after which the same call may be sent again. */
const PASSING_TROUBLE = new Map([
  [5, 'busy'],
  [6, 'locked'],
  [7, 'out of memory'],
  [8, 'read-only'],
  [10, 'input/output error'],
  [13, 'disk full'],
  [14, 'cannot be opened'],
  [15, 'locking protocol'],
]);

/** One connection to the database file, its prepared statements, and the meaning of its errors. */
export class Connection {
  private readonly statements = new Map<string, StatementSync>();

  private constructor(
    private readonly database: DatabaseSync,
    private readonly path: string,
    private readonly readOnly: boolean,
  ) {}

  /** With what `prepare` does to it. @throws StoreUnavailable */
  static open(
    path: string,
    readOnly: boolean,
    prepare: (connection: Connection) => void = () => undefined,
  ): Connection {
    return translated(path, () => {
      const database = new DatabaseSync(path, { readOnly, timeout: 5_000 });
      try {
        const connection = new Connection(database, path, readOnly);
        connection.exec(readOnly ? READING : WRITING);
        prepare(connection);
        return connection;
      } catch (error) {
        database.close();
        throw error;
      }
    });
  }

  /** What `work` throws becomes a rejection: trouble that may pass, or a damaged file, as StoreUnavailable. */
  answer<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => resolve(translated(this.path, work)));
  }

  get isOpen(): boolean {
    return this.database.isOpen;
  }

  exec(text: string): void {
    this.database.exec(text);
  }

  prepare(text: string): StatementSync {
    const known = this.statements.get(text);
    if (known) return known;
    const statement = this.database.prepare(text);
    const oldest = this.statements.keys().next();
    if (this.statements.size >= KEPT_STATEMENTS && !oldest.done) this.statements.delete(oldest.value);
    this.statements.set(text, statement);
    return statement;
  }

  all<Row>({ text, params }: Sql): Row[] {
    return this.prepare(text).all(...params) as Row[];
  }

  get<Row>({ text, params }: Sql): Row | undefined {
    return this.prepare(text).get(...params) as Row | undefined;
  }

  /** Rows as they are asked for; the statement is free again once the iteration ends. */
  iterate<Row>({ text, params }: Sql): IterableIterator<Row> {
    return this.prepare(text).iterate(...params) as IterableIterator<Row>;
  }

  run({ text, params }: Sql): number {
    return Number(this.prepare(text).run(...params).changes);
  }

  /** Runs an INSERT and gives the row it made. */
  insert({ text, params }: Sql): number {
    return Number(this.prepare(text).run(...params).lastInsertRowid);
  }

  /** All of `work` sees the database as it is now, whatever another process writes meanwhile. */
  snapshot<T>(work: () => T): T {
    if (!this.readOnly) return work();
    this.database.exec('BEGIN');
    try {
      return work();
    } finally {
      this.database.exec('COMMIT');
    }
  }

  /** All of `work` or nothing. @throws StoreUnavailable */
  transaction<T>(work: () => T): T {
    return translated(this.path, () => {
      this.database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.database.exec('COMMIT');
        return result;
      } catch (error) {
        // After a full disk or an I/O error SQLite may have rolled back by itself.
        if (this.database.isOpen && this.database.isTransaction) this.database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** Moves what the write-ahead log holds into the database and empties the log. @throws StoreUnavailable */
  emptyLog(): void {
    const done = this.get<{ busy: number }>(sql('PRAGMA wal_checkpoint(TRUNCATE)'));
    if (done?.busy !== 0) throw new StoreUnavailable('the read store is being read by another process');
  }

  close(): void {
    if (!this.database.isOpen) return;
    this.statements.clear();
    this.database.close();
  }
}

// Documents can be rebuilt, so a commit need not wait for the disk; WAL keeps the file whole all the same. Larger
// pages and fewer checkpoints let a rebuild write each page once. The system caches the file anyway: a larger cache of
// our own, or a memory map, made a rebuild of a million events no faster and let it hold as much memory more.
const READING = `
  PRAGMA cache_size = -16384;
  PRAGMA mmap_size = 0;
`;
const WRITING = `
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA secure_delete = ON;
  PRAGMA wal_autocheckpoint = 4000;
  ${READING}
`;

const ADVICE =
  'Read models are built from the log: stop the server, delete the file with its -wal and -shm, and start it again.';

function translated<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const trouble = troubleOf(error);
    throw trouble === undefined
      ? (damageOf(error, path, ADVICE) ?? error)
      : new StoreUnavailable(`the read store is unavailable: ${trouble}`, { cause: error });
  }
}

function troubleOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (code === 'ERR_INVALID_STATE') return 'closed';
  return typeof errcode === 'number' ? PASSING_TROUBLE.get(errcode & 0xff) : undefined;
}
