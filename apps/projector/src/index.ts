export { Projector } from './projector.js';
export { type RunningProjector, startProjector } from './server.js';
