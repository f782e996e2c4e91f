export * from './opened-store.js';
