import {
  InvalidCursor,
  type CollectionDefinition,
  type Document,
  type Filter,
  type FindQuery,
  type ReadCollection,
  type ReadStore,
  type SavedDocument,
} from '#event-sourcing';
import { readStoreProperties } from './read-store.properties.js';

/** An adapter under test: its store, the same data opened again, and the way to remove them. */
export interface ReadStoreUnderTest {
  readonly store: ReadStore;
  /** Closes the store and opens it on the same data. */
  reopen(): Promise<ReadStore>;
  cleanup(): Promise<void>;
}

interface Case extends Document {
  readonly status?: string | null;
  readonly openedOn?: string | null;
  readonly amount?: number;
  readonly closed?: boolean;
  readonly title?: string;
  readonly words?: readonly string[];
  readonly place?: { readonly country?: string | null; readonly city?: { readonly name?: string } };
  readonly people?: readonly { readonly ref: string; readonly roles?: readonly string[] }[];
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
    { name: 'country', keys: [{ field: 'place.country', direction: 'asc' }] },
    { name: 'closed', keys: [{ field: 'closed', direction: 'asc' }] },
    { name: 'words', keys: [{ field: 'words', direction: 'asc' }], many: true },
    { name: 'people', keys: [{ field: 'people.ref', direction: 'asc' }], many: true },
  ],
};

/** Shown by its lines. */
const LISTED: CollectionDefinition = {
  ...CASES,
  line: ['status', 'place.country', 'place.city.name', 'words', 'people.ref'],
};
const LINED: readonly Case[] = [
  {
    id: 'a',
    revision: 4,
    status: 'open',
    openedOn: '2024-01-01',
    amount: 5,
    words: ['x'],
    place: { country: 'LA', city: { name: 'Viêng Chăn' } },
  },
  {
    id: 'b',
    revision: 1,
    status: null,
    openedOn: '2024-02-01',
    place: { city: {} },
    people: [{ ref: 's-1' }],
  },
];
const LINES = [
  {
    id: 'a',
    revision: 4,
    status: 'open',
    words: ['x'],
    place: { country: 'LA', city: { name: 'Viêng Chăn' } },
  },
  { id: 'b', revision: 1, status: null },
];
const byId = (one: Document, other: Document): number => (one.id < other.id ? -1 : 1);

const NEWEST_FIRST = [{ field: 'openedOn', direction: 'desc' }] as const;
const BY_ID = [{ field: 'id', direction: 'asc' }] as const;

const saved = <D extends Document>(body: D): SavedDocument<D> => ({
  id: body.id,
  revision: body.revision,
  body,
});

