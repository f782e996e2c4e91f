import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { MasterKeyProblem } from '#event-sourcing';

const BYTES = 32;

/** Name of the key store's file in a data folder. */
export const KEYS_FILE = 'keys.db';
/** Name of the master key's file in a data folder. */
export const MASTER_KEY_FILE = 'master.key';

/**
 * A master key given as text: base64 of 32 bytes.
 * @param origin where the text came from, for the sentence of the error; the text itself is never in it
 * @throws MasterKeyProblem `master-key.malformed`
 */
export function parseMasterKey(text: string, origin: string): Uint8Array {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, 'base64');
  if (key.length === BYTES && key.toString('base64') === trimmed) return key;
  throw new MasterKeyProblem('master-key.malformed', `${origin} is not the base64 of a ${BYTES}-byte key`);
}

/**
 * The master key in the folder's `master.key`, made (readable by its owner only) when the folder is new.
 * Only the process that writes in the folder may call it.
 * @throws MasterKeyProblem `master-key.missing` when there are keys already that a new one would not open
 */
export function loadOrCreateMasterKey(folder: string): Uint8Array {
  const path = join(folder, MASTER_KEY_FILE);
  if (existsSync(path)) return parseMasterKey(readFileSync(path, 'utf8'), path);
  if (existsSync(join(folder, KEYS_FILE))) {
    throw new MasterKeyProblem(
      'master-key.missing',
      `${path} is missing, and what was sealed with it cannot be opened without it: restore it from its backup`,
    );
  }
  mkdirSync(folder, { recursive: true });
  const key = randomBytes(BYTES);
  writeMasterKey(folder, key);
  return key;
}

/** Writes the folder's `master.key`, durably, for its owner's eyes only; what was there is replaced. */
export function writeMasterKey(folder: string, key: Uint8Array): void {
  const path = join(folder, MASTER_KEY_FILE);
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, `${Buffer.from(key).toString('base64')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  syncFolder(folder);
}

/** Makes a rename in the folder survive a power cut; Windows cannot open folders, and needs no such thing. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
