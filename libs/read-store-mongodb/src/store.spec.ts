import { onServer, readStoreContract } from '#store-contracts/testing';
import { openMongoReadStore } from './store.js';
import { dropDatabases, newDatabase } from './testing/databases.js';

onServer('mongodb', (url) =>
  readStoreContract('mongodb', async () => {
    const database = newDatabase();
    let store = await openMongoReadStore(url, { database });
    return {
      store,
      reopen: async () => {
        await store.close();
        return (store = await openMongoReadStore(url, { database }));
      },
      cleanup: async () => {
        await store.close();
        await dropDatabases(url, database);
      },
    };
  }),
);