async function everything<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** What every read store does, as facts; each adapter enrols in five lines. */
export function readStoreContract(name: string, factory: () => Promise<ReadStoreUnderTest>): void {
  describe(`read store: ${name}`, () => {
    let underTest: ReadStoreUnderTest;
    let store: ReadStore;
    let cases: ReadCollection<Case>;

    beforeEach(async () => {
      underTest = await factory();
      store = underTest.store;
      cases = await store.collection<Case>(CASES);
    });
    afterEach(() => underTest.cleanup());

    const save = (...documents: Case[]) =>
      store.save([{ collection: cases, documents: documents.map(saved) }], []);

    const idsOf = async (filter: Filter): Promise<string[]> => {
      const { documents } = await cases.find({ filter, sort: BY_ID, limit: 100 });
      const { count } = await cases.count(filter);
      expect(count).toBe(documents.length);
      return documents.map(({ id }) => id);
    };

    /** Every page of a query, by its cursors. */
    const pagesOf = async (query: FindQuery): Promise<string[][]> => {
      const pages: string[][] = [];
      for (let after = query.after, more = true; more;) {
        const page = await cases.find({ ...query, ...(after !== undefined && { after }) });
        pages.push(page.documents.map(({ id }) => id));
        after = page.next;
        more = after !== undefined;
      }
      return pages;
    };

    describe('saving', () => {
      it('reads back what was saved, whole', async () => {
        const body: Case = {
          id: 'a',
          revision: 3,
          status: 'open',
          amount: 12.5,
          closed: false,
          openedOn: null,
          title: 'Nguyễn Thị Ánh, 阮, 🏔 "quoted" \\ \u0001',
          people: [{ ref: 'subject-1', roles: ['citizen'] }],
          place: { city: {} },
        };
        await save(body);
        expect(await cases.get('a')).toEqual(body);
        expect(await cases.get('b')).toBeNull();
        expect(await cases.load(['a'])).toEqual([{ id: 'a', revision: 3, body }]);
      });

      it('gives a body the id and the revision it was saved with', async () => {
        await store.save(
          [{ collection: cases, documents: [{ id: 'a', revision: 7, body: { id: 'x', revision: 2 } }] }],
          [],
        );
        expect(await cases.get('a')).toEqual({ id: 'a', revision: 7 });
        expect(await idsOf({ id: 'a', revision: 7 })).toEqual(['a']);
      });

      it('is not changed through what was given or read', async () => {
        const words = ['one'];
        await save({ id: 'a', revision: 0, words });
        words.push('two');
        const read = await cases.get('a');
        (read?.words as string[]).push('three');
        expect(await cases.get('a')).toEqual({ id: 'a', revision: 0, words: ['one'] });
      });

      it('replaces by a higher revision, leaves alone at the same or a lower one', async () => {
        await save({ id: 'a', revision: 5, status: 'first' });
        await save({ id: 'a', revision: 5, status: 'equal' });
        await save({ id: 'a', revision: 4, status: 'stale' });
        expect(await cases.get('a')).toEqual({ id: 'a', revision: 5, status: 'first' });
        await save({ id: 'a', revision: 6, status: 'newer' });
        expect(await cases.get('a')).toEqual({ id: 'a', revision: 6, status: 'newer' });
        expect(await idsOf({ status: 'first' })).toEqual([]);
        expect(await idsOf({ status: 'newer' })).toEqual(['a']);
      });

      it('keeps the highest of many concurrent saves', async () => {
        const revisions = [3, 9, 0, 7, 9, 1, 8, 2, 6, 5, 4];
        await Promise.all(revisions.map((revision) => save({ id: 'a', revision, words: [`w${revision}`] })));
        expect(await cases.get('a')).toEqual({ id: 'a', revision: 9, words: ['w9'] });
        expect(await idsOf({ words: { $prefix: 'w' } })).toEqual(['a']);
        expect(await idsOf({ words: { $in: ['w3', 'w8'] } })).toEqual([]);
      });

      it('takes the same document twice in one save in any order', async () => {
        await save({ id: 'a', revision: 1, status: 'one' }, { id: 'a', revision: 0, status: 'zero' });
        expect(await cases.get('a')).toEqual({ id: 'a', revision: 1, status: 'one' });
      });

      it('refuses an array where an index does not expect one, and saves nothing', async () => {
        const wrong = { id: 'b', revision: 0, status: ['open'] } as unknown as Case;
        await expect(save({ id: 'a', revision: 0 }, wrong)).rejects.toThrow('status of b holds an array');
        expect(await cases.load(['a', 'b'])).toEqual([]);
      });

      it('refuses a handle that is not its own', async () => {
        const foreign = { definition: { ...CASES, name: 'elsewhere' } } as ReadCollection;
        await expect(store.save([{ collection: foreign, documents: [] }], [])).rejects.toThrow('elsewhere@1');
      });
    });

    describe('tombstones', () => {
      const bury = (revision: number) =>
        store.save([{ collection: cases, documents: [{ id: 'a', revision, body: null }] }], []);

      beforeEach(() =>
        save(
          { id: 'a', revision: 1, status: 'open', words: ['an'], people: [{ ref: 's-1' }] },
          { id: 'b', revision: 1, status: 'open' },
        ),
      );

      it('hide a document from every read but load and scan', async () => {
        await bury(2);
        expect(await cases.get('a')).toBeNull();
        expect(await cases.getMany(['a', 'b'])).toEqual([{ id: 'b', revision: 1, status: 'open' }]);
        expect(await idsOf({})).toEqual(['b']);
        expect(await idsOf({ status: { $ne: 'closed' } })).toEqual(['b']);
        expect(await idsOf({ status: null })).toEqual([]);
        expect(await idsOf({ words: 'an' })).toEqual([]);
        expect(await idsOf({ 'people.ref': 's-1' })).toEqual([]);
        expect((await cases.find({ sort: NEWEST_FIRST, limit: 10 })).documents).toHaveLength(1);
        expect(await cases.groupBy(undefined, ['status'])).toEqual([
          { key: { status: 'open' }, count: 1, sums: {} },
        ]);
        expect(await cases.load(['a'])).toEqual([{ id: 'a', revision: 2, body: null }]);
        expect((await everything(cases.scan())).flat().map(({ id, body }) => [id, body === null])).toEqual([
          ['a', true],
          ['b', false],
        ]);
      });

      it('are not undone by an older save, and end with a newer one', async () => {
        await bury(2);
        await save({ id: 'a', revision: 2, status: 'open' });
        await save({ id: 'a', revision: 1, status: 'open' });
        expect(await cases.get('a')).toBeNull();
        await save({ id: 'a', revision: 3, status: 'again', words: ['an'] });
        expect(await idsOf({ words: 'an' })).toEqual(['a']);
      });

      it('do not replace a newer document', async () => {
        await bury(1);
        expect(await cases.get('a')).not.toBeNull();
      });
    });

    describe('reading by id', () => {
      it('finds those that exist, each once', async () => {
        await save({ id: 'a', revision: 0 }, { id: 'b', revision: 0 });
        const found = await cases.getMany(['b', 'nobody', 'a', 'b']);
        expect(found.map(({ id }) => id).sort()).toEqual(['a', 'b']);
        expect(await cases.getMany([])).toEqual([]);
        expect(await cases.load(['nobody'])).toEqual([]);
      });

      it('gives the line of each, as far as it is there, and no tombstone', async () => {
        const listed = await store.collection({ ...LISTED, name: 'listed' });
        const documents = [...LINED, { id: 'gone', revision: 2 }].map(saved);
        await store.save([{ collection: listed, documents }], []);
        await store.save([{ collection: listed, documents: [{ id: 'gone', revision: 3, body: null }] }], []);
        const lines = await listed.getLines(['b', 'nobody', 'gone', 'a']);
        expect([...lines].sort(byId)).toEqual(LINES);
        expect(await listed.getLines([])).toEqual([]);
        await save({ id: 'a', revision: 4, words: ['x'] });
        expect(await cases.getLines(['a'])).toEqual([{ id: 'a', revision: 4, words: ['x'] }]);
      });

      it('scans in the order of ids, in pages', async () => {
        await save(...['d', 'b', 'ä', 'a', 'c'].map((id) => ({ id, revision: 0 })));
        const pages = await everything(cases.scan(2));
        expect(pages.map((page) => page.map(({ id }) => id))).toEqual([['a', 'b'], ['c', 'd'], ['ä']]);
      });
    });

    describe('filters', () => {
      beforeEach(() =>
        save(
          {
            id: 'a',
            revision: 0,
            status: 'open',
            openedOn: '2024-01-01',
            amount: 5,
            closed: false,
            title: 'Án mạng',
            words: ['quang', 'binh', 'quan'],
            place: { country: 'LA', city: { name: 'Viêng Chăn' } },
            people: [
              { ref: 's-1', roles: ['citizen'] },
              { ref: 's-2', roles: ['witness', 'relative'] },
            ],
          },
          {
            id: 'b',
            revision: 1,
            status: 'waiting',
            openedOn: '2024-02-01',
            amount: 10,
            closed: true,
            title: 'an toàn',
            words: ['Quang', 'q\u{10ffff}z'],
            place: { country: 'TH', city: {} },
            people: [{ ref: 's-2' }],
          },
          { id: 'c', revision: 2, status: null, amount: -1, title: '🏔', words: [], place: { country: null } },
          { id: 'd', revision: 3, title: '\ue000' },
          { id: 'đ', revision: 4, status: 'openly', openedOn: '2024-02-01', amount: 10.5, closed: false },
        ),
      );

      const facts: readonly [Filter, string[]][] = [
        [{}, ['a', 'b', 'c', 'd', 'đ']],
        [{ id: 'đ' }, ['đ']],
        [{ id: { $in: ['d', 'a', 'x'] } }, ['a', 'd']],
        [{ revision: { $gte: 2 } }, ['c', 'd', 'đ']],
        // on an indexed field
        [{ status: 'open' }, ['a']],
        [{ status: { $eq: 'open' } }, ['a']],
        [{ status: { $ne: 'open' } }, ['b', 'c', 'd', 'đ']],
        [{ status: null }, ['c', 'd']],
        [{ status: { $ne: null } }, ['a', 'b', 'đ']],
        [{ status: { $in: ['open', 'waiting'] } }, ['a', 'b']],
        [{ status: { $in: ['open', null] } }, ['a', 'c', 'd']],
        [{ status: { $in: [] } }, []],
        [{ status: { $nin: ['open', 'waiting'] } }, ['c', 'd', 'đ']],
        [{ status: { $nin: ['open', null] } }, ['b', 'đ']],
        [{ status: { $nin: [] } }, ['a', 'b', 'c', 'd', 'đ']],
        [{ status: { $exists: true } }, ['a', 'b', 'c', 'đ']],
        [{ status: { $exists: false } }, ['d']],
        [{ status: { $prefix: 'open' } }, ['a', 'đ']],
        [{ status: { $prefix: 'OPEN' } }, []],
        [{ status: { $prefix: '' } }, ['a', 'b', 'đ']],
        [{ status: { $gt: 'open' } }, ['b', 'đ']],
        [{ status: { $lte: 'open' } }, ['a']],
        [{ status: { $gt: 0 } }, []],
        [{ openedOn: { $gte: '2024-01-01', $lt: '2024-02-01' } }, ['a']],
        [{ openedOn: '2024-02-01', status: 'waiting' }, ['b']],
        [{ closed: true }, ['b']],
        [{ closed: { $ne: true } }, ['a', 'c', 'd', 'đ']],
        [{ 'place.country': 'LA' }, ['a']],
        [{ 'place.country': null }, ['c', 'd', 'đ']],
        [{ 'place.country': { $exists: true } }, ['a', 'b', 'c']],
        // on a field without an index
        [{ amount: 10 }, ['b']],
        [{ amount: { $gt: 5 } }, ['b', 'đ']],
        [{ amount: { $gte: 5, $lt: 10.5 } }, ['a', 'b']],
        [{ amount: { $lt: 'z' } }, []],
        [{ amount: { $nin: [5, 10] } }, ['c', 'd', 'đ']],
        [{ amount: { $in: [5, 'x', null] } }, ['a', 'd']],
        [{ title: { $prefix: 'an' } }, ['b']],
        [{ title: { $prefix: 'Án' } }, ['a']],
        [{ title: { $prefix: '\ud83c\udfd4' } }, ['c']],
        [{ title: { $gt: '\ue000' } }, ['c']],
        [{ title: { $lt: 'an' } }, []],
        [{ 'place.city.name': 'Viêng Chăn' }, ['a']],
        [{ 'place.city.name': null }, ['b', 'c', 'd', 'đ']],
        [{ 'place.city.name': { $exists: true } }, ['a']],
        [{ 'place.city': { $exists: true } }, ['a', 'b']],
        // any element of an array, by its own index
        [{ words: 'quang' }, ['a']],
        [{ words: { $prefix: 'quan' } }, ['a']],
        [{ words: { $prefix: 'q\u{10ffff}' } }, ['b']],
        [{ words: { $in: ['binh', 'Quang'] } }, ['a', 'b']],
        [{ words: { $ne: 'quang' } }, ['b', 'c', 'd', 'đ']],
        [{ words: { $exists: true } }, ['a', 'b', 'c']],
        [{ words: { $gt: 'quan' } }, ['a', 'b']],
        [{ 'people.ref': 's-2' }, ['a', 'b']],
        [{ 'people.ref': { $nin: ['s-1'] } }, ['b', 'c', 'd', 'đ']],
        // and without one
        [{ 'people.roles': 'relative' }, ['a']],
        [{ 'people.roles': { $prefix: 'wit' } }, ['a']],
        [{ 'people.roles': { $in: ['x', 'citizen'] } }, ['a']],
        [{ people: { $exists: true } }, ['a', 'b']],
        // combined
        [{ $or: [{ status: 'open' }, { amount: { $gt: 10 } }] }, ['a', 'đ']],
        [{ $or: [] }, []],
        [{ $and: [] }, ['a', 'b', 'c', 'd', 'đ']],
        [{ $and: [{ words: { $prefix: 'quan' } }, { words: { $prefix: 'bi' } }] }, ['a']],
        [{ $not: { status: { $prefix: 'open' } } }, ['b', 'c', 'd']],
        [{ $not: { $or: [{ status: null }, { words: 'Quang' }] } }, ['a', 'đ']],
        [{ $not: { amount: { $gt: 5 }, closed: false } }, ['a', 'b', 'c', 'd']],
        [{ status: 'open', $not: { amount: 5 } }, []],
        [{ $and: [{ status: 'open' }, { status: 'waiting' }] }, []],
      ];

      it.each(facts.map(([filter, ids]) => [JSON.stringify(filter), filter, ids] as const))(
        '%s',
        async (_, filter, ids) => expect(await idsOf(filter)).toEqual(ids),
      );

      it.each([
        [{ status: { $regex: '.*' } }],
        [{ $where: 'true' }],
        [{ status: { $in: 'open' } }],
        [{ status: { $gt: null } }],
        [{ status: ['open'] }],
        [{ $or: { status: 'open' } }],
        [{ "a') OR 1=1 --": 'x' }],
        [{ 'words.0': 'x' }],
        [{ constructor: 'x' }],
      ])('refuses %j', async (filter) => {
        await expect(cases.count(filter as unknown as Filter)).rejects.toThrow();
        await expect(
          cases.find({ filter: filter as unknown as Filter, sort: [], limit: 1 }),
        ).rejects.toThrow();
      });

      it('takes a value for what it is', async () => {
        expect(await idsOf({ status: "' OR 1=1 --" })).toEqual([]);
        expect(await idsOf({ status: { $prefix: '%' } })).toEqual([]);
        expect(await idsOf({ words: { $prefix: 'q.*' } })).toEqual([]);
      });
    });

    describe('order', () => {
      const order = async (...sort: FindQuery['sort']) =>
        (await cases.find({ sort, limit: 100 })).documents.map(({ id }) => id).join(' ');

      beforeEach(() =>
        save(
          { id: 'c', revision: 0, openedOn: '2024-01-01', amount: 2, title: 'đ' },
          { id: 'a', revision: 0, openedOn: '2024-01-01', amount: 10, title: 'z' },
          { id: 'e', revision: 0, openedOn: null, title: '🏔' },
          { id: 'b', revision: 0, openedOn: '2023-05-01', amount: 2, title: '\ue000' },
          { id: 'd', revision: 0, amount: -1.5, title: 'Z' },
        ),
      );

      it('ascends and descends, nothing before everything, ties by id in the direction of the last key', async () => {
        expect(await order({ field: 'openedOn', direction: 'asc' })).toBe('d e b a c');
        expect(await order({ field: 'openedOn', direction: 'desc' })).toBe('c a b e d');
        expect(await order({ field: 'amount', direction: 'asc' })).toBe('e d b c a');
        expect(await order({ field: 'amount', direction: 'desc' })).toBe('a c b d e');
        expect(await order()).toBe('a b c d e');
        expect(await order({ field: 'id', direction: 'desc' })).toBe('e d c b a');
      });

      it('orders text by code points', async () => {
        expect(await order({ field: 'title', direction: 'asc' })).toBe('d a c b e');
      });

      it('orders by several keys in mixed directions', async () => {
        const amount = { field: 'amount', direction: 'desc' } as const;
        expect(await order({ field: 'openedOn', direction: 'asc' }, amount)).toBe('d e b a c');
        expect(await order(amount, { field: 'openedOn', direction: 'asc' })).toBe('a b c d e');
        expect(await order(amount, { field: 'id', direction: 'desc' })).toBe('a c b d e');
      });
    });

    describe('pages', () => {
      const many = (count: number): Case[] =>
        Array.from({ length: count }, (_, at) => ({
          id: `c-${String((at * 7919) % count).padStart(4, '0')}`,
          revision: 0,
          ...(at % 5 > 0 && { openedOn: `2024-01-${String(1 + (at % 9)).padStart(2, '0')}` }),
          status: at % 3 === 0 ? 'open' : 'closed',
          amount: at % 4,
          words: at % 10 === 0 ? ['rare', 'all'] : ['all'],
        }));

      const sorts: readonly FindQuery['sort'][] = [
        [],
        NEWEST_FIRST,
        [{ field: 'openedOn', direction: 'asc' }],
        [{ field: 'amount', direction: 'desc' }, ...NEWEST_FIRST],
        [{ field: 'id', direction: 'desc' }],
      ];
      const filters: readonly Filter[] = [
        {},
        { status: 'open' },
        { status: 'open', amount: 2 },
        { words: 'rare' },
        { words: 'all', status: 'closed' },
        { words: { $prefix: 'al' }, status: 'closed' },
        { words: { $in: ['rare', 'none'] }, status: 'open' },
        { status: { $in: ['open', 'closed', 'open'] } },
        { status: { $in: ['open', null] }, openedOn: { $gte: '2024-01-05' } },
        { status: { $in: ['open', 'closed'] }, amount: { $in: [1, 3] } },
        { openedOn: { $gt: '2024-01-03', $lte: '2024-01-07' } },
        { openedOn: null },
        { status: 'open', openedOn: { $gte: '2024-01-05' } },
      ];

      it('visit everything exactly once, in order', async () => {
        await save(...many(60));
        for (const sort of sorts) {
          for (const filter of filters) {
            const whole = (await pagesOf({ filter, sort, limit: 1_000 })).flat();
            expect(whole).toHaveLength((await cases.count(filter)).count);
            const pages = await pagesOf({ filter, sort, limit: 7 });
            expect(pages.flat()).toEqual(whole);
            expect(pages.slice(0, -1).every((page) => page.length === 7)).toBe(true);
          }
        }
      });

      it('of lines are the same pages', async () => {
        const listed = await store.collection({ ...LISTED, name: 'listed' });
        await store.save([{ collection: listed, documents: many(60).map(saved) }], []);
        for (const sort of sorts) {
          for (const filter of filters) {
            const query = { filter, sort, limit: 7 };
            const { documents, next } = await listed.find(query);
            const lines = await listed.getLines(documents.map(({ id }) => id));
            const inOrder = documents.map(({ id }) => lines.find((line) => line.id === id));
            expect(await listed.findLines(query)).toEqual({ documents: inOrder, ...(next && { next }) });
          }
        }
      });

      it('end with the last document, also when it fills a page', async () => {
        await save(...many(20));
        expect((await pagesOf({ sort: NEWEST_FIRST, limit: 10 })).map(({ length }) => length)).toEqual([
          10, 10,
        ]);
        expect((await cases.find({ sort: [], limit: 20 })).next).toBeUndefined();
        expect(await cases.find({ filter: { status: 'none' }, sort: [], limit: 5 })).toEqual({
          documents: [],
        });
      });

      it('visit what was there exactly once while documents are inserted and removed', async () => {
        await save(...many(50));
        const seen: string[] = [];
        let after: string | undefined;
        let round = 0;
        do {
          const page = await cases.find({ sort: NEWEST_FIRST, limit: 7, ...(after && { after }) });
          seen.push(...page.documents.map(({ id }) => id));
          after = page.next;
          round += 1;
          await save(
            { id: `a-${round}`, revision: 0, openedOn: '2024-01-05' },
            { id: `z-${round}`, revision: 0 },
            { id: `m-${round}`, revision: 0, openedOn: '2025-01-01' },
          );
        } while (after !== undefined && round < 50);
        const old = seen.filter((id) => id.startsWith('c-'));
        expect([...old].sort()).toEqual(
          many(50)
            .map(({ id }) => id)
            .sort(),
        );
        expect(new Set(seen).size).toBe(seen.length);
      });

      it('go on behind a document that is gone', async () => {
        await save(...many(20));
        const first = await cases.find({ sort: NEWEST_FIRST, limit: 5 });
        const last = first.documents.at(-1)?.id ?? '';
        const rest = await pagesOf({ sort: NEWEST_FIRST, limit: 5, after: first.next! });
        await store.save([{ collection: cases, documents: [{ id: last, revision: 1, body: null }] }], []);
        expect(await pagesOf({ sort: NEWEST_FIRST, limit: 5, after: first.next! })).toEqual(rest);
      });

      it('that have examined their limit say so, and go on to the end', async () => {
        await save(...many(100));
        const query = { filter: { amount: 3, status: 'open' }, sort: NEWEST_FIRST, limit: 5 };
        const whole = (await pagesOf({ ...query, limit: 1_000 })).flat();
        expect(whole.length).toBeGreaterThan(5);
        for (const examineLimit of [1, 2, 3, 10, 99, 100, 101]) {
          const pages = await pagesOf({ ...query, examineLimit });
          expect(pages.flat()).toEqual(whole);
          expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(5);
        }
      });

      it('refuse a cursor that is not theirs', async () => {
        await save(...many(20));
        const query: FindQuery = { filter: { status: 'open' }, sort: NEWEST_FIRST, limit: 3 };
        const after = (await cases.find(query)).next!;
        const next = await store.collection<Case>({ ...CASES, version: '2' });
        const other: FindQuery = { ...query, filter: { status: 'closed' }, after };
        await expect(next.find({ ...query, after })).rejects.toThrow(InvalidCursor);
        await expect(cases.find(other)).rejects.toThrow(InvalidCursor);
        await expect(cases.find({ ...query, sort: [], after })).rejects.toThrow(InvalidCursor);
        const damaged = [
          '',
          'x',
          after.slice(0, -4),
          Buffer.from('null').toString('base64url'),
          Buffer.from('[]').toString('base64url'),
        ];
        for (const text of damaged)
          await expect(cases.find({ ...query, after: text })).rejects.toThrow(InvalidCursor);
        const forged = JSON.parse(Buffer.from(after, 'base64url').toString()) as { after: unknown[] };
        for (const keys of [[], [{}, 'a'], [...forged.after, 'more'], 'text']) {
          const text = Buffer.from(JSON.stringify({ ...forged, after: keys })).toString('base64url');
          await expect(cases.find({ ...query, after: text })).rejects.toThrow(InvalidCursor);
        }
        await expect(cases.find({ ...query, limit: 0 })).rejects.toThrow('at least one');
      });
    });

    describe('counting and grouping', () => {
      beforeEach(() =>
        save(
          { id: 'a', revision: 0, status: 'open', amount: 5, closed: false, place: { country: 'LA' } },
          { id: 'b', revision: 0, status: 'open', amount: 7, closed: true, place: { country: 'LA' } },
          { id: 'c', revision: 0, status: 'done', closed: true, place: { country: 'TH' }, words: ['x'] },
          { id: 'd', revision: 0, amount: 1, title: '1', people: [{ ref: 's-1' }] },
          { id: 'e', revision: 0, status: null, amount: 0.5 },
        ),
      );

      it('counts up to the cap and says when it stopped', async () => {
        expect(await cases.count()).toEqual({ count: 5, capped: false });
        expect(await cases.count({}, 5)).toEqual({ count: 5, capped: false });
        expect(await cases.count({}, 4)).toEqual({ count: 4, capped: true });
        expect(await cases.count({ status: 'open' }, 1)).toEqual({ count: 1, capped: true });
      });

      it('groups in the order of keys and adds', async () => {
        expect(await cases.groupBy(undefined, ['status'], ['amount', 'revision'])).toEqual([
          { key: { status: null }, count: 2, sums: { amount: 1.5, revision: 0 } },
          { key: { status: 'done' }, count: 1, sums: { amount: 0, revision: 0 } },
          { key: { status: 'open' }, count: 2, sums: { amount: 12, revision: 0 } },
        ]);
        expect(await cases.groupBy({ status: 'open' }, ['closed', 'place.country'])).toEqual([
          { key: { closed: false, 'place.country': 'LA' }, count: 1, sums: {} },
          { key: { closed: true, 'place.country': 'LA' }, count: 1, sums: {} },
        ]);
        expect(await cases.groupBy(undefined, ['closed'])).toEqual([
          { key: { closed: null }, count: 2, sums: {} },
          { key: { closed: false }, count: 1, sums: {} },
          { key: { closed: true }, count: 2, sums: {} },
        ]);
      });

      it('keeps the type of a key, and adds only numbers', async () => {
        expect(await cases.groupBy({ id: { $in: ['a', 'd'] } }, ['amount'], ['title', 'closed'])).toEqual([
          { key: { amount: 1 }, count: 1, sums: { title: 0, closed: 0 } },
          { key: { amount: 5 }, count: 1, sums: { title: 0, closed: 0 } },
        ]);
      });

      it('groups everything, and nothing', async () => {
        expect(await cases.groupBy(undefined, [], ['amount'])).toEqual([
          { key: {}, count: 5, sums: { amount: 13.5 } },
        ]);
        expect(await cases.groupBy({ status: 'none' }, ['status'], ['amount'])).toEqual([]);
        expect(await cases.groupBy({ status: 'none' }, [], ['amount'])).toEqual([]);
      });

      it('refuses a key over an array or an object', async () => {
        await expect(cases.groupBy(undefined, ['words'])).rejects.toThrow();
        await expect(cases.groupBy(undefined, ['people.ref'])).rejects.toThrow();
        await expect(cases.groupBy(undefined, ['place'])).rejects.toThrow();
      });
    });

    describe('checkpoints', () => {
      const checkpoint = {
        projection: 'cases@1',
        position: '00000000000000000042',
        recordedAt: '2024-01-01',
      };

      it('are saved with documents, or alone', async () => {
        expect(await store.checkpoint('cases@1')).toBeNull();
        await store.save([{ collection: cases, documents: [saved({ id: 'a', revision: 0 })] }], [checkpoint]);
        expect(await store.checkpoint('cases@1')).toEqual(checkpoint);
        const later = { ...checkpoint, position: '00000000000000000043', recordedAt: '2024-01-02' };
        await store.save([], [later, { ...checkpoint, projection: 'others@1' }]);
        expect(await store.checkpoint('cases@1')).toEqual(later);
        expect(await store.checkpoint('others@1')).toEqual({ ...checkpoint, projection: 'others@1' });
      });

      it('do not advance with a save that fails', async () => {
        const wrong = { id: 'b', revision: 0, status: [] } as unknown as Case;
        const failing = store.save([{ collection: cases, documents: [saved(wrong)] }], [checkpoint]);
        await expect(failing).rejects.toThrow();
        expect(await store.checkpoint('cases@1')).toBeNull();
      });

      it('repeat harmless work after a crash between documents and checkpoint', async () => {
        const documents = [
          saved<Case>({ id: 'a', revision: 2, status: 'open', words: ['x'] }),
          { id: 'b', revision: 1, body: null },
        ];
        await store.save([{ collection: cases, documents }], []);
        store = await underTest.reopen();
        cases = await store.collection<Case>(CASES);
        expect(await store.checkpoint('cases@1')).toBeNull();
        await store.save([{ collection: cases, documents }], [checkpoint]);
        expect((await everything(cases.scan())).flat()).toEqual(documents);
        expect(await store.checkpoint('cases@1')).toEqual(checkpoint);
      });
    });

    describe('versions', () => {
      it('live side by side until one is switched live', async () => {
        const next = await store.collection<Case>({ ...CASES, version: '2-9f.c' });
        await save({ id: 'a', revision: 0, status: 'old' });
        await store.save(
          [{ collection: next, documents: [saved({ id: 'a', revision: 0, status: 'new' })] }],
          [],
        );
        expect(await store.versions('cases')).toEqual(['1', '2-9f.c']);
        expect(await store.liveVersion('cases')).toBeNull();
        await store.switchTo('cases', '1');
        expect(await store.liveVersion('cases')).toBe('1');
        await store.switchTo('cases', '2-9f.c');
        expect(await store.liveVersion('cases')).toBe('2-9f.c');
        expect((await cases.get('a'))?.status).toBe('old');
        expect((await next.get('a'))?.status).toBe('new');
        expect(await next.count({ status: 'old' })).toEqual({ count: 0, capped: false });
      });

      it('are dropped with their checkpoint, never the live one', async () => {
        await store.collection({ ...CASES, version: '2' });
        await store.collection({ ...CASES, name: 'others' });
        const checkpoints = ['cases@1', 'cases@2', 'others@1'].map((projection) => ({
          projection,
          position: '1',
          recordedAt: '',
        }));
        await save({ id: 'a', revision: 9, words: ['x'] });
        await store.save([], checkpoints);
        await store.switchTo('cases', '2');
        await expect(store.drop('cases', '2')).rejects.toThrow('cases@2');
        await store.drop('cases', '1');
        await store.drop('cases', '1');
        expect(await store.versions('cases')).toEqual(['2']);
        expect(await store.versions('others')).toEqual(['1']);
        expect(await store.checkpoint('cases@1')).toBeNull();
        expect(await store.checkpoint('cases@2')).toEqual(checkpoints[1]);
        cases = await store.collection<Case>(CASES);
        expect(await cases.load(['a'])).toEqual([]);
        expect(await idsOf({ words: 'x' })).toEqual([]);
        await save({ id: 'a', revision: 0 });
        expect(await cases.get('a')).toEqual({ id: 'a', revision: 0 });
      });

      it('cannot be switched to before they exist', async () => {
        await store.switchTo('cases', '1');
        await expect(store.switchTo('cases', '3')).rejects.toThrow('cases@3');
        expect(await store.liveVersion('cases')).toBe('1');
        expect(await store.versions('nothing')).toEqual([]);
      });

      it('have plain names', async () => {
        for (const wrong of [{ name: 'a"b' }, { name: '' }, { version: '1@2' }, { version: '../1' }])
          await expect(store.collection({ ...CASES, ...wrong })).rejects.toThrow('not a collection');
      });
    });

    it('keeps everything when it is opened again', async () => {
      await save(
        { id: 'a', revision: 4, status: 'open', words: ['x'] },
        { id: 'b', revision: 0, status: 'open', openedOn: '2024-01-01' },
      );
      await store.save(
        [{ collection: cases, documents: [{ id: 'c', revision: 1, body: null }] }],
        [{ projection: 'cases@1', position: '7', recordedAt: '2024-01-01T00:00:00.000Z' }],
      );
      await store.switchTo('cases', '1');
      const first = await cases.find({ sort: NEWEST_FIRST, limit: 1 });
      store = await underTest.reopen();
      cases = await store.collection<Case>(CASES);
      expect(await store.liveVersion('cases')).toBe('1');
      expect(await store.versions('cases')).toEqual(['1']);
      expect(await store.checkpoint('cases@1')).toEqual({
        projection: 'cases@1',
        position: '7',
        recordedAt: '2024-01-01T00:00:00.000Z',
      });
      expect(await cases.load(['c'])).toEqual([{ id: 'c', revision: 1, body: null }]);
      expect(await idsOf({ words: 'x' })).toEqual(['a']);
      const second = await cases.find({ sort: NEWEST_FIRST, limit: 1, after: first.next! });
      expect(second.documents.map(({ id }) => id)).toEqual(['a']);
      await save({ id: 'a', revision: 3, status: 'stale' });
      expect((await cases.get('a'))?.status).toBe('open');
    });

    readStoreProperties(factory);
  });
}
