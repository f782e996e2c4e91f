export * from './opened-vault.js';
