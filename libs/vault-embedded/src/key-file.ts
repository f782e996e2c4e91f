import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { isNativeError } from 'node:util/types';
import { damageOf, type KeptKey, type Share, StoreUnavailable } from '#event-sourcing';

const TABLES = `
  CREATE TABLE IF NOT EXISTS verification (value BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS shares (
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (owner, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS shares_by_key ON shares (key);
  CREATE TABLE IF NOT EXISTS destroyed (owner TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

/** Milliseconds to wait for a reader beside this process. */
const BUSY_TIMEOUT = 2000;

const ADVICE =
  'Without it nothing personal can be read. Keep a copy of it and restore the last backup: cotmoc restore.';

/** Opens the file of the keys; when it is opened for writing it is made if it is not there. @throws DamagedFile */
export function openKeyDatabase(path: string, readOnly: boolean): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT });
  try {
    if (readOnly) assertTables(db, path);
    else prepareForWriting(db);
    return db;
  } catch (error) {
    db.close();
    throw damageOf(error, path, ADVICE) ?? error;
  }
}

function assertTables(db: DatabaseSync, path: string): void {
  const found = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'keys'").get();
  if (!found) throw new Error(`${path} holds no keys. ${ADVICE}`);
}

function prepareForWriting(db: DatabaseSync): void {
  // Erasing must leave nothing behind: freed bytes are overwritten, and nothing is put into temporary files.
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
    BEGIN IMMEDIATE; ${TABLES} COMMIT;
  `);
}

/** The wrapped keys, who has a share in them, and who was erased. */
export class KeyFile {
  private readonly selectKey: StatementSync;
  private readonly insertKey: StatementSync;
  private readonly insertShare: StatementSync;
  private readonly selectDestroyed: StatementSync;

  constructor(private readonly db: DatabaseSync) {
    this.selectKey = db.prepare('SELECT wrapped FROM keys WHERE id = ?');
    this.insertKey = db.prepare('INSERT INTO keys (id, wrapped) VALUES (?, ?)');
    this.insertShare = db.prepare('INSERT INTO shares (owner, key) VALUES (?, ?)');
    this.selectDestroyed = db.prepare(
      'SELECT owner FROM destroyed WHERE owner IN (SELECT value FROM json_each(?)) ORDER BY owner',
    );
  }

  find(id: string): Uint8Array | null {
    const row = this.selectKey.get(id) as { wrapped: Uint8Array } | undefined;
    return row?.wrapped ?? null;
  }

  /** All of them in one transaction. */
  add(keys: readonly KeptKey[]): void {
    this.inTransaction(() => {
      for (const { id, wrapped, owners } of keys) {
        this.insertKey.run(id, wrapped);
        for (const owner of owners) this.insertShare.run(owner, id);
      }
    });
  }

  /** The next keys behind `after`, in the order of ids. */
  page(after: string, limit: number): KeptKey[] {
    const rows = this.db
      .prepare(
        `SELECT id, wrapped, (SELECT json_group_array(owner) FROM shares WHERE key = id) AS owners
         FROM keys WHERE id > ? ORDER BY id LIMIT ?`,
      )
      .all(after, limit) as { id: string; wrapped: Uint8Array; owners: string }[];
    return rows.map((row) => ({ ...row, owners: (JSON.parse(row.owners) as string[]).sort() }));
  }

  /** The next destroyed owners behind `after`, in order. */
  destroyedPage(after: string, limit: number): string[] {
    const rows = this.db
      .prepare('SELECT owner FROM destroyed WHERE owner > ? ORDER BY owner LIMIT ?')
      .all(after, limit) as { owner: string }[];
    return rows.map(({ owner }) => owner);
  }

  destroyedAmong(owners: readonly string[]): string[] {
    const rows = this.selectDestroyed.all(JSON.stringify(owners)) as { owner: string }[];
    return rows.map(({ owner }) => owner);
  }

  /** The keys that the owner has a share in, each with its owners. */
  sharesOf(owner: string): Share[] {
    const rows = this.db
      .prepare(
        `SELECT key, (SELECT json_group_array(owner) FROM shares AS other WHERE other.key = mine.key) AS owners
         FROM shares AS mine WHERE owner = ?`,
      )
      .all(owner) as { key: string; owners: string }[];
    return rows.map(({ key, owners }) => ({ key, owners: (JSON.parse(owners) as string[]).sort() }));
  }

  /** Deletes the owner's keys and remembers the owner as destroyed; the ids of the keys deleted. */
  destroy(owner: string): string[] {
    return this.inTransaction(() => {
      this.db.prepare('INSERT INTO destroyed (owner) VALUES (?) ON CONFLICT DO NOTHING').run(owner);
      const rows = this.db.prepare('SELECT key FROM shares WHERE owner = ?').all(owner) as { key: string }[];
      const deleteKey = this.db.prepare('DELETE FROM keys WHERE id = ?');
      const deleteShares = this.db.prepare('DELETE FROM shares WHERE key = ?');
      for (const { key } of rows) {
        deleteKey.run(key);
        deleteShares.run(key);
      }
      return rows.map(({ key }) => key);
    });
  }

  /**
   * Empties the log file, which still has deleted keys in it.
   * @throws StoreUnavailable when another process reads so long that it cannot be emptied: destroy again
   */
  forget(): void {
    const { busy } = this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
    if (busy) throw new StoreUnavailable('the deleted keys are still in the log file: it is being read');
  }

  /** What SQLite finds wrong with the file; it reads all of it. */
  faults(): string[] {
    const rows = this.db.prepare('PRAGMA quick_check').all() as { quick_check: string }[];
    return rows.map(({ quick_check: found }) => found).filter((found) => found !== 'ok');
  }

  verification(): Uint8Array | null {
    const row = this.db.prepare('SELECT value FROM verification').get() as { value: Uint8Array } | undefined;
    return row?.value ?? null;
  }

  setVerification(value: Uint8Array): void {
    this.db.prepare('INSERT INTO verification (value) VALUES (?)').run(value);
  }

  close(): void {
    if (this.db.isOpen) this.db.close();
  }

  private inTransaction<T>(work: () => T): T {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      // After some errors (a full disk among them) SQLite has rolled back by itself.
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }
}

/** SQLite's own errors (no space, no permission, broken disk) become the port's; others stay what they are. */
export function asUnavailable(error: unknown, path: string): unknown {
  if (!isNativeError(error) || !('errcode' in error)) return error;
  return (
    damageOf(error, path, ADVICE) ??
    new StoreUnavailable(`${path} cannot be used: ${error.message}`, { cause: error })
  );
}
