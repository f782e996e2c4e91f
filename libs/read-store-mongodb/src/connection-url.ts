import { type MongoClientOptions } from 'mongodb';
import { MongoMisconfigured } from './misconfigured.js';

/** What the adapter itself needs to know of a connection string. */
export interface ConnectionUrl {
  readonly text: string;
  /** Hosts and ports, for sentences: never the password. */
  readonly hosts: string;
  /** It asks for TLS. */
  readonly secure: boolean;
  readonly database: string;
  readonly options: MongoClientOptions;
}

const SHAPE =
  /^mongodb(\+srv)?:\/\/(?:.*@)?(?<hosts>[^/?@]+)(?:\/(?<database>[^/?]*))?(?:\?(?<options>.*))?$/;
const DATABASE = /^[^/\\. "$*<>:|?\0]{1,63}$/;

/** Milliseconds. Every call ends: in finding a server, in connecting, in waiting for its turn, in silence. */
const LIMITS = {
  serverSelectionTimeoutMS: 3_000,
  connectTimeoutMS: 3_000,
  socketTimeoutMS: 30_000,
  waitQueueTimeoutMS: 10_000,
};

/**
 * Reads a connection string; what it says itself wins over the adapter's own limits. Whatever it says, reading is from
 * the primary.
 * @throws MongoMisconfigured with one sentence that names no password
 */
export function parseConnectionUrl(given: string, database?: string): ConnectionUrl {
  const text = given.trim();
  const parts = SHAPE.exec(text)?.groups;
  const hosts = parts?.['hosts'];
  if (!parts || hosts === undefined || !hosts.split(',').every(hasPort))
    throw new MongoMisconfigured(
      'MongoDB’s URL is not understood: write mongodb://user:password@host:27017/database, with %40 for an @ in the password',
    );
  const name = database ?? (decoded(parts['database'] ?? '') || 'cotmoc');
  if (!DATABASE.test(name))
    throw new MongoMisconfigured(`${JSON.stringify(name)} cannot be the name of a MongoDB database`);
  const own = new Map(
    [...new URLSearchParams(parts['options'])].map(([key, value]) => [key.toLowerCase(), value]),
  );
  const limits = Object.entries(LIMITS).filter(([key]) => !own.has(key.toLowerCase()));
  return {
    text,
    hosts,
    secure: (own.get('tls') ?? own.get('ssl') ?? String(text.startsWith('mongodb+srv:'))) === 'true',
    database: name,
    options: {
      appName: 'cotmoc',
      // A secondary may not know yet what a checkpoint or a lease says elsewhere.
      readPreference: 'primary',
      // Documents are JSON: what is undefined is not there.
      ignoreUndefined: true,
      promoteBuffers: true,
      ...Object.fromEntries(limits),
    },
  };
}

const hasPort = (host: string): boolean => Number(/:(\d+)$/.exec(host)?.[1] ?? 0) <= 65_535;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
