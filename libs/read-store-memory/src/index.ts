export { MemoryReadStore } from './store.js';
