export { CONSULAR_CASE } from '../consular-case.stream.js';
export * from './commands.js';
export * from './decide.js';
export * from './other-cases.js';
export * from './people.js';
export * from './random-cases.js';
export * from './stories.js';
export * from './story.js';
