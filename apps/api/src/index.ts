export { AppModule } from './app.module.js';
export { MODULES } from './modules.js';
export { requireNode } from './require-node.js';
export { type RunningServer, type ServerOptions, startServer } from './server.js';
