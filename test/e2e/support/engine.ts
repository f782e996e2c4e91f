import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { openEventStoreDb } from '#event-store-eventstoredb';
import { newNamespace, startedServer } from '#event-store-eventstoredb/testing';
import { dropDatabases, newDatabase, storedIn, withDatabase } from '#read-store-mongodb/testing';
import { serverUrl } from '#store-contracts/testing';

export type Part = 'log' | 'read models' | 'keys' | 'attachments';

/** A file or a document, as its bytes lie in a store. */
export interface Stored {
  readonly part: Part;
  readonly name: string;
  readonly content: Buffer;
}

/** Stores that belong to one office, and to nobody before or after it. */
export interface Engine {
  /** The configuration that leads to them. */
  readonly env: Readonly<Record<string, string>>;
  /** Everything that lies in them, or in a part of them. */
  stored(wanted?: Part): AsyncIterable<Stored>;
  remove(): Promise<void>;
}

/** In a folder, or on servers where E2E_ENGINE=servers says so (`npm run test:engines`). */
export const openEngine = (): Promise<Engine> =>
  process.env['E2E_ENGINE'] === 'servers' ? onServers() : inFolder();

async function inFolder(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'cotmoc-e2e-'));
  return {
    env: { DATA_DIR: folder },
    async *stored(wanted) {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const name = relative(folder, path);
        const part = partOf(name);
        if (part === (wanted ?? part)) yield { part, name, content: await readFile(path) };
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function partOf(file: string): Part {
  if (file.startsWith('blobs')) return 'attachments';
  if (file.startsWith('read.db')) return 'read models';
  return /^(keys\.db|master\.key)/.test(file) ? 'keys' : 'log';
}

async function onServers(): Promise<Engine> {
  const mongodb = serverUrl('mongodb');
  if (mongodb === null) throw new Error('E2E_ENGINE=servers needs TEST_MONGODB_URL');
  const database = newDatabase();
  const databases: readonly [string, Part][] = [
    [database, 'read models'],
    [`${database}-keys`, 'keys'],
    [`${database}-files`, 'attachments'],
  ];
  const log = await newLog();
  return {
    env: {
      EVENT_STORE_URL: log.url,
      READ_STORE_URL: withDatabase(mongodb, database),
      MASTER_KEY: randomBytes(32).toString('base64'),
    },
    async *stored(wanted) {
      for (const [name, part] of databases)
        if (part === (wanted ?? part))
          for await (const document of storedIn(mongodb, name)) yield { part, ...document };
      if ((wanted ?? 'log') === 'log') yield* storedInLog(log.url);
    },
    remove: async () => {
      await dropDatabases(mongodb, ...databases.map(([name]) => name));
      await log.remove();
    },
  };
}

/** A namespace of its own on the server that is given, whose log nobody can empty; else a server of its own. */
async function newLog(): Promise<{ readonly url: string; readonly remove: () => Promise<void> }> {
  const shared = process.env['TEST_ESDB_URL'];
  if (shared) return { url: newNamespace(shared), remove: () => Promise.resolve() };
  const { server, remove } = await startedServer();
  return { url: server.url, remove };
}

async function* storedInLog(url: string): AsyncIterable<Stored> {
  const store = await openEventStoreDb(url);
  try {
    for await (const { events } of store.readAll())
      for (const event of events)
        yield { part: 'log', name: event.stream, content: Buffer.from(JSON.stringify(event)) };
  } finally {
    await store.close();
  }
}
