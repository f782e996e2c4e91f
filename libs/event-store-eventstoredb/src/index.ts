export { EventStoreDbEventStore } from './eventstoredb-event-store.js';
export { EventStoreMisconfigured } from './misconfigured.js';
export { openEventStoreDb } from './open.js';
export { type EventStoreDbOptions } from './options.js';
