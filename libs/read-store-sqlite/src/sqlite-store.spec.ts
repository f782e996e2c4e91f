import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  breathe,
  StoreUnavailable,
  parseFilter,
  wholeOrder,
  type CollectionDefinition,
  type Document,
  type Filter,
  type FindQuery,
  type ReadCollection,
} from '#event-sourcing';
import { CollectionSchema } from './collection-schema.js';
import { Connection, sql } from './connection.js';
import { layOut, layOutCollection } from './layout.js';
import { partsOf, planOf, type Plan } from './plan.js';
import { SqliteReadStore, openSqliteReadStore } from './store.js';

interface Case extends Document {
  readonly status: string;
  readonly openedOn: string | null;
  readonly words?: readonly string[];
}

const CASES: CollectionDefinition = {
  name: 'cases',
  version: '1',
  indexes: [
    { name: 'opened', keys: [{ field: 'openedOn', direction: 'desc' }] },
    {
      name: 'status',
      keys: [
        { field: 'status', direction: 'asc' },
        { field: 'openedOn', direction: 'desc' },
      ],
    },
    { name: 'words', keys: [{ field: 'words', direction: 'asc' }], many: true },
  ],
};
const NEWEST_FIRST = [{ field: 'openedOn', direction: 'desc' }] as const;

const caseOf = (at: number): Case => ({
  id: `c-${at}`,
  revision: 0,
  status: at % 2 === 0 ? 'open' : 'closed',
  openedOn: `2024-01-${String(1 + (at % 28)).padStart(2, '0')}`,
  words: ['all', `w-${at}`],
});

const save = (store: SqliteReadStore, collection: ReadCollection<Case>, cases: readonly Case[]) => {
  const documents = cases.map((body) => ({ id: body.id, revision: body.revision, body }));
  return store.save([{ collection, documents }], []);
};

