import { isAbsolute, join, resolve } from 'node:path';
import { projectRoot } from './project-root.js';
import { insecurityOf } from './secure-stores.js';
import { databaseOf, isEmbedded, parseStoreUrl, type StoreUrl } from './store-url.js';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where the stores are. */
export interface StoreUrls {
  readonly eventStore: StoreUrl;
  readonly readStore: StoreUrl;
  /** The keys of personal data. */
  readonly keyStore: StoreUrl;
  /** Attachments. */
  readonly blobStore: StoreUrl;
}

/** The environment, read once and checked. Paths are absolute. */
export interface AppConfig extends StoreUrls {
  readonly mode: 'demo';
  readonly host: string;
  readonly port: number;
  /** Names with a dot under which browsers may reach it, beside `host` and the machine's own. */
  readonly allowedHosts: readonly string[];
  readonly dataDir: string;
  /** 32 bytes; without it the key lies in the file `master.key` of the data folder. */
  readonly masterKey?: Uint8Array;
  readonly officeProfile: string;
  readonly logLevel: LogLevel;
}

/** True when log and read models are on servers, so that any number of processes may use them at once. */
export const isServerMode = ({ eventStore, readStore }: StoreUrls): boolean =>
  !isEmbedded(eventStore) && !isEmbedded(readStore);

/** True when anything is on a server, which may be away. */
export const hasServers = ({ eventStore, readStore, keyStore, blobStore }: StoreUrls): boolean =>
  ![eventStore, readStore, keyStore, blobStore].every(isEmbedded);

/** True when something lies in the data folder, which then belongs to one process. */
export const usesFolder = ({ eventStore, readStore, keyStore, blobStore }: StoreUrls): boolean =>
  [eventStore, readStore, keyStore, blobStore].some(isEmbedded);

/** The environment is not one to start with; the message says which variable and why. */
export class ConfigError extends Error {
  readonly code = 'config.invalid';

  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PROFILE = join('config', 'cao-bang.office.yaml');

/**
 * Reads the configuration from environment variables; what is not set has a default that runs on one machine.
 * @throws ConfigError
 */
export function readConfig(env: Environment = process.env): AppConfig {
  const dataDir = resolve(set(env, 'DATA_DIR') ?? 'data');
  const masterKey = readMasterKey(set(env, 'MASTER_KEY'));
  const mode = readMode(set(env, 'MODE'));
  const stores = readStoreUrls(env, dataDir);
  assertSecure(mode, stores);
  return {
    mode,
    host: set(env, 'HOST') ?? '127.0.0.1',
    port: readPort(set(env, 'PORT')),
    allowedHosts: readNames(set(env, 'ALLOWED_HOSTS')),
    dataDir,
    ...stores,
    ...(masterKey && { masterKey }),
    officeProfile: readProfilePath(set(env, 'OFFICE_PROFILE')),
    logLevel: readLogLevel(set(env, 'LOG_LEVEL')),
  };
}

/** An empty variable counts as not set. */
function set(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function readMode(value: string | undefined): 'demo' {
  if (value === undefined || value === 'demo') return 'demo';
  throw new ConfigError(
    `MODE=${value}: accounts do not exist yet, so only MODE=demo (everybody is who they say they are) can be started.`,
  );
}

function readPort(value: string | undefined): number {
  if (value === undefined) return 3000;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (!(port >= 0 && port <= 65_535))
    throw new ConfigError(`PORT=${value} is not a port number (0 to 65535).`);
  return port;
}

const readNames = (value = ''): readonly string[] => value.split(',').flatMap((name) => name.trim() || []);

/** Keys and attachments lie on MongoDB when the read models do, each in a database of its own. */
function readStoreUrls(env: Environment, dataDir: string): StoreUrls {
  const url = (name: string, fallback: StoreUrl) => readStoreUrl(name, set(env, name), fallback);
  const file = (scheme: string, name: string): StoreUrl => ({ scheme, location: join(dataDir, name) });
  const readStore = url('READ_STORE_URL', file('sqlite', 'read.db'));
  const beside = (suffix: string, embedded: StoreUrl): StoreUrl =>
    readStore.scheme.startsWith('mongodb')
      ? { ...readStore, database: `${databaseOf(readStore)}-${suffix}` }
      : embedded;
  return {
    eventStore: url('EVENT_STORE_URL', file('sqlite', 'events.db')),
    readStore,
    keyStore: url('KEY_STORE_URL', beside('keys', file('sqlite', 'keys.db'))),
    blobStore: url('BLOB_STORE_URL', beside('files', file('file', 'blobs'))),
  };
}

function readStoreUrl(name: string, value: string | undefined, fallback: StoreUrl): StoreUrl {
  if (value === undefined) return fallback;
  const url = parseStoreUrl(value);
  if (url) return url;
  throw new ConfigError(
    `${name} is not a store URL: write ${fallback.scheme}:<path>, or <scheme>://<host> for a server.`,
  );
}

/** Where real people’s data travels, nobody may listen. @throws ConfigError */
export function assertSecure(mode: string, stores: StoreUrls): void {
  if (mode !== 'production') return;
  for (const [name, variable] of Object.entries(VARIABLES)) {
    const why = insecurityOf(stores[name as keyof StoreUrls]);
    if (why === null) continue;
    throw new ConfigError(`${variable} is not secured (${why}), which MODE=production does not allow.`);
  }
}

const VARIABLES: Readonly<Record<keyof StoreUrls, string>> = {
  eventStore: 'EVENT_STORE_URL',
  readStore: 'READ_STORE_URL',
  keyStore: 'KEY_STORE_URL',
  blobStore: 'BLOB_STORE_URL',
};

function readMasterKey(value: string | undefined): Uint8Array | undefined {
  if (value === undefined) return undefined;
  const key = Buffer.from(value, 'base64');
  if (key.length !== 32 || key.toString('base64') !== value) {
    throw new ConfigError(
      'MASTER_KEY must be 32 bytes in base64 (for example from: openssl rand -base64 32).',
    );
  }
  return key;
}

function readProfilePath(value: string | undefined): string {
  if (value === undefined) return join(projectRoot(), DEFAULT_PROFILE);
  return isAbsolute(value) ? value : resolve(value);
}

function readLogLevel(value: string | undefined): LogLevel {
  const level = LOG_LEVELS.find((known) => known === (value ?? 'info'));
  if (level) return level;
  throw new ConfigError(`LOG_LEVEL=${value} is not one of ${LOG_LEVELS.join(', ')}.`);
}
