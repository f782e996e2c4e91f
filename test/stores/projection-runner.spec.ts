import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteEventStore } from '#event-store-sqlite';
import { MemoryReadStore } from '#read-store-memory';
import { openSqliteReadStore } from '#read-store-sqlite';
import { projectionRunnerContract } from '#store-contracts/testing';
import { openSqliteKeyStore } from '#vault-embedded';

/** Each read store with the embedded event store, on a fresh folder. */
const readStores = {
  'sqlite + sqlite': (folder: string) => openSqliteReadStore(join(folder, 'read.db')),
  'sqlite + memory': () => new MemoryReadStore(),
};

for (const [name, openReadStore] of Object.entries(readStores)) {
  projectionRunnerContract(name, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'runner-'));
    const eventStore = openSqliteEventStore(join(folder, 'events.db'));
    const readStore = openReadStore(folder);
    const keyStore = openSqliteKeyStore(join(folder, 'keys.db'), randomBytes(32));
    return {
      eventStore,
      readStore,
      keyStore,
      cleanup: async () => {
        await Promise.all([eventStore.close(), readStore.close(), keyStore.close()]);
        await rm(folder, { recursive: true, force: true });
      },
    };
  });
}
