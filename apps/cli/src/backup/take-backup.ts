import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Position, START, type StoredEvent } from '#event-sourcing';
import { acquireWriterLock, copyDatabase, openSqliteEventStore } from '#event-store-sqlite';
import { type Clock } from '#kernel';
import { type AppConfig } from '#platform';
import { syncFolder } from '#vault-embedded';
import { Refusal } from '../failures.js';
import { copyFile, factsOf, type FileFacts, settle } from './files.js';
import {
  type BackedUpFile,
  BLOBS,
  KEYS,
  LOG,
  type Manifest,
  newManifest,
  PARTIAL,
  writeManifest,
} from './manifest.js';
import { type Meter } from './meter.js';

/** What a backup is of, apart from the files. */
export interface About {
  readonly office: string;
  readonly version: string;
  readonly clock: Clock;
}

/** Where the parts of an embedded office lie. */
type Source = Pick<AppConfig, 'eventStore' | 'keyStore' | 'blobStore'>;

/**
 * Copies an embedded office into the new folder `target`, while a server may be at work. What is half written has
 * another name, so it is never taken for a backup. @throws Refusal when something is at `target` already
 */
export async function takeBackup(
  source: Source,
  target: string,
  about: About,
  meter: Meter,
): Promise<Manifest> {
  makeRoom(target);
  const partial = `${target}${PARTIAL}`;
  // Whoever else writes the same backup is refused here; one whose writer has died is begun again.
  const lock = acquireWriterLock(partial);
  try {
    for (const name of leftovers(partial)) rmSync(join(partial, name), { recursive: true });
    const manifest = await copyParts(source, partial, about, meter);
    lock.release();
    rmSync(join(partial, LOCK_FILE), { force: true });
    syncFolder(partial);
    renameSync(partial, target);
    syncFolder(dirname(target));
    return manifest;
  } catch (error) {
    lock.release();
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

const LOCK_FILE = 'lock.db';
/** A lock's own files. */
const OF_THE_LOCK = [LOCK_FILE, 'lock.db-journal', 'server.json'];

const leftovers = (folder: string): string[] =>
  readdirSync(folder).filter((name) => !OF_THE_LOCK.includes(name));

/** An empty folder makes way, now rather than when all is done. */
function makeRoom(target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  if (!existsSync(target)) return;
  try {
    rmdirSync(target);
  } catch {
    throw new Refusal(
      `${target} is not an empty folder: name one that does not exist, inside the place for backups.`,
      'backup.target-exists',
    );
  }
}

/**
 * The log first. Keys and attachments are stored before the events that need them and change no more, so what is
 * copied after the log holds all that its events need, and perhaps more, which harms nobody. A person who is erased in
 * between has an event that is missing and no key either: what was erased stays so.
 */
async function copyParts(source: Source, folder: string, about: About, meter: Meter): Promise<Manifest> {
  const takenAt = about.clock.now();
  const { location: blobs } = source.blobStore;
  const names = () => (existsSync(blobs) ? readdirSync(blobs).filter((name) => BLOB.test(name)) : []);
  const databases = [
    { path: LOG, from: source.eventStore.location },
    { path: KEYS, from: source.keyStore.location },
  ].filter(({ from }) => existsSync(from));
  meter.expect(sizeOf([...databases.map(({ from }) => from), ...names().map((name) => join(blobs, name))]));
  const files: BackedUpFile[] = [];
  for (const { path, from } of databases) {
    const facts = await copyOf(from, join(folder, path), meter);
    files.push({ path, ...facts });
  }
  const log = await factsOfLog(join(folder, LOG));
  if (existsSync(blobs)) mkdirSync(join(folder, BLOBS), { mode: 0o700 });
  for (const name of names().sort()) {
    meter.assertWanted();
    const facts = await copyFile(join(blobs, name), join(folder, BLOBS, name));
    files.push({ path: `${BLOBS}/${name}`, ...facts });
    meter.add(facts.bytes);
  }
  if (existsSync(blobs)) syncFolder(join(folder, BLOBS));
  const manifest = newManifest({ office: about.office, version: about.version, takenAt, log, files });
  await writeManifest(folder, manifest);
  return manifest;
}

/** An attachment under its final name: it is whole, and stays as it is. */
const BLOB = /^[0-9a-f]{64}$/;

const sizeOf = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + statSync(path).size, 0);

async function copyOf(from: string, to: string, meter: Meter): Promise<FileFacts> {
  const size = statSync(from).size;
  await copyDatabase(from, to, (share) => {
    meter.assertWanted();
    meter.show(share * size);
  });
  await settle(to);
  meter.add(size);
  return factsOf(to);
}

/** Reads the copied log to its end: what the backup holds, and that it can be read. */
async function factsOfLog(path: string): Promise<Manifest['log']> {
  const log = openSqliteEventStore(path, { readOnly: true });
  try {
    let events = 0;
    let head: Position = START;
    let last: StoredEvent | undefined;
    for await (const page of log.readAll({ pageSize: 2000 })) {
      events += page.events.length;
      head = page.position;
      last = page.events.at(-1) ?? last;
    }
    return { head, events, last: last ? endOf(last) : null };
  } finally {
    await log.close();
  }
}

const endOf = ({ id, stream, revision, metadata }: StoredEvent): Manifest['log']['last'] => ({
  id,
  stream,
  revision,
  hash: metadata.integrity.hash,
});
