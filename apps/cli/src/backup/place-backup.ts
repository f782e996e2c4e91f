import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { acquireWriterLock, openSqliteEventStore, readServerInfo } from '#event-store-sqlite';
import { RESTORING } from '#platform';
import { MASTER_KEY_FILE, openSqliteKeyStore, syncFolder, writeMasterKey } from '#vault-embedded';
import { Refusal } from '../failures.js';
import { copyFile, factsOf, type FileFacts } from './files.js';
import { type BackedUpFile, BLOBS, bytesOf, KEYS, LOG, type Manifest, readManifest } from './manifest.js';
import { type Meter } from './meter.js';

/** In the order in which they take their places: where the log is, the rest is. */
const PARTS = [MASTER_KEY_FILE, KEYS, BLOBS, LOG];

/** What may be in a folder that counts as empty: the master key, laid there before; what systems and locks leave. */
const NOTHING = [MASTER_KEY_FILE, 'lock.db', 'lock.db-journal', 'server.json', 'lost+found'];

export interface Placing {
  /** A whole backup. */
  readonly backup: string;
  /** A data folder: not there, or empty but for its master key. */
  readonly folder: string;
  /** Checked against the keys when it is given. */
  readonly masterKey?: Uint8Array | undefined;
  /** Puts it into the folder too. */
  readonly keepsMasterKey?: boolean;
}

/**
 * Puts a backup into a data folder: every file is copied beside its place and compared with the manifest before the
 * first one is put there. Cut short at any moment, the folder is no office to a server, and the same call finishes it.
 * @throws Refusal for a folder that is not empty, a damaged backup, another restore that was cut short
 * @throws MasterKeyProblem `master-key.wrong`
 */
export async function placeBackup(placing: Placing, meter: Meter): Promise<Manifest> {
  const { backup, folder, masterKey, keepsMasterKey } = placing;
  const manifest = readManifest(backup);
  assertFree(folder);
  const lock = acquireWriterLock(folder);
  const staging = join(folder, RESTORING);
  const isSecond = existsSync(staging);
  try {
    mkdirSync(staging, { recursive: true, mode: 0o700 });
    syncFolder(folder);
    for (const name of readdirSync(staging)) rmSync(join(staging, name), { recursive: true });
    meter.expect(bytesOf(manifest));
    for (const file of manifest.files) {
      meter.assertWanted();
      if (!(isSecond && (await isPlaced(folder, file)))) await stage(backup, staging, file);
      meter.add(file.bytes);
    }
    await assertUsable(manifest, [staging, folder], masterKey);
    if (masterKey && keepsMasterKey === true) writeMasterKey(staging, masterKey);
    take(staging, folder);
    return manifest;
  } catch (error) {
    if (!isSecond && !isBegun(folder)) rmSync(staging, { recursive: true, force: true });
    throw error;
  } finally {
    lock.release();
  }
}

/** True when a part has taken its place: what is missing must be known to be so. */
const isBegun = (folder: string): boolean =>
  [KEYS, BLOBS, LOG].some((name) => existsSync(join(folder, name)));

/** @throws Refusal */
function assertFree(folder: string): void {
  if (!existsSync(folder)) return;
  if (readServerInfo(folder))
    throw new Refusal(`A server is working in ${folder}; name an empty folder.`, 'restore.not-empty');
  const there = readdirSync(folder);
  const expected = there.includes(RESTORING) ? [...NOTHING, ...PARTS, RESTORING] : NOTHING;
  const other = there.find((name) => !expected.includes(name));
  if (other === undefined) return;
  throw new Refusal(
    `${folder} is not empty (${other} is there): a backup is restored into an empty folder only. ` +
      'Move what is there to another place first.',
    'restore.not-empty',
  );
}

async function stage(backup: string, staging: string, file: BackedUpFile): Promise<void> {
  const from = join(backup, file.path);
  if (!existsSync(from)) throw damaged(`${from} is missing.`);
  const to = join(staging, file.path);
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  if (!isSame(await copyFile(from, to), file)) throw damaged(`${from} is not what was backed up.`);
}

/** True when a restore that was cut short has put this very file in its place. @throws Refusal for another file */
async function isPlaced(folder: string, file: BackedUpFile): Promise<boolean> {
  const path = join(folder, file.path);
  if (!existsSync(path)) return false;
  if (isSame(await factsOf(path), file)) return true;
  throw new Refusal(
    `${path} is not from this backup: the restore of another one was cut short. Finish that one, or empty ${folder}.`,
    'restore.another-begun',
  );
}

const damaged = (why: string): Refusal => new Refusal(`The backup is damaged: ${why}`, 'backup.damaged');

const isSame = (one: FileFacts, other: FileFacts): boolean =>
  one.bytes === other.bytes && one.sha256 === other.sha256;

/** The files are what they should be; now, whether this program and this master key can read them. */
async function assertUsable(
  manifest: Manifest,
  folders: readonly string[],
  masterKey: Uint8Array | undefined,
): Promise<void> {
  const place = (name: string) => folders.map((folder) => join(folder, name)).find(existsSync);
  const [log, keys] = [place(LOG), place(KEYS)];
  if (log === undefined) throw damaged('its manifest names no log.');
  const events = openSqliteEventStore(log, { readOnly: true });
  const head = await events.head();
  await events.close();
  if (head !== manifest.log.head) throw damaged(`${log} ends at another event.`);
  if (masterKey && keys !== undefined) await openSqliteKeyStore(keys, masterKey, { readOnly: true }).close();
}

/** Each part in one step, and the sign that something is missing last. */
function take(staging: string, folder: string): void {
  if (existsSync(join(staging, BLOBS))) syncFolder(join(staging, BLOBS));
  syncFolder(staging);
  for (const name of PARTS) {
    if (existsSync(join(staging, name))) renameSync(join(staging, name), join(folder, name));
  }
  syncFolder(folder);
  rmdirSync(staging);
  syncFolder(folder);
}
