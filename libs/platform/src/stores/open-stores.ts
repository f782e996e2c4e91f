import { existsSync } from 'node:fs';
import {
  type BlobStore,
  type EventStore,
  type KeyStore,
  type ReadStore,
  type ScratchStore,
} from '#event-sourcing';
import { type AppConfig, ConfigError, isServerMode, usesFolder } from '../config/config.js';
import { databaseOf, isEmbedded, shownUrl, type StoreUrl } from '../config/store-url.js';
import { assertLogThere } from './emptied-log.js';
import { assertRestored } from './unfinished-restore.js';

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
  /** How long to wait for a server that does not answer, in milliseconds; default 0: not at all. */
  readonly waitMs?: number;
  /** Told while a server is waited for: one sentence. */
  readonly onWait?: (problem: string) => void;
  /** Told when following the log was interrupted and is taken up again. */
  readonly onInterruption?: (reason: string) => void;
}

type Close = () => Promise<void> | void;

/**
 * Opens the adapters that the configuration names; the schemes of its URLs decide which. A writer of anything that
 * lies in the data folder takes the lock on it first. What was opened is closed again when a later step fails.
 * @throws ConfigError for a URL that cannot be used; StoreUnavailable when a server does not answer in time
 */
export async function openStores(config: AppConfig, options: OpenOptions = {}): Promise<Stores> {
  assertShared(config);
  if (options.readOnly === true) assertThere(config);
  const opened: Close[] = [];
  const close = () => closeAll(opened);
  try {
    const announce = options.readOnly === true ? () => undefined : await lockFolder(config, opened);
    const events = await openEventStore(config.eventStore, options);
    opened.push(() => events.close());
    const reads = await openReadStore(config.readStore, options);
    opened.push(() => reads.close());
    const keys = await openKeyStore(config, options);
    opened.push(() => keys.close());
    const blobs = await openBlobStore(config.blobStore, keys, options);
    opened.push(() => blobs.close());
    return { events, reads, keys, blobs: blobs.store, announce, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What several processes share cannot lie in one's folder. @throws ConfigError */
function assertShared(config: AppConfig): void {
  const { keyStore, blobStore } = config;
  const own = isEmbedded(keyStore) ? 'KEY_STORE_URL' : isEmbedded(blobStore) ? 'BLOB_STORE_URL' : null;
  if (isServerMode(config) && own !== null)
    throw new ConfigError(
      `${own}: with log and read models on servers, several processes share keys and attachments: name a MongoDB server.`,
    );
  if (!isEmbedded(keyStore)) sharedMasterKey(config);
}

/** @throws ConfigError */
function sharedMasterKey({ keyStore, masterKey }: AppConfig): Uint8Array {
  if (masterKey) return masterKey;
  throw new ConfigError(
    `MASTER_KEY must be set, to the same value for every process: it wraps the keys at ${shownUrl(keyStore)} ` +
      '(a new one comes from: openssl rand -base64 32).',
  );
}

/** Makes the folder too. @throws DataFolderLocked, ConfigError */
async function lockFolder(config: AppConfig, opened: Close[]): Promise<Stores['announce']> {
  if (!usesFolder(config)) return () => undefined;
  const { acquireWriterLock } = await import('#event-store-sqlite');
  const lock = acquireWriterLock(config.dataDir);
  opened.push(() => lock.release());
  assertRestored(config.dataDir);
  assertLogThere(config);
  return (url) => lock.announce({ url });
}

/**
 * The log alone, for programs that read nothing else: neither keys nor read models need to be there.
 * The scheme of a URL decides here and in the functions below, nowhere else.
 * @throws ConfigError, StoreUnavailable
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
    case 'esdb':
    case 'esdb+discover': {
      const { EventStoreMisconfigured, openEventStoreDb } = await import('#event-store-eventstoredb');
      return configured('EVENT_STORE_URL', EventStoreMisconfigured, () =>
        openEventStoreDb(location, serverOptions(options)),
      );
    }
    default:
      throw unknownScheme('EVENT_STORE_URL', 'event store', scheme, 'sqlite:<path> and esdb://<host>');
  }
}

/** The read models alone. @throws ConfigError, StoreUnavailable */
export async function openReadStore(url: StoreUrl, options: OpenOptions): Promise<ReadStore> {
  switch (url.scheme) {
    case 'sqlite': {
      const { openSqliteReadStore } = await import('#read-store-sqlite');
      return openSqliteReadStore(url.location, { readOnly: options.readOnly === true });
    }
    case 'mongodb':
    case 'mongodb+srv': {
      const { MongoMisconfigured, openMongoReadStore } = await import('#read-store-mongodb');
      const database = databaseOf(url);
      return configured('READ_STORE_URL', MongoMisconfigured, () =>
        openMongoReadStore(url.location, { ...serverOptions(options), database }),
      );
    }
    default:
      throw unknownScheme('READ_STORE_URL', 'read store', url.scheme, 'sqlite:<path> and mongodb://<host>');
  }
}

/** Room for an answer that is computed, on every engine in a temporary file. @throws StoreUnavailable */
export async function openScratchStore(): Promise<ScratchStore> {
  const { openSqliteScratchStore } = await import('#read-store-sqlite');
  return openSqliteScratchStore();
}

/** The keys alone. @throws ConfigError, MasterKeyProblem, StoreUnavailable */
export async function openKeyStore(config: AppConfig, options: OpenOptions): Promise<KeyStore> {
  const { keyStore: url, dataDir } = config;
  switch (url.scheme) {
    case 'sqlite': {
      const vault = await import('#vault-embedded');
      const key = config.masterKey ?? vault.loadOrCreateMasterKey(dataDir);
      return vault.openSqliteKeyStore(url.location, key, { readOnly: options.readOnly === true });
    }
    case 'mongodb':
    case 'mongodb+srv': {
      const { MongoMisconfigured, openMongoKeyStore } = await import('#read-store-mongodb');
      const key = sharedMasterKey(config);
      return configured('KEY_STORE_URL', MongoMisconfigured, () =>
        openMongoKeyStore(url.location, key, {
          ...serverOptions(options),
          database: databaseOf(url),
          readOnly: options.readOnly === true,
        }),
      );
    }
    default:
      throw unknownScheme('KEY_STORE_URL', 'key store', url.scheme, 'sqlite:<path> and mongodb://<host>');
  }
}

/** The attachments alone. @throws ConfigError, StoreUnavailable */
export async function openBlobStore(
  url: StoreUrl,
  keys: KeyStore,
  options: OpenOptions,
): Promise<{ readonly store: BlobStore; readonly close: Close }> {
  switch (url.scheme) {
    case 'file': {
      const { FolderBlobStore } = await import('#vault-embedded');
      return { store: new FolderBlobStore(url.location, keys), close: () => undefined };
    }
    case 'mongodb':
    case 'mongodb+srv': {
      const { MongoMisconfigured, openMongoBlobStore } = await import('#read-store-mongodb');
      const database = databaseOf(url);
      const store = await configured('BLOB_STORE_URL', MongoMisconfigured, () =>
        openMongoBlobStore(url.location, keys, { ...serverOptions(options), database }),
      );
      return { store, close: () => store.close() };
    }
    default:
      throw unknownScheme('BLOB_STORE_URL', 'blob store', url.scheme, 'file:<folder> and mongodb://<host>');
  }
}

const serverOptions = ({ waitMs = 0, onWait, onInterruption }: OpenOptions) => ({
  waitMs,
  ...(onWait && { onWait }),
  ...(onInterruption && { onInterruption }),
});

/** What waiting cannot mend becomes a sentence about the variable that says it. @throws ConfigError */
async function configured<T>(
  variable: string,
  misconfigured: abstract new (...given: never) => Error,
  open: () => Promise<T>,
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof misconfigured) throw new ConfigError(`${variable}: ${error.message}.`);
    throw error;
  }
}

const unknownScheme = (variable: string, what: string, scheme: string, known: string): ConfigError =>
  new ConfigError(`${variable}: no ${what} answers to ${scheme}:; this version knows ${known}.`);

/** A reader makes nothing, not even the folder. @throws ConfigError */
export function assertThere({ dataDir, eventStore }: AppConfig): void {
  if (!isEmbedded(eventStore)) return;
  const missing = [dataDir, eventStore.location].find((path) => !existsSync(path));
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
