export { openSqliteReadStore, type SqliteReadStore, type SqliteReadStoreOptions } from './store.js';
