export * from './cases.js';
export * from './subjects.js';
