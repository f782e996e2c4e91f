export { copyDatabase } from './copy-database.js';
export {
  openSqliteEventStore,
  SqliteEventStore,
  type SqliteEventStoreOptions,
} from './sqlite-event-store.js';
export * from './writer-lock.js';
