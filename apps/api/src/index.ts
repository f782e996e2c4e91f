export { AppModule } from './app.module.js';
export { MODULES } from './modules.js';
export { type RunningServer, type ServerOptions, startServer } from './server.js';
