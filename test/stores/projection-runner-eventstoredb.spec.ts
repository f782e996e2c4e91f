import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReadStore } from '#event-sourcing';
import { openedOn, startedServer } from '#event-store-eventstoredb/testing';
import { MemoryReadStore } from '#read-store-memory';
import { openSqliteReadStore } from '#read-store-sqlite';
import { projectionRunnerContract, rebuildContract, type RunnerStores } from '#store-contracts/testing';
import { openSqliteKeyStore } from '#vault-embedded';

/** Runs the contract with a log of its own behind EventStoreDB's protocol. */
function withServerEvents(name: string, openReadStore: (folder: string) => ReadStore): void {
  const opened = async (): Promise<RunnerStores> => {
    const folder = await mkdtemp(join(tmpdir(), 'runner-'));
    const { server, remove } = await startedServer();
    const { store: eventStore } = await openedOn(server.url);
    const readStore = openReadStore(folder);
    const keyStore = openSqliteKeyStore(join(folder, 'keys.db'), randomBytes(32));
    return {
      eventStore,
      readStore,
      keyStore,
      cleanup: async () => {
        await Promise.all([eventStore.close(), readStore.close(), keyStore.close()]);
        await remove();
        await rm(folder, { recursive: true, force: true });
      },
    };
  };
  projectionRunnerContract(name, opened);
  rebuildContract(name, opened);
}

withServerEvents('eventstoredb + memory', () => new MemoryReadStore());
withServerEvents('eventstoredb + sqlite', (folder) => openSqliteReadStore(join(folder, 'read.db')));
