import { isAbsolute, join, resolve } from 'node:path';
import { projectRoot } from './project-root.js';
import { parseStoreUrl, type StoreUrl } from './store-url.js';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The environment, read once and checked. Paths are absolute. */
export interface AppConfig {
  readonly mode: 'demo';
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly eventStore: StoreUrl;
  readonly readStore: StoreUrl;
  /** 32 bytes; without it the key lies in the file `master.key` of the data folder. */
  readonly masterKey?: Uint8Array;
  readonly officeProfile: string;
  readonly logLevel: LogLevel;
}

/** The environment is not one to start with; the message says which variable and why. */
export class ConfigError extends Error {
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
  return {
    mode: readMode(set(env, 'MODE')),
    host: set(env, 'HOST') ?? '127.0.0.1',
    port: readPort(set(env, 'PORT')),
    dataDir,
    eventStore: readStoreUrl('EVENT_STORE_URL', set(env, 'EVENT_STORE_URL'), join(dataDir, 'events.db')),
    readStore: readStoreUrl('READ_STORE_URL', set(env, 'READ_STORE_URL'), join(dataDir, 'read.db')),
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

function readStoreUrl(name: string, value: string | undefined, fallback: string): StoreUrl {
  const url = parseStoreUrl(value ?? `sqlite:${fallback}`);
  if (url) return url;
  throw new ConfigError(
    `${name} is not a store URL: write sqlite:<path>, for example sqlite:./data/events.db.`,
  );
}

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
