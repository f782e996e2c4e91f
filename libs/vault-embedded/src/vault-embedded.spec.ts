import { blobStoreContract, keyStoreContract } from '#store-contracts/testing';
import { openedBlobStore, openedKeyStore } from './testing/opened-vault.js';

keyStoreContract('sqlite', openedKeyStore);
blobStoreContract('folder', openedBlobStore);
