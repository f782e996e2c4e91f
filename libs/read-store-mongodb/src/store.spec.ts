import {
  leaseContract,
  onServer,
  readStoreContract,
  type ReadStoreUnderTest,
} from '#store-contracts/testing';
import { openMongoReadStore } from './store.js';
import { dropDatabases, newDatabase } from './testing/databases.js';

onServer('mongodb', (url) => {
  const opened = async (): Promise<ReadStoreUnderTest> => {
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
  };
  readStoreContract('mongodb', opened);
  leaseContract('mongodb', opened);
});
