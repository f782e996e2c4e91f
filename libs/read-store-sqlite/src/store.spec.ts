import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaseContract, readStoreContract, type ReadStoreUnderTest } from '#store-contracts/testing';
import { openSqliteReadStore } from './store.js';

function opened(): Promise<ReadStoreUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'read-store-'));
  const path = join(folder, 'read.db');
  let store = openSqliteReadStore(path);
  return Promise.resolve({
    store,
    reopen: async () => {
      await store.close();
      return (store = openSqliteReadStore(path));
    },
    cleanup: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  });
}

readStoreContract('sqlite', opened);
leaseContract('sqlite', opened);
