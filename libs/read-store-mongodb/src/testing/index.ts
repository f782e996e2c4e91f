export * from './databases.js';
export * from './opened-vault.js';
export * from './proxy.js';
