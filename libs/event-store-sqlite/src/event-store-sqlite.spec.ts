import { eventStoreContract } from '#store-contracts/testing';
import { openedStore } from './testing/opened-store.js';

eventStoreContract('sqlite', openedStore);
