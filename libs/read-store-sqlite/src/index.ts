export { openSqliteReadStore, type SqliteReadStore, type SqliteReadStoreOptions } from './store.js';
export { openSqliteScratchStore } from './scratch-store.js';
