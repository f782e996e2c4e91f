import { MongoClient } from 'mongodb';
import {
  type CollectionDefinition,
  type Filter,
  type FindQuery,
  LeaseLost,
  type ReadCollection,
} from '#event-sourcing';
import { CollectionSchema, type Kept } from './collection-schema.js';
import { findDocuments } from './find-documents.js';
import { onServer } from '#store-contracts/testing';
import { type MongoReadStore, openMongoReadStore } from './store.js';
import { CASES, caseOf, type Case, NEWEST_FIRST, save } from './testing/cases.js';
import { dropDatabases, newDatabase } from './testing/databases.js';

interface Plan {
  readonly stage?: string;
  readonly indexName?: string;
  readonly direction?: string;
  readonly inputStage?: Plan;
}

const stagesOf = (plan: Plan | undefined): Plan[] => (plan ? [plan, ...stagesOf(plan.inputStage)] : []);

onServer('mongodb', (url) => {
  describe('the MongoDB read store', () => {
    let database: string;
    let client: MongoClient;
    let store: MongoReadStore;
    let cases: ReadCollection<Case>;

    beforeEach(async () => {
      database = newDatabase();
      client = new MongoClient(url);
      store = await openMongoReadStore(url, { database });
      cases = await store.collection<Case>(CASES);
    });
    afterEach(async () => {
      await store.close();
      await client.close();
      await dropDatabases(url, database);
    });

    const raw = (name = 'cases@1') => client.db(database).collection<{ _id: string; revision: number }>(name);

    const indexes = async (): Promise<Record<string, unknown>> => {
      const found = await raw().listIndexes().toArray();
      return Object.fromEntries(found.map(({ name, key }) => [String(name), Object.entries(key as object)]));
    };

    it('has the declared indexes, and those only', async () => {
      expect(await indexes()).toEqual({
        _id_: [['_id', 1]],
        opened: [
          ['body.openedOn', -1],
          ['_id', -1],
        ],
        status: [
          ['body.status', 1],
          ['body.openedOn', -1],
          ['_id', -1],
        ],
        words: [['body.words', 1]],
      });
    });

    it('lets nobody switch a version who was overtaken after having shown a lease', async () => {
      const models = client.db(database).collection<{ _id: string; fence: number }>('models');
      await store.switchTo('cases', '1');
      const lease = (await store.leases.acquire('work', 'a', 60_000))!;
      await models.updateOne({ _id: 'cases' }, { $set: { fence: lease.token + 1 } });
      await expect(store.switchTo('cases', '1', lease)).rejects.toThrow(LeaseLost);
      await store.collection({ ...CASES, version: '2' });
      await expect(store.drop('cases', '2', lease)).rejects.toThrow(LeaseLost);
      expect(await store.versions('cases')).toEqual(['1', '2']);
    });

    it('brings indexes to what is declared when it is opened again', async () => {
      await save(store, cases, [caseOf(3)]);
      await store.close();
      const changed: CollectionDefinition = {
        ...CASES,
        indexes: [
          { name: 'opened', keys: [{ field: 'openedOn', direction: 'asc' }] },
          { name: 'letters', keys: [{ field: 'words', direction: 'asc' }], many: true },
        ],
      };
      store = await openMongoReadStore(url, { database });
      const again = await store.collection<Case>(changed);
      expect(await indexes()).toEqual({
        _id_: [['_id', 1]],
        opened: [
          ['body.openedOn', 1],
          ['_id', 1],
        ],
        letters: [['body.words', 1]],
      });
      const { documents } = await again.find({ filter: { words: 'w-3' }, sort: [], limit: 5 });
      expect(documents).toEqual([caseOf(3)]);
    });

    it('keeps sealed values, whose names begin with $', async () => {
      const name = { $sealed: { key: 'k', wrapped: 'w', data: 'd', commitment: 'c' } };
      const body = { ...caseOf(1), name, history: [{ name }] };
      await save(store, cases, [body]);
      expect(await cases.get('c-1')).toEqual(body);
      await save(store, cases, [{ ...body, revision: 1 }]);
      expect(await cases.get('c-1')).toEqual({ ...body, revision: 1 });
    });

    it('goes on from the last checkpoint after a crash behind the documents', async () => {
      await save(store, cases, [caseOf(1)], '1');
      await save(store, cases, [caseOf(1, 1), caseOf(2)]);
      const next = await openMongoReadStore(url, { database });
      const again = await next.collection<Case>(CASES);
      expect(await next.checkpoint('cases@1')).toMatchObject({ position: '1' });
      await save(next, again, [caseOf(1, 1), caseOf(2)], '2');
      expect(await again.getMany(['c-1', 'c-2'])).toHaveLength(2);
      expect(await next.checkpoint('cases@1')).toMatchObject({ position: '2' });
      await next.close();
    });

    it('is moved backwards by no writer that was left behind', async () => {
      const stale = await openMongoReadStore(url, { database });
      const old = await stale.collection<Case>(CASES);
      const at = (revision: number) => Array.from({ length: 50 }, (_, id) => caseOf(id, revision));
      await save(store, cases, at(5), '5');
      await Promise.all([
        save(stale, old, at(4), '4'),
        save(store, cases, at(6), '6'),
        save(stale, old, at(3), '3'),
      ]);
      expect((await cases.getMany(at(0).map(({ id }) => id))).map(({ revision }) => revision)).toEqual(
        Array.from({ length: 50 }, () => 6),
      );
      expect(await store.checkpoint('cases@1')).toMatchObject({ position: '6' });
      await stale.close();
    });

    it('keeps the newest of two first saves that collide', async () => {
      const others = await Promise.all(
        Array.from({ length: 6 }, () => openMongoReadStore(url, { database })),
      );
      for (let round = 0; round < 20; round += 1) {
        await Promise.all(
          others.map(async (other, revision) =>
            save(other, await other.collection<Case>(CASES), [caseOf(round, revision)]),
          ),
        );
        expect((await cases.get(`c-${round}`))?.revision).toBe(5);
      }
      await Promise.all(others.map((other) => other.close()));
    });

    it('does not say of a version that somebody dropped that it is complete', async () => {
      const other = await openMongoReadStore(url, { database });
      await save(store, cases, [caseOf(1)], '1');
      await other.drop('cases', '1');
      await expect(save(store, cases, [caseOf(2)], '2')).rejects.toThrow('cases@1 was dropped');
      expect(await other.checkpoint('cases@1')).toBeNull();
      expect(await other.versions('cases')).toEqual([]);
      await other.close();
    });

    it('finds nothing in a database that is not there yet', async () => {
      const empty = newDatabase();
      const fresh = await openMongoReadStore(url, { database: empty });
      expect(await fresh.liveVersion('cases')).toBeNull();
      expect(await fresh.versions('cases')).toEqual([]);
      expect(await fresh.checkpoint('cases@1')).toBeNull();
      await fresh.drop('cases', '1');
      const collection = await fresh.collection<Case>(CASES);
      expect(await collection.count()).toEqual({ count: 0, capped: false });
      await fresh.close();
      await dropDatabases(url, empty);
    });

    it('refuses a name that is too long for a collection', async () => {
      const long = { ...CASES, name: 'c'.repeat(230) };
      await expect(store.collection(long)).rejects.toThrow('too long');
    });

    describe('plans', () => {
      beforeEach(() =>
        save(
          store,
          cases,
          Array.from({ length: 400 }, (_, at) => caseOf(at)),
        ),
      );

      /** The stages of every query that this question becomes. */
      const plansOf = async (query: FindQuery): Promise<Plan[][]> => {
        const commands: Record<string, unknown>[] = [];
        const watched = new MongoClient(url, { monitorCommands: true });
        watched.on('commandStarted', ({ command }) => commands.push(command));
        const collection = watched.db(database).collection<Kept>('cases@1');
        await findDocuments(collection, new CollectionSchema(CASES), query);
        await watched.close();
        const asked = commands.filter(({ find }) => find === 'cases@1');
        return Promise.all(
          asked.map(async ({ find, filter, sort, limit, hint, projection }) => {
            const asking = {
              find,
              filter,
              sort,
              limit,
              hint,
              ...(projection !== undefined && { projection }),
            };
            const { queryPlanner } = (await client
              .db(database)
              .command({ explain: asking, verbosity: 'queryPlanner' })) as {
              queryPlanner?: { winningPlan?: Plan };
            };
            return stagesOf(queryPlanner?.winningPlan);
          }),
        );
      };

      const scans = (stages: Plan[]) =>
        stages.flatMap(({ stage, indexName, direction }) =>
          stage === 'IXSCAN' ? [`${indexName} ${direction}`] : stage === 'SORT' ? ['sort'] : [],
        );

      it.each<[string, Filter, FindQuery['sort'], string[]]>([
        ['a sort', {}, NEWEST_FIRST, ['opened forward']],
        ['its reverse', {}, [{ field: 'openedOn', direction: 'asc' }], ['opened backward']],
        ['an equality', { status: 'open' }, NEWEST_FIRST, ['status forward']],
        ['nothing there', { status: null }, NEWEST_FIRST, ['status forward']],
        ['a range', { status: 'open', openedOn: { $gte: '2024-01-02' } }, NEWEST_FIRST, ['status forward']],
      ])('read along an index what it serves: %s', async (_, filter, sort, expected) => {
        const plans = await plansOf({ filter, sort, limit: 10 });
        expect(plans.map(scans)).toEqual([expected]);
      });

      it('gather and sort what is rare', async () => {
        const [plan] = await plansOf({ filter: { words: 'w-7' }, sort: NEWEST_FIRST, limit: 10 });
        expect(scans(plan ?? [])).toEqual(['sort', 'words forward']);
      });

      it('look at a bounded number of documents for what no index serves', async () => {
        const filter = { status: 'open', note: 'none' };
        const page = await cases.find({ filter, sort: NEWEST_FIRST, limit: 2, examineLimit: 30 });
        expect(page.documents).toEqual([]);
        expect(page.next).toBeDefined();
        const pages = [page];
        for (let next = page.next; next !== undefined; next = pages.at(-1)?.next)
          pages.push(
            await cases.find({ filter, sort: NEWEST_FIRST, limit: 2, examineLimit: 30, after: next }),
          );
        expect(pages).toHaveLength(Math.ceil(200 / 30));
      });
    });
  });
});
