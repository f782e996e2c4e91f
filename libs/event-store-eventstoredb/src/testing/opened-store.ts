import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EventStoreDbTestServer,
  type TestServerOptions,
} from '../../../../test/servers/eventstoredb/index.js';
import { type EventStoreDbEventStore } from '../eventstoredb-event-store.js';
import { openEventStoreDb } from '../open.js';
import { type EventStoreDbOptions } from '../options.js';

/** A test server on a folder of its own. */
export async function startedServer(options: Partial<TestServerOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'esdb-'));
  const server = await EventStoreDbTestServer.start({ folder, ...options });
  return {
    server,
    remove: async (): Promise<void> => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The URL of a server, leading to a log on it that nobody has written to. */
export function newNamespace(url: string): string {
  const name = `t${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  return `${url}${url.includes('?') ? '&' : '?'}namespace=${name}`;
}

/** A store on a server, as the contract suite wants it. */
export async function openedOn(url: string, options: EventStoreDbOptions = {}) {
  const open: EventStoreDbEventStore[] = [];
  const openAgain = async (): Promise<EventStoreDbEventStore> => {
    const store = await openEventStoreDb(url, options);
    open.push(store);
    return store;
  };
  const close = async (): Promise<void> => {
    for (const store of open.splice(0)) await store.close();
  };
  return {
    store: await openAgain(),
    reopen: async () => {
      await close();
      return openAgain();
    },
    cleanup: close,
  };
}
