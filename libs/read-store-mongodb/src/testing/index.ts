export * from './databases.js';
export * from './opened-vault.js';
