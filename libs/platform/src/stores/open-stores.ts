import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BlobStore, type EventStore, type KeyStore, type ReadStore } from '#event-sourcing';
import { type AppConfig, ConfigError } from '../config/config.js';
import { type StoreUrl } from '../config/store-url.js';

/** The opened adapters. */
export interface Stores {
  readonly events: EventStore;
  readonly reads: ReadStore;
  readonly keys: KeyStore;
  readonly blobs: BlobStore;
  /** Tells readers beside this process where it listens. */
  announce(url: string): void;
  /** Closes all of them, the lock on the data folder last. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Reads beside a running server: takes no lock and writes nothing. */
  readonly readOnly?: boolean;
}

type Close = () => Promise<void> | void;

/**
 * Opens the adapters that the configuration names; the schemes of its URLs decide which. A writer takes the lock on
 * the data folder first. What was opened is closed again when a later step fails.
 */
export async function openStores(config: AppConfig, options: OpenOptions = {}): Promise<Stores> {
  if (options.readOnly === true) assertThere(config);
  const opened: Close[] = [];
  const close = () => closeAll(opened);
  try {
    const announce = options.readOnly === true ? () => undefined : await lockFolder(config.dataDir, opened);
    const events = await openEventStore(config.eventStore, options);
    opened.push(() => events.close());
    const reads = await openReadStore(config.readStore, options);
    opened.push(() => reads.close());
    return { events, reads, ...(await openVault(config, options, opened)), announce, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Makes the folder too. @throws DataFolderLocked */
async function lockFolder(folder: string, opened: Close[]): Promise<Stores['announce']> {
  const { acquireWriterLock } = await import('#event-store-sqlite');
  const lock = acquireWriterLock(folder);
  opened.push(() => lock.release());
  return (url) => lock.announce({ url });
}

/**
 * The log alone, for programs that read nothing else: neither keys nor read models need to be there.
 * The scheme of a URL decides here and in {@link openReadStore}, nowhere else. @throws ConfigError
 */
export async function openEventStore(
  { scheme, location }: StoreUrl,
  options: OpenOptions,
): Promise<EventStore> {
  switch (scheme) {
    case 'sqlite': {
      const { openSqliteEventStore } = await import('#event-store-sqlite');
      return openSqliteEventStore(location, { readOnly: options.readOnly === true });
    }
    default:
      throw new ConfigError(
        `EVENT_STORE_URL: no event store answers to ${scheme}://; this version knows sqlite:<path>.`,
      );
  }
}

/** The read models alone. @throws ConfigError, StoreUnavailable */
export async function openReadStore(
  { scheme, location }: StoreUrl,
  options: OpenOptions,
): Promise<ReadStore> {
  switch (scheme) {
    case 'sqlite': {
      const { openSqliteReadStore } = await import('#read-store-sqlite');
      return openSqliteReadStore(location, { readOnly: options.readOnly === true });
    }
    default:
      throw new ConfigError(
        `READ_STORE_URL: no read store answers to ${scheme}://; this version knows sqlite:<path>.`,
      );
  }
}

async function openVault(
  config: AppConfig,
  options: OpenOptions,
  opened: Close[],
): Promise<Pick<Stores, 'keys' | 'blobs'>> {
  const vault = await import('#vault-embedded');
  const masterKey = config.masterKey ?? vault.loadOrCreateMasterKey(config.dataDir);
  const readOnly = options.readOnly === true;
  const keys = vault.openSqliteKeyStore(join(config.dataDir, vault.KEYS_FILE), masterKey, { readOnly });
  opened.push(() => keys.close());
  return { keys, blobs: new vault.FolderBlobStore(join(config.dataDir, 'blobs'), keys) };
}

/** A reader makes nothing, not even the folder. @throws ConfigError */
export function assertThere({ dataDir, eventStore }: AppConfig): void {
  const missing = [dataDir, ...(eventStore.scheme === 'sqlite' ? [eventStore.location] : [])].find(
    (path) => !existsSync(path),
  );
  if (missing === undefined) return;
  throw new ConfigError(
    `There is nothing to read yet: ${missing} does not exist. Start the server or load the demo first.`,
  );
}

/** Last opened, first closed; one that fails does not keep the others open. */
async function closeAll(opened: Close[]): Promise<void> {
  const failures: unknown[] = [];
  for (let close = opened.pop(); close; close = opened.pop()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'a store could not be closed');
}
