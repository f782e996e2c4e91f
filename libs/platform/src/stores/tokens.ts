/** Injection tokens of the ports; which adapter answers is decided once, in `open-stores.ts`. */
export const EVENT_STORE = Symbol('EventStore');
export const READ_STORE = Symbol('ReadStore');
export const KEY_STORE = Symbol('KeyStore');
export const BLOB_STORE = Symbol('BlobStore');
export const CLOCK = Symbol('Clock');
/** The whole {@link Platform}, for programs that build on it. */
export const PLATFORM = Symbol('Platform');
export const CONFIG = Symbol('AppConfig');
export const PROJECTION_PROGRESS = Symbol('ProjectionProgress');
