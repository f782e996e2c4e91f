import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  StoreUnavailable,
  type CollectionDefinition,
  type Document,
  type ReadCollection,
} from '#event-sourcing';
import { Connection, sql } from './connection.js';
import { openSqliteReadStore, type SqliteReadStore } from './store.js';

interface Case extends Document {
  readonly status?: string;
  readonly urgent?: boolean;
  readonly words?: readonly string[];
  readonly note?: string;
}

const CASES: CollectionDefinition = {
  name: 'cases',
  version: '1',
  indexes: [
    { name: 'status', keys: [{ field: 'status', direction: 'asc' }] },
    { name: 'urgent', keys: [{ field: 'urgent', direction: 'asc' }] },
    { name: 'words', keys: [{ field: 'words', direction: 'asc' }], many: true },
  ],
};

const FIRST: Case = { id: 'a', revision: 0, status: 'open', urgent: true, words: ['one', 'two'] };

describe('the layout of the SQLite read store', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-store-'));
    path = join(folder, 'read.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const save = (store: SqliteReadStore, collection: ReadCollection, document: Case) =>
    store.save(
      [{ collection, documents: [{ id: document.id, revision: document.revision, body: document }] }],
      [],
    );

  /** The columns of keys and the elements that saving `document` over {@link FIRST} writes. */
  async function writtenBy(document: Case): Promise<string[]> {
    const store = openSqliteReadStore(path);
    const cases = await store.collection<Case>(CASES);
    await save(store, cases, FIRST);
    const connection = Connection.open(path, false);
    connection.exec('CREATE TABLE "written" ("what" TEXT)');
    const note = (name: string, event: string, what: string) =>
      connection.exec(
        `CREATE TRIGGER "${name}" AFTER ${event} BEGIN INSERT INTO "written" VALUES (${what}); END`,
      );
    for (const column of ['key.status', 'key.urgent', 'live', 'many'])
      note(column, `UPDATE OF "${column}" ON "cases@1"`, `'${column}'`);
    note('added', 'INSERT ON "cases@1#many"', `'+' || new."value"`);
    note('removed', 'DELETE ON "cases@1#many"', `'-' || old."value"`);
    await save(store, cases, document);
    const rows = connection.all<{ what: string }>(sql('SELECT "what" FROM "written" ORDER BY "what"'));
    connection.close();
    expect(await cases.get('a')).toEqual(document);
    await store.close();
    return rows.map(({ what }) => what);
  }

  it.each<[string, Partial<Case>, string[]]>([
    ['nothing that is indexed', { note: 'x' }, []],
    ['one field', { status: 'closed' }, ['key.status']],
    ['a field to its opposite', { urgent: false }, ['key.urgent']],
    ['an array', { words: ['two', 'three'] }, ['+three', '-one', 'many']],
  ])('writes the keys that change and no others: %s', async (_, change, written) => {
    expect(await writtenBy({ ...FIRST, ...change, revision: 1 })).toEqual(written);
  });

  it('keeps true and 1 apart when it groups', async () => {
    const store = openSqliteReadStore(path);
    const cases = await store.collection<Case>(CASES);
    await save(store, cases, FIRST);
    await save(store, cases, { id: 'b', revision: 0, urgent: false });
    await save(store, cases, { id: 'c', revision: 0 });
    const groups = await cases.groupBy(undefined, ['urgent']);
    expect(groups.map(({ key }) => key['urgent'])).toEqual([null, false, true]);
    await store.close();
  });

  it('empties a file of another release, and does not read it', async () => {
    const store = openSqliteReadStore(path);
    await save(store, await store.collection<Case>(CASES), FIRST);
    await store.switchTo('cases', '1');
    await store.close();
    const connection = Connection.open(path, false);
    connection.exec('PRAGMA user_version = 0');
    connection.close();
    expect(() => openSqliteReadStore(path, { readOnly: true })).toThrow(StoreUnavailable);
    const warnings: unknown[] = [];
    const emitWarning = process.emitWarning.bind(process);
    process.emitWarning = (warning: unknown) => void warnings.push(warning);
    const opened = openSqliteReadStore(path);
    process.emitWarning = emitWarning;
    expect(warnings).toEqual([expect.stringContaining('another release')]);
    expect(await opened.versions('cases')).toEqual([]);
    const cases = await opened.collection<Case>(CASES);
    expect(await cases.count()).toEqual({ count: 0, capped: false });
    await opened.close();
  });

  it('makes the lines of what was saved before they were wanted', async () => {
    const store = openSqliteReadStore(path);
    const cases = await store.collection<Case>(CASES);
    await save(store, cases, FIRST);
    await save(store, cases, { id: 'b', revision: 0, status: 'open' });
    const { status } = FIRST;
    const listed = await store.collection<Case>({ ...CASES, line: ['status'] });
    expect(await listed.getLines(['a'])).toEqual([{ id: 'a', revision: 0, status }]);
    await save(store, listed, { ...FIRST, revision: 1, status: 'closed' });
    expect(await listed.getLines(['a'])).toEqual([{ id: 'a', revision: 1, status: 'closed' }]);
    expect(await listed.get('b')).toEqual({ id: 'b', revision: 0, status: 'open' });
    await store.close();
  });

  it('refuses to read what was saved with other indexes', async () => {
    const store = openSqliteReadStore(path);
    await store.collection<Case>(CASES);
    const reader = openSqliteReadStore(path, { readOnly: true });
    await expect(reader.collection({ ...CASES, indexes: [] })).rejects.toThrow('other indexes');
    await reader.close();
    await store.close();
  });
});
