import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeyStore } from '#event-sourcing';
import { FolderBlobStore } from '../folder-blob-store.js';
import { openSqliteKeyStore } from '../sqlite-key-store.js';

/** A key store in a folder of its own, as the contract suite wants it. */
export async function openedKeyStore() {
  const folder = await mkdtemp(join(tmpdir(), 'vault-'));
  const path = join(folder, 'keys.db');
  const masterKey = randomBytes(32);
  let store: KeyStore = openSqliteKeyStore(path, masterKey);
  return {
    folder,
    path,
    masterKey,
    store,
    reopen: async () => {
      await store.close();
      return (store = openSqliteKeyStore(path, masterKey));
    },
    cleanup: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A blob store beside its keys, as the contract suite wants it. */
export async function openedBlobStore() {
  const vault = await openedKeyStore();
  const folder = join(vault.folder, 'blobs');
  return {
    folder,
    keys: vault.store,
    store: new FolderBlobStore(folder, vault.store),
    reopen: () => Promise.resolve(new FolderBlobStore(folder, vault.store)),
    /** There is one file per test that damages. */
    damage: async () => {
      for (const name of await readdir(folder)) {
        const bytes = await readFile(join(folder, name));
        const middle = bytes.length >> 1;
        bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
        await writeFile(join(folder, name), bytes);
      }
    },
    cleanup: vault.cleanup,
  };
}

/** A vault in a folder of its own, as the contract suite of moving wants it. */
export async function openedVault(masterKey: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'vault-'));
  const keys = openSqliteKeyStore(join(folder, 'keys.db'), masterKey);
  return {
    keys,
    blobs: new FolderBlobStore(join(folder, 'blobs'), keys),
    cleanup: async () => {
      await keys.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
