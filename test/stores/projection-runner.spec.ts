import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeyStore, type ReadStore } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { MemoryReadStore } from '#read-store-memory';
import { openMongoKeyStore, openMongoReadStore } from '#read-store-mongodb';
import { dropDatabases, newDatabase } from '#read-store-mongodb/testing';
import { openSqliteReadStore } from '#read-store-sqlite';
import {
  onServer,
  projectionRunnerContract,
  rebuildContract,
  type RunnerStores,
} from '#store-contracts/testing';
import { openSqliteKeyStore } from '#vault-embedded';

interface ReadSide {
  readonly readStore: ReadStore;
  readonly keyStore: KeyStore;
  readonly remove?: () => Promise<void>;
}

/** Runs the contract with the embedded event store, on a fresh folder. */
function withSqliteEvents(name: string, open: (folder: string) => ReadSide | Promise<ReadSide>): void {
  const opened = async (): Promise<RunnerStores> => {
    const folder = await mkdtemp(join(tmpdir(), 'runner-'));
    const eventStore = openSqliteEventStore(join(folder, 'events.db'));
    const { readStore, keyStore, remove } = await open(folder);
    return {
      eventStore,
      readStore,
      keyStore,
      cleanup: async () => {
        await Promise.all([eventStore.close(), readStore.close(), keyStore.close()]);
        await remove?.();
        await rm(folder, { recursive: true, force: true });
      },
    };
  };
  projectionRunnerContract(name, opened);
  rebuildContract(name, opened);
}

const sqliteKeys = (folder: string): KeyStore => openSqliteKeyStore(join(folder, 'keys.db'), randomBytes(32));

withSqliteEvents('sqlite + sqlite', (folder) => ({
  readStore: openSqliteReadStore(join(folder, 'read.db')),
  keyStore: sqliteKeys(folder),
}));

withSqliteEvents('sqlite + memory', (folder) => ({
  readStore: new MemoryReadStore(),
  keyStore: sqliteKeys(folder),
}));

onServer('mongodb', (url) =>
  withSqliteEvents('sqlite + mongodb', async () => {
    const [database, keyDatabase] = [newDatabase(), newDatabase()];
    return {
      readStore: await openMongoReadStore(url, { database }),
      keyStore: await openMongoKeyStore(url, randomBytes(32), { database: keyDatabase }),
      remove: () => dropDatabases(url, database, keyDatabase),
    };
  }),
);
