import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import {
  type CollectionDefinition,
  type Document,
  type ReadCollection,
  type ReadStore,
} from '#event-sourcing';
import {
  MongoMisconfigured,
  type MongoOptions,
  openMongoKeyStore,
  openMongoReadStore,
} from '#read-store-mongodb';
import { dropDatabases, newDatabase } from '#read-store-mongodb/testing';
import { keyStoreContract, readStoreContract, serverUrl } from '#store-contracts/testing';
import { MongoTestServer } from './mongodb-server.js';

const COUNTS: CollectionDefinition = { name: 'counts', version: '1', indexes: [] };

const newest = (store: ReadStore, collection: ReadCollection, id: string, revision: number) =>
  store.save([{ collection, documents: [{ id, revision, body: { id, revision } }] }], []);

/** A real server is not killed; without the program there is nothing to guard. */
const isThere = serverUrl('mongodb') !== null && MongoTestServer.isThere;
if (!isThere)
  process.stdout.write('not run: no MongoDB server of the spec’s own is wanted, or none is built\n');
const suite = isThere ? describe : describe.skip;

suite('the server for tests that speaks MongoDB’s protocol', () => {
  let server: MongoTestServer;
  const opened: ReadStore[] = [];

  const open = async (url: string, options?: MongoOptions): Promise<ReadStore> => {
    const store = await openMongoReadStore(url, options);
    opened.push(store);
    return store;
  };

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await server.stop();
  });

  it('loses no acknowledged write when it is killed, and the store goes on without being opened again', async () => {
    server = await MongoTestServer.start();
    const store = await open(server.url);
    const counts = await store.collection<Document>(COUNTS);
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < 3; round += 1) {
      let isOver = false;
      const first = round * 100_000;
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        const id = `writer-${writer}`;
        for (let revision = first; !isOver; revision += 1) {
          await newest(store, counts, id, revision).then(
            () => acknowledged.set(id, revision),
            () => (isOver = true),
          );
        }
      });
      // In the middle of the writing of all of them, however fast the machine is.
      while (acknowledged.size < 8 || [...acknowledged.values()].some((revision) => revision < first + 10))
        await pause(20);
      await server.kill();
      await server.restart();
      isOver = true;
      await Promise.all(writers);
      for (const [id, revision] of acknowledged)
        expect((await counts.get(id))?.revision).toBeGreaterThanOrEqual(revision);
    }
  }, 60_000);

  it('refuses a wrong password, and the stores say so without repeating it', async () => {
    server = await MongoTestServer.start();
    const admin = new MongoClient(server.url);
    await admin
      .db('admin')
      .command({ createUser: 'office', pwd: 'right', roles: [{ role: 'root', db: 'admin' }] });
    await admin.close();
    await server.restart('--auth');
    const as = (user: string) => server.url.replace('//', `//${user}@`);
    for (const user of ['office:wr0ng', 'nobody:wr0ng']) {
      const opening = open(as(user), { waitMs: 10_000 });
      await expect(opening).rejects.toThrow(MongoMisconfigured);
      await expect(opening).rejects.toThrow('refuses the user or the password');
      await expect(opening).rejects.not.toThrow('wr0ng');
    }
    await expect(open(server.url)).rejects.toThrow(MongoMisconfigured);
    const store = await open(as('office:right'));
    expect(await store.liveVersion('cases')).toBeNull();
  });
});

suite('a MongoDB server that stands alone', () => {
  let server: MongoTestServer;
  beforeAll(async () => {
    server = await MongoTestServer.start('--standalone');
  });
  afterAll(() => server.stop());

  readStoreContract('mongodb, standalone', async () => {
    const database = newDatabase();
    let store = await openMongoReadStore(server.url, { database });
    return {
      store,
      reopen: async () => {
        await store.close();
        return (store = await openMongoReadStore(server.url, { database }));
      },
      cleanup: async () => {
        await store.close();
        await dropDatabases(server.url, database);
      },
    };
  });

  keyStoreContract('mongodb, standalone', async () => {
    const options = { database: newDatabase() };
    const masterKey = randomBytes(32);
    let store = await openMongoKeyStore(server.url, masterKey, options);
    return {
      store,
      reopen: async () => {
        await store.close();
        return (store = await openMongoKeyStore(server.url, masterKey, options));
      },
      cleanup: () => store.close(),
    };
  });
});
