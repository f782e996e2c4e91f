import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConcurrencyConflict,
  groupSizeOf,
  InvalidAppend,
  type Page,
  StoreUnavailable,
} from '#event-sourcing';
import { collect, dataOf, event, events, follow, newStream, upTo } from '#store-contracts/testing';
import { CommitQueue } from './commit-queue.js';
import { openDatabase } from './database.js';
import { openSqliteEventStore, SqliteEventStore } from './sqlite-event-store.js';
import { openedStore } from './testing/opened-store.js';

type Opened = Awaited<ReturnType<typeof openedStore>>;

describe('SqliteEventStore', () => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openedStore();
  });
  afterEach(() => opened.cleanup());

  describe('the file', () => {
    const pragma = (db: DatabaseSync, name: string): unknown =>
      Object.values(db.prepare(`PRAGMA ${name}`).get()!)[0];

    it('is written durably, and what is deleted is overwritten', () => {
      const db = openDatabase(opened.path);
      expect(pragma(db, 'journal_mode')).toBe('wal');
      expect(pragma(db, 'synchronous')).toBe(2);
      expect(pragma(db, 'secure_delete')).toBe(1);
      db.close();
    });

    it('has one index beside the positions', () => {
      const db = openDatabase(opened.path, true);
      const indexes = db.prepare("SELECT name FROM sqlite_master WHERE type = 'index'").all();
      expect(indexes).toHaveLength(1);
      db.close();
    });

    it('has an acknowledged event in it that another connection sees, without any close', async () => {
      const stream = newStream();
      await opened.store.append(stream, [event('a')], 'no-stream');
      const other = openSqliteEventStore(opened.path, { readOnly: true });
      expect((await other.readStream(stream)).map(({ data }) => data)).toEqual(['a']);
      await other.close();
    });

    it('is one file when it is closed', async () => {
      await opened.store.append(newStream(), [event('a')], 'no-stream');
      expect(existsSync(`${opened.path}-wal`)).toBe(true);
      await opened.store.close();
      expect(existsSync(`${opened.path}-wal`)).toBe(false);
    });

    it('has an empty log file when it is closed beside a reader', async () => {
      await opened.store.append(newStream(), [event('a')], 'no-stream');
      const reader = openSqliteEventStore(opened.path, { readOnly: true });
      await reader.head();
      await opened.store.close();
      expect(statSync(`${opened.path}-wal`).size).toBe(0);
      await reader.close();
    });

    it('is left alone when a later version has written it', async () => {
      await opened.store.close();
      const db = new DatabaseSync(opened.path);
      db.exec('PRAGMA user_version = 99');
      db.close();
      expect(() => openSqliteEventStore(opened.path)).toThrow('later version');
    });
  });

  describe('a disk that is full', () => {
    it('refuses the whole group, conflicts included, writes nothing of it, and is usable again', async () => {
      await opened.store.close();
      const db = openDatabase(opened.path);
      const store = new SqliteEventStore(db);
      const kept = newStream();
      await store.append(kept, [event('kept')], 'no-stream');
      const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
      db.exec(`PRAGMA max_page_count = ${pages + 10}`);

      const [small, large, after] = [newStream(), newStream(), newStream()];
      const answers = await Promise.allSettled([
        store.append(small, [event('small')], 'no-stream'),
        store.append(kept, [event('conflict')], 'no-stream'),
        store.append(large, events('first', 'x'.repeat(100_000)), 'no-stream'),
        store.append(after, [event('after')], 'no-stream'),
      ]);
      expect(answers.map((answer) => answer.status === 'rejected' && (answer.reason as Error).name)).toEqual(
        answers.map(() => StoreUnavailable.name),
      );
      for (const stream of [small, large, after]) expect(await store.readStream(stream)).toEqual([]);
      expect(dataOf(await collect(store.readAll()))).toEqual(['kept']);

      await expect(store.append(kept, [event('x')], 'no-stream')).rejects.toBeInstanceOf(ConcurrencyConflict);
      expect((await store.append(small, [event('small')], 'no-stream')).revision).toBe(0);
      db.exec('PRAGMA max_page_count = 1000000');
      const result = await store.append(large, events('first', 'x'.repeat(100_000)), 'no-stream');
      expect(result).toEqual({ revision: 1, position: '00000000000000000004' });
      await store.close();
    });
  });

  describe('an error in the middle of a group', () => {
    it('takes back what was written before it', async () => {
      const db = openDatabase(join(opened.folder, 'broken.db'));
      const store = new SqliteEventStore(db);
      db.exec(`CREATE TEMP TRIGGER broken BEFORE INSERT ON main.events WHEN new.data = '"bad"'
               BEGIN SELECT RAISE(ABORT, 'broken'); END`);
      const [good, bad] = [newStream(), newStream()];
      const answers = await Promise.allSettled([
        store.append(good, [event('good')], 'no-stream'),
        store.append(bad, events('first', 'bad'), 'no-stream'),
      ]);
      expect(answers.map((answer) => answer.status === 'rejected' && (answer.reason as Error).name)).toEqual([
        StoreUnavailable.name,
        StoreUnavailable.name,
      ]);
      expect(dataOf(await collect(store.readAll()))).toEqual([]);
      expect((await store.append(good, [event('good')], 'no-stream')).revision).toBe(0);
      await store.close();
    });
  });

  describe('group commit', () => {
    it('puts what is asked for at once into one transaction, at most 256', async () => {
      const db = openDatabase(join(opened.folder, 'group.db'));
      const commits: number[] = [];
      const count = db.prepare('SELECT count(*) AS n FROM events');
      const queue = new CommitQueue(db, () => commits.push((count.get() as { n: number }).n));
      const append = () =>
        queue.add({
          stream: newStream(),
          events: [{ ...event(), data: '{}', metadata: '{}' }],
          expected: 'no-stream',
        });
      await append();
      await Promise.all(upTo(32).map(append));
      await Promise.all(upTo(300).map(append));
      expect(commits).toEqual([1, 33, 33 + 256, 333]);
      expect(groupSizeOf(opened.store)).toBe(256);
      db.close();
    });

    it('keeps the order of one turn: an append may build on the one before it', async () => {
      const stream = newStream();
      const results = await Promise.all(
        upTo(50).map((n) => opened.store.append(stream, [event(n)], n === 0 ? 'no-stream' : n - 1)),
      );
      expect(results.map(({ revision }) => revision)).toEqual(upTo(50));
    });
  });

  describe('reading', () => {
    it('lets others have their turn while it catches up', async () => {
      await opened.store.append(newStream(), events(...upTo(400)), 'no-stream');
      let turns = 0;
      const ticking = setInterval(() => (turns += 1), 0);
      for await (const page of opened.store.readAll({ pageSize: 1 })) expect(page.events).toHaveLength(1);
      clearInterval(ticking);
      expect(turns).toBeGreaterThan(0);
    });

    it('passes over long stretches that do not match, some thousands at a time', async () => {
      const [noise, wanted] = [newStream('noise'), newStream('wanted')];
      for (let written = 0; written < 25_000; written += 5000)
        await opened.store.append(noise, events(...upTo(5000)), written === 0 ? 'no-stream' : written - 1);
      await opened.store.append(wanted, [event('needle')], 'no-stream');
      const filter = { categories: ['wanted'] };
      const pages = await collect(opened.store.readAll({ filter }));
      expect(pages.map((page) => [page.events.length, Number(page.position), page.caughtUp])).toEqual([
        [0, 10_000, false],
        [0, 20_000, false],
        [1, 25_001, true],
      ]);
    });

    it('refuses what is not a position of this store', async () => {
      await expect(collect(opened.store.readAll({ after: 'C:12/P:12' }))).rejects.toBeInstanceOf(RangeError);
    });

    it('wakes a subscriber at once when this process appends', async () => {
      const arrivals: number[] = [];
      const followed = follow(
        (signal) => opened.store.subscribe({ signal }),
        20,
        () => {
          arrivals.push(performance.now());
        },
      );
      let sent = 0;
      for (const n of upTo(20)) {
        await sleep(5);
        sent = performance.now();
        await opened.store.append(newStream(), [event(n)], 'no-stream');
      }
      expect(dataOf(await followed)).toEqual(upTo(20));
      expect(arrivals.at(-1)! - sent).toBeLessThan(200);
    });
  });

  describe('opened for reading beside the writer', () => {
    it('follows what the writer appends', async () => {
      const reader = openSqliteEventStore(opened.path, { readOnly: true });
      const followed = [1, 2].map(() => follow((signal) => reader.subscribe({ signal }), 6));
      const stream = newStream();
      for (const n of upTo(6)) {
        await opened.store.append(stream, [event(n)], n === 0 ? 'no-stream' : n - 1);
        await sleep(n === 3 ? 400 : 20);
      }
      for (const pages of await Promise.all(followed)) expect(dataOf(pages)).toEqual(upTo(6));
      expect(await reader.head()).toBe(await opened.store.head());
      await reader.close();
    });

    it('ends when it is aborted or closed while it waits', async () => {
      const reader = openSqliteEventStore(opened.path, { readOnly: true });
      const ending = new AbortController();
      const aborted = collect(reader.subscribe({ signal: ending.signal }));
      const closed = collect(reader.subscribe());
      await sleep(50);
      ending.abort();
      const empty: Page[] = [{ events: [], position: '', caughtUp: true }];
      expect(await aborted).toEqual(empty);
      await reader.close();
      expect(await closed).toEqual(empty);
    });

    it('writes nothing and makes nothing', async () => {
      const reader = openSqliteEventStore(opened.path, { readOnly: true });
      await expect(reader.append(newStream(), [event()], 'no-stream')).rejects.toBeInstanceOf(InvalidAppend);
      await reader.close();
      const missing = join(opened.folder, 'missing.db');
      expect(() => openSqliteEventStore(missing, { readOnly: true })).toThrow();
      expect(existsSync(missing)).toBe(false);
    });
  });
});
