export { type MongoBlobStore, openMongoBlobStore } from './blob-store.js';
export { type MongoOptions } from './connection.js';
export { type MongoKeyStoreOptions, openMongoKeyStore } from './key-store.js';
export { MongoMisconfigured } from './misconfigured.js';
export { type MongoReadStore, openMongoReadStore } from './store.js';
