import { DatabaseSync } from 'node:sqlite';
import { isNativeError } from 'node:util/types';
import { damageOf, StoreUnavailable } from '#event-sourcing';

/** Layout of the file; a later layout brings its own steps from this one. */
const LAYOUT = 1;

const TABLE = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  PRAGMA user_version = ${LAYOUT};
`;

/** Milliseconds to wait for another connection: a reader that recovers or ends the log file, never a writer. */
const BUSY_TIMEOUT = 2000;

const ADVICE = 'Keep a copy of it and restore the last backup: cotmoc restore.';

/**
 * Opens the file that holds the log; when it is opened for writing it is made if it is not there.
 * @throws DamagedFile; Error when there is no such file to read, or a later version of the program has written it
 */
export function openDatabase(path: string, readOnly = false): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT });
  try {
    const { user_version: layout } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    if (layout > LAYOUT) throw new Error(`${path} was written by a later version of this program`);
    if (!readOnly) prepareForWriting(db, layout);
    else if (layout < LAYOUT) throw new Error(`${path} holds no log. ${ADVICE}`);
    return db;
  } catch (error) {
    db.close();
    throw damageOf(error, path, ADVICE) ?? error;
  }
}

function prepareForWriting(db: DatabaseSync, layout: number): void {
  // FULL: one fsync of the log file in every commit; without it an acknowledged event may be lost in a power cut.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  if (layout < LAYOUT) db.exec(`BEGIN IMMEDIATE; ${TABLE} COMMIT;`);
}

/** SQLite's own errors (no space, no permission, broken disk) become the port's; others stay what they are. */
export function asUnavailable(error: unknown, db: DatabaseSync): unknown {
  if (!isNativeError(error) || !('errcode' in error)) return error;
  const path = (db.isOpen && db.location()) || "the event store's file";
  return (
    damageOf(error, path, ADVICE) ??
    new StoreUnavailable(`${path} cannot be used: ${error.message}`, { cause: error })
  );
}
