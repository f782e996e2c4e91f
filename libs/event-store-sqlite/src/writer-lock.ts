import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isNativeError } from 'node:util/types';

/** What the process that holds a data folder says about itself. */
export interface ServerInfo {
  readonly pid: number;
  /** Where it listens, once it does. */
  readonly url?: string;
}

/** The right to write in a data folder, until it is released or the process ends, however it ends. */
export interface WriterLock {
  /** Tells readers beside this process about it, replacing what was told before. */
  announce(info: Omit<ServerInfo, 'pid'>): void;
  release(): void;
}

/** Another process writes in this folder. */
export class DataFolderLocked extends Error {
  readonly code = 'data-folder.locked';

  constructor(readonly folder: string) {
    super(`another process is using the data folder ${folder}; stop it, or choose another folder`);
    this.name = 'DataFolderLocked';
  }
}

const LOCK_FILE = 'lock.db';
const INFO_FILE = 'server.json';

/** Milliseconds: longer than a look of {@link readServerInfo} at the lock can last. */
const PATIENCE = 500;

/** A connection that is collected as garbage gives its lock back. */
const held = new Set<DatabaseSync>();

/**
 * Takes the folder for writing, making it when it is not there.
 * The lock is SQLite's own on `lock.db`, so it ends with the process, `kill -9` included. Nothing else in the process
 * may open that file: closing any handle of it gives the lock up on POSIX systems.
 * @throws DataFolderLocked
 */
export function acquireWriterLock(folder: string, info: Omit<ServerInfo, 'pid'> = {}): WriterLock {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, LOCK_FILE), { timeout: PATIENCE });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw isBusy(error) ? new DataFolderLocked(folder) : error;
  }
  held.add(db);
  const lock = { announce: announcer(folder), release: () => release(folder, db) };
  lock.announce(info);
  return lock;
}

/** What the process that writes in the folder says about itself; `null` when no process does. */
export function readServerInfo(folder: string): ServerInfo | null {
  if (!isLocked(folder)) return null;
  try {
    return JSON.parse(readFileSync(join(folder, INFO_FILE), 'utf8')) as ServerInfo;
  } catch {
    // The holder has the lock and has not told about itself yet.
    return null;
  }
}

function announcer(folder: string): WriterLock['announce'] {
  const path = join(folder, INFO_FILE);
  return (info) => {
    writeFileSync(`${path}.new`, JSON.stringify({ ...info, pid: process.pid } satisfies ServerInfo));
    renameSync(`${path}.new`, path);
  };
}

function release(folder: string, db: DatabaseSync): void {
  if (!held.delete(db)) return;
  rmSync(join(folder, INFO_FILE), { force: true });
  db.close();
}

function isLocked(folder: string): boolean {
  const path = join(folder, LOCK_FILE);
  if (!existsSync(path)) return false;
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    db.close();
  }
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return isNativeError(error) && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
