export * from './module-app.js';
