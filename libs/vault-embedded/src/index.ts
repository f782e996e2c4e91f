export { MasterKeyProblem } from '#event-sourcing';
export { FolderBlobStore } from './folder-blob-store.js';
export {
  KEYS_FILE,
  loadOrCreateMasterKey,
  MASTER_KEY_FILE,
  parseMasterKey,
  syncFolder,
  writeMasterKey,
} from './master-key.js';
export { openSqliteKeyStore, type SqliteKeyStoreOptions } from './sqlite-key-store.js';
export { removeUnfinishedBlobs, type UnfinishedBlob, unfinishedBlobs } from './unfinished-blobs.js';
