import { randomBytes } from 'node:crypto';
import { type Binary, MongoClient } from 'mongodb';
import { type KeyStore } from '#event-sourcing';
import { openMongoBlobStore } from '../blob-store.js';
import { openMongoKeyStore } from '../key-store.js';
import { dropDatabases, newDatabase } from './databases.js';

/** A key store in a database of its own, as the contract suite wants it. */
export async function openedKeyStore(url: string) {
  const database = newDatabase();
  const masterKey = randomBytes(32);
  const another = () => openMongoKeyStore(url, masterKey, { database });
  let store: KeyStore = await another();
  return {
    database,
    masterKey,
    store,
    /** The store of another process. */
    another,
    reopen: async () => {
      await store.close();
      return (store = await another());
    },
    cleanup: async () => {
      await store.close();
      await dropDatabases(url, database);
    },
  };
}

/** A blob store beside its keys, as the contract suite wants it. */
export async function openedBlobStore(url: string) {
  const vault = await openedKeyStore(url);
  const database = newDatabase();
  const another = () => openMongoBlobStore(url, vault.store, { database });
  let store = await another();
  return {
    database,
    keys: vault.store,
    store,
    another,
    reopen: async () => {
      await store.close();
      return (store = await another());
    },
    damage: () => damageChunks(url, database),
    cleanup: async () => {
      await store.close();
      await dropDatabases(url, database);
      await vault.cleanup();
    },
  };
}

/** Changes a byte of every chunk. */
async function damageChunks(url: string, database: string): Promise<void> {
  await using client = new MongoClient(url);
  const chunks = client.db(database).collection<{ data: Binary }>('attachments.chunks');
  for (const { _id, data } of await chunks.find().toArray()) {
    const bytes = Buffer.from(data.buffer);
    const middle = bytes.length >> 1;
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    await chunks.updateOne({ _id }, { $set: { data: bytes as never } });
  }
}

/** A vault in databases of its own, as the contract suite of moving wants it. */
export async function openedVault(url: string, masterKey: Uint8Array) {
  const [database, files] = [newDatabase(), newDatabase()];
  const keys = await openMongoKeyStore(url, masterKey, { database });
  const blobs = await openMongoBlobStore(url, keys, { database: files });
  return {
    keys,
    blobs,
    cleanup: async () => {
      await Promise.all([blobs.close(), keys.close()]);
      await dropDatabases(url, database, files);
    },
  };
}
