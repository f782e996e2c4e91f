import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteEventStore, type SqliteEventStore } from '../sqlite-event-store.js';

/** A store in a folder of its own, as the contract suite wants it, and the path of its file. */
export async function openedStore() {
  const folder = await mkdtemp(join(tmpdir(), 'event-store-'));
  const path = join(folder, 'events.db');
  const open: SqliteEventStore[] = [];
  const openAgain = (): SqliteEventStore => {
    const store = openSqliteEventStore(path);
    open.push(store);
    return store;
  };
  const close = async (): Promise<void> => {
    for (const store of open.splice(0)) await store.close();
  };
  return {
    path,
    folder,
    store: openAgain(),
    reopen: async () => {
      await close();
      return openAgain();
    },
    cleanup: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