describe('the SQLite read store', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-store-'));
    path = join(folder, 'read.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function filled(count: number, definition = CASES) {
    const store = openSqliteReadStore(path);
    const cases = await store.collection<Case>(definition);
    await save(
      store,
      cases,
      Array.from({ length: count }, (_, at) => caseOf(at)),
    );
    return { store, cases };
  }

  describe('plans', () => {
    let connection: Connection;
    const schema = new CollectionSchema(CASES);

    beforeEach(async () => {
      await (await filled(400)).store.close();
      connection = Connection.open(path, false);
    });
    afterEach(() => connection.close());

    const planFor = (filter: Filter, sort: FindQuery['sort'] = NEWEST_FIRST): Plan =>
      planOf(connection, schema, {
        filter: parseFilter(filter),
        order: wholeOrder(sort),
        limit: 20,
        examineLimit: 10_000,
      });

    const explained = ({ from, where, order }: Plan): string[] =>
      connection
        .all<{ detail: string }>(
          sql(
            `EXPLAIN QUERY PLAN SELECT "revision" FROM ${from.text} WHERE ${where.text} ORDER BY ${schema.orderOf(order)}`,
            ...from.params,
            ...where.params,
          ),
        )
        .map(({ detail }) => detail);

    it.each<[string, Filter, string]>([
      ['a sort', {}, 'SCAN cases@1 USING INDEX cases@1/opened'],
      ['an equality', { status: 'open' }, 'SEARCH cases@1 USING INDEX cases@1/status (key.status=?)'],
      ['nothing there', { status: null }, 'SEARCH cases@1 USING INDEX cases@1/status (key.status=?)'],
      [
        'an equality and a range',
        { status: 'open', openedOn: { $gte: '2024-01-02', $lt: '2024-02-01' } },
        'SEARCH cases@1 USING INDEX cases@1/status (key.status=? AND key.openedOn>? AND key.openedOn<?)',
      ],
      [
        'a prefix',
        { openedOn: { $prefix: '2024-01' } },
        'SEARCH cases@1 USING INDEX cases@1/opened (key.openedOn>? AND key.openedOn<?)',
      ],
    ])('read along an index what it serves: %s', (_, filter, detail) => {
      const plan = planFor(filter);
      expect(plan.inOrder).toBe(true);
      expect(plan.residual).toBeNull();
      expect(explained(plan)).toEqual([detail]);
    });

    it('sort what comes in another order than that of an index', () => {
      const plan = planFor({}, [
        { field: 'status', direction: 'asc' },
        { field: 'openedOn', direction: 'asc' },
      ]);
      expect(plan.inOrder).toBe(false);
      expect(explained(plan).join()).toContain('USE TEMP B-TREE');
    });

    it('read an index from its end for the reverse of its order', () => {
      const plan = planFor({ status: 'open' }, [{ field: 'openedOn', direction: 'asc' }]);
      expect(plan.inOrder).toBe(true);
      expect(explained(plan)).toEqual(['SEARCH cases@1 USING INDEX cases@1/status (key.status=?)']);
    });

    it('ask each document on the way for what no index serves', () => {
      const plan = planFor({ status: 'open', note: 'x' });
      expect(plan.residual).not.toBeNull();
      expect(explained(plan)).toEqual(['SEARCH cases@1 USING INDEX cases@1/status (key.status=?)']);
    });

    it('gather and sort what is rare', () => {
      const plan = planFor({ words: 'w-7', status: 'closed' });
      expect(plan.inOrder).toBe(false);
      expect(explained(plan)).toContain('SEARCH cases@1#many USING PRIMARY KEY (index=? AND value=?)');
      expect(explained(plan)).toContain('SEARCH cases@1 USING INTEGER PRIMARY KEY (rowid=?)');
    });

    it('ask what is kept of a document for an element that is frequent', () => {
      const plan = planFor({ words: 'all', status: 'closed' });
      expect(plan.inOrder).toBe(true);
      expect(plan.residual?.text).toContain('json_each("many")');
    });

    it('ask for each value of a list by itself, when an index gives all of them in order', () => {
      const plans = (filter: Filter, sort: FindQuery['sort'] = NEWEST_FIRST) =>
        partsOf(schema, { filter: parseFilter(filter), order: wholeOrder(sort) });
      const parts = plans({ status: { $in: ['open', 'closed', 'open', null] } });
      expect(parts?.map(({ where }) => where.params)).toEqual([['open'], ['closed'], []]);
      expect(parts?.map(explained)).toEqual(
        Array(3).fill(['SEARCH cases@1 USING INDEX cases@1/status (key.status=?)']),
      );
      const closed = { status: { $in: ['open', 'closed'] } };
      expect(plans({ ...closed, note: 'x' })).toBeNull();
      expect(plans(closed, [{ field: 'status', direction: 'asc' }])).toBeNull();
      expect(plans({ words: { $in: ['all', 'w-7'] } })).toBeNull();
    });

    it('find ids by the primary key', () => {
      const plan = planFor({ id: { $in: ['c-1', 'c-2'] } });
      expect(explained(plan)).toContain('SEARCH cases@1 USING INDEX sqlite_autoindex_cases@1_1 (id=?)');
    });
  });

  it('brings indexes to what is declared when it is opened again', async () => {
    await (await filled(30)).store.close();
    const changed: CollectionDefinition = {
      ...CASES,
      indexes: [
        { name: 'opened', keys: [{ field: 'openedOn', direction: 'asc' }] },
        { name: 'letters', keys: [{ field: 'words', direction: 'asc' }], many: true },
      ],
    };
    const store = openSqliteReadStore(path);
    const cases = await store.collection<Case>(changed);
    expect((await cases.find({ filter: { words: 'w-3' }, sort: [], limit: 5 })).documents).toEqual([
      caseOf(3),
    ]);
    await store.save([{ collection: cases, documents: [{ id: 'c-3', revision: 1, body: null }] }], []);
    expect(await cases.count({ words: { $prefix: 'w-' } })).toEqual({ count: 29, capped: false });
    await store.close();
    const connection = Connection.open(path, true);
    const names = connection.all<{ name: string }>(
      sql(`SELECT "name" FROM sqlite_schema WHERE "type" = 'index' AND "sql" IS NOT NULL`),
    );
    expect(names.map(({ name }) => name)).toEqual(['cases@1/opened']);
    expect(connection.all(sql('SELECT 1 FROM "cases@1#many" WHERE "index" = ?', 'words'))).toEqual([]);
    connection.close();
  });

  it('reads beside a writer and refuses to write', async () => {
    const { store, cases } = await filled(3);
    const reader = openSqliteReadStore(path, { readOnly: true });
    const seen = await reader.collection<Case>(CASES);
    expect(await seen.count()).toEqual({ count: 3, capped: false });
    await save(store, cases, [caseOf(3)]);
    await store.switchTo('cases', '1');
    expect(await seen.count({ words: 'all' })).toEqual({ count: 4, capped: false });
    expect(await reader.liveVersion('cases')).toBe('1');
    await expect(save(reader, seen, [caseOf(4)])).rejects.toThrow(StoreUnavailable);
    await expect(reader.switchTo('cases', '1')).rejects.toThrow(StoreUnavailable);
    await expect(reader.drop('cases', '2')).rejects.toThrow(StoreUnavailable);
    await expect(reader.collection({ ...CASES, version: '9' })).rejects.toThrow('there is no cases@9');
    await reader.close();
    await store.close();
  });

  it('says that it is unavailable when there is no file to read, or it was closed', async () => {
    expect(() => openSqliteReadStore(join(folder, 'none.db'), { readOnly: true })).toThrow(StoreUnavailable);
    expect(() => openSqliteReadStore(join(folder, 'none', 'read.db'))).toThrow(StoreUnavailable);
    const { store, cases } = await filled(1);
    await store.close();
    await store.close();
    await expect(cases.get('c-0')).rejects.toThrow(StoreUnavailable);
    await expect(save(store, cases, [caseOf(1)])).rejects.toThrow(StoreUnavailable);
  });

  it('saves nothing on a full disk, and everything once there is room', async () => {
    const connection = Connection.open(path, false);
    layOut(connection);
    layOutCollection(connection, new CollectionSchema(CASES));
    const store = new SqliteReadStore(connection, false);
    const cases = await store.collection<Case>(CASES);
    await save(store, cases, [caseOf(0)]);
    const large = Array.from({ length: 2_000 }, (_, at) => ({ ...caseOf(at), revision: 1 }));
    connection.exec('PRAGMA max_page_count = 40');
    await expect(save(store, cases, large)).rejects.toThrow(StoreUnavailable);
    expect(await cases.get('c-0')).toEqual(caseOf(0));
    expect(await cases.count()).toEqual({ count: 1, capped: false });
    connection.exec('PRAGMA max_page_count = 100000');
    await save(store, cases, large);
    expect(await cases.count({ words: 'all' })).toEqual({ count: 2_000, capped: false });
    await store.close();
  });

  it('takes back the documents of a save whose checkpoint fails', async () => {
    const { store, cases } = await filled(1);
    const documents = [{ id: 'c-1', revision: 0, body: caseOf(1) }];
    const wrong = { projection: 'cases@1', position: null as unknown as string, recordedAt: '' };
    await expect(store.save([{ collection: cases, documents }], [wrong])).rejects.toThrow('NOT NULL');
    expect(await cases.load(['c-1'])).toEqual([]);
    expect(await cases.count({ words: 'w-1' })).toEqual({ count: 0, capped: false });
    await save(store, cases, [caseOf(1)]);
    expect(await cases.get('c-1')).toEqual(caseOf(1));
    await store.close();
  });

  it('leaves no trace of what was replaced, removed or dropped once it is told to', async () => {
    const { store, cases } = await filled(500);
    const old = await store.collection<Case>({ ...CASES, version: '0' });
    const secret = (at: number): Case => ({
      ...caseOf(at),
      revision: 1,
      status: 'SECRET-one',
      openedOn: 'SECRET-two'.repeat(at % 7 === 0 ? 2_000 : 1),
      words: ['SECRET-three'],
    });
    const secrets = Array.from({ length: 500 }, (_, at) => secret(at));
    await save(store, cases, secrets);
    await save(store, old, secrets);
    await store.eraseTraces();
    expect(bytes()).toContain('SECRET');
    await save(
      store,
      cases,
      secrets.map(({ id }, at) => ({ ...caseOf(at), id, revision: 2 })),
    );
    await store.save([{ collection: cases, documents: [{ id: 'c-1', revision: 3, body: null }] }], []);
    await store.drop('cases', '0');
    await store.eraseTraces();
    expect(bytes()).not.toContain('SECRET');
    expect(await cases.count()).toEqual({ count: 499, capped: false });
    await store.close();
  });

  it('leaves no trace of a version that is dropped, nor of what another one said for a while', async () => {
    const { store, cases } = await filled(1);
    const old = await store.collection<Case>({ ...CASES, version: '0' });
    const secret: Case = { ...caseOf(0), revision: 1, status: 'SECRET' };
    await save(store, cases, [secret]);
    await save(store, old, [secret]);
    await save(store, cases, [{ ...caseOf(0), revision: 2 }]);
    expect(bytes()).toContain('SECRET');
    await store.drop('cases', '0');
    expect(bytes()).not.toContain('SECRET');
    await store.close();
  });

  it('answers others while it empties what was dropped, and is rid of it after a death in between', async () => {
    const { store, cases } = await filled(2_000);
    await store.collection({ ...CASES, version: '0' });
    await store.switchTo('cases', '0');
    const dropping = store.drop('cases', '1');
    let answers = 0;
    for (let isDropped = false; !isDropped; answers += 1) {
      expect(await store.versions('cases')).toEqual(['0']);
      isDropped = await Promise.race([dropping.then(() => true), breathe().then(() => false)]);
    }
    expect(answers).toBeGreaterThan(5);
    await expect(cases.get('c-0')).rejects.toThrow('no such table');

    const again = await store.collection<Case>(CASES);
    await save(
      store,
      again,
      Array.from({ length: 2_000 }, (_, at) => caseOf(at)),
    );
    const dying = store.drop('cases', '1');
    await store.close();
    await dying;
    const next = openSqliteReadStore(path);
    expect(await next.versions('cases')).toEqual(['0']);
    await next.eraseTraces();
    expect(bytes()).not.toContain('dropped/');
    await next.close();
  });

  const bytes = (): string =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('');

  it('takes a prefix up to the last code point', async () => {
    const { store, cases } = await filled(0);
    const words = [
      'q\u{10ffff}',
      'q\u{10ffff}\u{10ffff}z',
      'r',
      '\u{10ffff}',
      '\u{10ffff}a',
      '\ud7ff!',
      '\ue000',
    ];
    await save(
      store,
      cases,
      words.map((word, at) => ({ ...caseOf(at), words: [word], status: word })),
    );
    for (const field of ['words', 'status']) {
      const count = async ($prefix: string) => (await cases.count({ [field]: { $prefix } })).count;
      expect(await count('q\u{10ffff}')).toBe(2);
      expect(await count('\u{10ffff}')).toBe(2);
      expect(await count('\ud7ff')).toBe(1);
      expect(await count('')).toBe(7);
    }
    await store.close();
  });
});
