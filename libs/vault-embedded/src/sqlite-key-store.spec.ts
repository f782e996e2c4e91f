import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KeyDestroyed, type KeyStore } from '#event-sourcing';
import { openSqliteKeyStore } from './sqlite-key-store.js';
import { openedKeyStore } from './testing/opened-vault.js';

type Opened = Awaited<ReturnType<typeof openedKeyStore>>;

describe('the SQLite key store', () => {
  let opened: Opened;
  let keys: KeyStore;
  beforeEach(async () => {
    opened = await openedKeyStore();
    keys = opened.store;
  });
  afterEach(() => opened.cleanup());

  /** Every byte of the folder. */
  async function bytes(): Promise<Buffer> {
    const names = await readdir(opened.folder);
    return Buffer.concat(await Promise.all(names.map((name) => readFile(join(opened.folder, name)))));
  }

  /** The keys as they are stored, by id. */
  function wrapped(): Map<string, Uint8Array> {
    const db = new DatabaseSync(opened.path, { readOnly: true });
    const rows = db.prepare('SELECT id, wrapped FROM keys').all() as { id: string; wrapped: Uint8Array }[];
    db.close();
    return new Map(rows.map((row) => [row.id, row.wrapped]));
  }

  it('leaves no byte of a destroyed key in the folder, and every byte of the others', async () => {
    const owners = Array.from({ length: 300 }, () => `subject-${randomUUID()}`);
    for (const owner of owners) await keys.keyFor([owner]);
    for (let index = 1; index < owners.length; index += 3)
      await keys.keyFor([owners[index - 1]!, owners[index]!]);
    const before = wrapped();
    const there = await bytes();
    for (const key of before.values()) expect(there.includes(key)).toBe(true);

    for (let index = 0; index < owners.length; index += 2) await keys.destroy(owners[index]!);

    const kept = wrapped();
    expect(kept.size).toBe(150);
    const left = await bytes();
    for (const [id, key] of before) {
      // Half of it would do for whoever looks for traces.
      const found =
        left.includes(key) || left.includes(key.subarray(0, 16)) || left.includes(key.subarray(-16));
      expect([id, found]).toEqual([id, kept.has(id)]);
    }
  });

  it('has no key in the open', async () => {
    const secrets = await Promise.all(
      Array.from({ length: 20 }, async () => (await keys.keyFor([randomUUID()])).secret),
    );
    const stored = await bytes();
    expect(secrets.some((secret) => stored.includes(secret))).toBe(false);
    expect(stored.includes(opened.masterKey)).toBe(false);
  });

  it('notices another master key when it is opened, and leaves the file as it is', async () => {
    const key = await keys.keyFor(['subject-1']);
    await keys.close();
    const other = (): KeyStore => openSqliteKeyStore(opened.path, randomBytes(32));
    expect(other).toThrow(expect.objectContaining({ code: 'master-key.wrong' }) as Error);
    expect(other).toThrow(opened.path);
    expect(await (await opened.reopen()).find(key.id)).toEqual(key);
  });

  it('gives a digest that is of the master key', async () => {
    const other = openSqliteKeyStore(join(opened.folder, 'other.db'), randomBytes(32));
    expect(await other.digest('name', 'x')).not.toBe(await keys.digest('name', 'x'));
    await other.close();
    const same = openSqliteKeyStore(join(opened.folder, 'same.db'), opened.masterKey);
    expect(await same.digest('name', 'x')).toBe(await keys.digest('name', 'x'));
    await same.close();
  });

  it('does not open a key that was put in the place of another', async () => {
    const [a, b] = [await keys.keyFor(['subject-a']), await keys.keyFor(['subject-b'])];
    await keys.close();
    const db = new DatabaseSync(opened.path);
    db.prepare('UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE id = ?) WHERE id = ?').run(
      a.id,
      b.id,
    );
    db.close();
    await expect((await opened.reopen()).find(b.id)).rejects.toThrow();
  });

  it('shows a reader beside the writer what is there, and what is not there any more', async () => {
    const [kept, lost] = [await keys.keyFor(['subject-a']), await keys.keyFor(['subject-b'])];
    const reader = openSqliteKeyStore(opened.path, opened.masterKey, { readOnly: true });
    expect(await reader.find(kept.id)).toEqual(kept);
    expect(await reader.find(lost.id)).toEqual(lost);
    await keys.destroy('subject-b');
    expect(await reader.find(lost.id)).toBeNull();
    expect(await reader.keyFor(['subject-a'])).toEqual(kept);
    await expect(reader.keyFor(['subject-b'])).rejects.toBeInstanceOf(KeyDestroyed);
    await reader.close();
  });

  it('does not bring a key back with an older file once it is told again', async () => {
    const key = await keys.keyFor(['subject-a']);
    const old = join(opened.folder, 'old.db');
    const db = new DatabaseSync(opened.path);
    db.exec(`VACUUM INTO '${old}'`);
    db.close();
    await keys.destroy('subject-a');

    const restored = openSqliteKeyStore(old, opened.masterKey);
    expect(await restored.find(key.id)).toEqual(key);
    expect(await restored.destroy('subject-a')).toBe(1);
    expect(await restored.find(key.id)).toBeNull();
    await restored.close();
  });
});
