import { leaseContract, readStoreContract, type ReadStoreUnderTest } from '#store-contracts/testing';
import { MemoryReadStore } from './store.js';

function opened(): Promise<ReadStoreUnderTest> {
  const store = new MemoryReadStore();
  return Promise.resolve({ store, reopen: () => Promise.resolve(store), cleanup: () => store.close() });
}

readStoreContract('memory', opened);
leaseContract('memory', opened);
