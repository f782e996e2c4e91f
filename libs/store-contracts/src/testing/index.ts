export * from '../event-store.contract.js';
export * from '../event-store.examples.js';
export * from '../vault-moving.contract.js';
export * from '../vault.contract.js';
export * from '../lease.contract.js';
export * from '../read-store.contract.js';
export * from '../projection-runner.contract.js';
export * from './server-url.js';
