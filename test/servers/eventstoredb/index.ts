export { selfSigned } from './certificate.js';
export { type AppendFault, type Control, type SubscriptionEnd } from './faults.js';
export { type Tls } from './front.js';
export { type Credentials } from './services.js';
export { EventStoreDbTestServer, type TestServerOptions } from './test-server.js';
