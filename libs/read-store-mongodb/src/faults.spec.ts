import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailable, type ReadCollection } from '#event-sourcing';
import { onServer } from '#store-contracts/testing';
import { type MongoReadStore, openMongoReadStore } from './store.js';
import { CASES, caseOf, type Case, NEWEST_FIRST, save } from './testing/cases.js';
import { dropDatabases, newDatabase } from './testing/databases.js';
import { Proxy } from './testing/proxy.js';

onServer('mongodb', (url) => {
  describe('the MongoDB read store, when the server', () => {
    const database = newDatabase();
    let proxy: Proxy;
    let store: MongoReadStore;
    let cases: ReadCollection<Case>;

    beforeEach(async () => {
      proxy = await Proxy.before(url);
      store = await openMongoReadStore(proxy.url, { database });
      cases = await store.collection<Case>(CASES);
    });
    afterEach(async () => {
      await store.close();
      await proxy.stop();
      await dropDatabases(url, database);
    });

    it('is gone, says that it is unavailable, and goes on when it is back', async () => {
      await save(store, cases, [caseOf(1)], '1');
      await proxy.stop();
      const asked = [
        cases.get('c-1'),
        cases.find({ sort: NEWEST_FIRST, limit: 1 }),
        cases.count(),
        cases.groupBy(undefined, ['status']),
        save(store, cases, [caseOf(2)], '2'),
        store.checkpoint('cases@1'),
        store.liveVersion('cases'),
        store.switchTo('cases', '1'),
      ];
      for (const answer of await Promise.allSettled(asked))
        expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) as Error });
      await proxy.start();
      await save(store, cases, [caseOf(2)], '2');
      expect(await cases.count()).toEqual({ count: 2, capped: false });
      expect(await store.checkpoint('cases@1')).toMatchObject({ position: '2' });
    });

    it('breaks its connections while it is written to, loses nothing', async () => {
      const saving = Array.from({ length: 40 }, async (_, at) => {
        await pause(at * 10);
        await save(store, cases, [caseOf(at)]);
      });
      await pause(120);
      await proxy.stop();
      await proxy.start();
      await Promise.all(saving);
      expect((await cases.count()).count).toBe(40);
    });

    it('is silent, does not wait for it for ever', async () => {
      await save(store, cases, [caseOf(1)]);
      proxy.fallSilent();
      const start = Date.now();
      await expect(cases.get('c-1')).rejects.toThrow(StoreUnavailable);
      await expect(save(store, cases, [caseOf(2)])).rejects.toThrow(StoreUnavailable);
      expect(Date.now() - start).toBeLessThan(20_000);
    });

    it('answers, is not called any more once it is closed', async () => {
      const under = cases.get('c-1');
      await Promise.all([store.close(), store.close()]);
      expect(await under).toBeNull();
      await expect(cases.get('c-1')).rejects.toThrow(StoreUnavailable);
      await expect(save(store, cases, [caseOf(1)])).rejects.toThrow(StoreUnavailable);
    });
  });
});
