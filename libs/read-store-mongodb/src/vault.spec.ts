import { blobStoreContract, keyStoreContract, onServer } from '#store-contracts/testing';
import { openedBlobStore, openedKeyStore } from './testing/opened-vault.js';

onServer('mongodb', (url) => {
  keyStoreContract('mongodb', () => openedKeyStore(url));
  blobStoreContract('gridfs', () => openedBlobStore(url));
});
