import { readStoreContract } from '#store-contracts/testing';
import { MemoryReadStore } from './store.js';

readStoreContract('memory', () => {
  const store = new MemoryReadStore();
  return Promise.resolve({ store, reopen: () => Promise.resolve(store), cleanup: () => store.close() });
});
