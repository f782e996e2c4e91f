import { existsSync, statSync } from 'node:fs';
import { type AppConfig, ConfigError } from '../config/config.js';
import { type StoreUrl } from '../config/store-url.js';

/**
 * A new office gets its log before its read models. So a log that is not there, or has no byte, beside read models is
 * lost, and a server that took it for a new one would begin the office anew. @throws ConfigError
 */
export function assertLogThere({ eventStore, readStore }: Pick<AppConfig, 'eventStore' | 'readStore'>): void {
  if (eventStore.scheme !== 'sqlite' || bytesIn(eventStore) > 0 || bytesIn(readStore) === 0) return;
  const state = existsSync(eventStore.location) ? 'is empty' : 'is not there';
  throw new ConfigError(
    `${eventStore.location} ${state}, and the read models at ${readStore.location} were built from a log. ` +
      'Restore the last backup: cotmoc restore. To begin anew, remove the read models too.',
  );
}

/** Of a database in a file, what is still in its write-ahead log included. */
const bytesIn = ({ scheme, location }: StoreUrl): number =>
  scheme === 'sqlite' ? sizeOf(location) + sizeOf(`${location}-wal`) : 0;

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);
