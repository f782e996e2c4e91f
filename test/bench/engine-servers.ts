import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { newNamespace } from '#event-store-eventstoredb/testing';
import { dropDatabases, newDatabase, withDatabase } from '#read-store-mongodb/testing';
import { MongoTestServer } from '../servers/mongodb-server.js';
import { type Bench } from './bench.js';

/** A server to measure on. */
export interface EngineServer {
  /** Which one it is, for the table. */
  readonly what: string;
  /** Room of its own on it, empty at first; the same each time on EventStoreDB. */
  room(): string;
  leave(): Promise<void>;
}

const TEST_SERVER = join(import.meta.dirname, '..', 'servers', 'eventstoredb', 'main.js');

/** With an empty log: on `TEST_ESDB_URL`, or on the server for tests. */
export async function eventStoreServer(bench: Bench): Promise<EngineServer> {
  const given = process.env['TEST_ESDB_URL'];
  if (given) {
    const url = newNamespace(given);
    return { what: 'TEST_ESDB_URL', room: () => url, leave: () => Promise.resolve() };
  }
  const server = spawn(process.execPath, [TEST_SERVER, '--data', bench.folder()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface(server.stdout), 'line')) as [string];
  const leave = async (): Promise<void> => {
    const gone = once(server, 'exit');
    server.kill('SIGTERM');
    await gone;
  };
  return { what: 'the server for tests, over SQLite', room: () => url, leave };
}

/** With empty databases: on `TEST_MONGODB_URL`, or on the server for tests. @throws Error where there is none */
export async function mongoServer(): Promise<EngineServer> {
  const given = process.env['TEST_MONGODB_URL'];
  if (!given && !MongoTestServer.isThere)
    throw new Error('no MongoDB: set TEST_MONGODB_URL, or run test/servers/mongodb.sh build');
  const own = given ? null : await MongoTestServer.start();
  const url = given ?? own?.url ?? '';
  const databases: string[] = [];
  return {
    what: given ? 'TEST_MONGODB_URL' : 'the server for tests, secantus-mdb',
    room: () => {
      const database = newDatabase();
      databases.push(database);
      return withDatabase(url, database);
    },
    leave: async () => {
      await dropDatabases(url, ...databases);
      await own?.stop();
    },
  };
}
