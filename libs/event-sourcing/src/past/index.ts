export { type PastLines } from './past-model.js';
export * from './past-models.js';
export * from './scratch-store.port.js';
