import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyDestroyed, type KeyStore, StoreUnavailable } from '#event-sourcing';
import { openSqliteKeyStore } from '#vault-embedded';
import { RememberedKeys, UNCONFIRMED_MS } from './remembered-keys.js';

/** A store that can be taken away. */
class Leaving implements KeyStore {
  away = false;
  asked = 0;

  constructor(private readonly keys: KeyStore) {}

  keyFor = (owners: readonly string[]) => this.unlessAway(() => this.keys.keyFor(owners));
  find = (id: string) => this.unlessAway(() => this.keys.find(id));
  sharesOf = (owner: string) => this.unlessAway(() => this.keys.sharesOf(owner));
  destroy = (owner: string) => this.unlessAway(() => this.keys.destroy(owner));
  digest = (purpose: string, value: string) => this.keys.digest(purpose, value);
  close = () => this.keys.close();

  private unlessAway<T>(answer: () => Promise<T>): Promise<T> {
    this.asked += 1;
    return this.away ? Promise.reject(new StoreUnavailable('away')) : answer();
  }
}

let folder: string;
let now: number;
let store: Leaving;
let keys: RememberedKeys;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cotmoc-keys-'));
  now = 0;
  store = new Leaving(openSqliteKeyStore(join(folder, 'keys.db'), randomBytes(32)));
  keys = new RememberedKeys(store, () => now);
});

afterEach(async () => {
  await keys.close();
  rmSync(folder, { recursive: true });
});

describe('keys on a server that goes away', () => {
  it('that were used lately can be used on, by owner and by id', async () => {
    const known = await keys.keyFor(['a', 'b']);
    store.away = true;
    expect(await keys.keyFor(['b', 'a'])).toEqual(known);
    expect(await keys.find(known.id)).toEqual(known);
    await expect(keys.keyFor(['c'])).rejects.toThrow(StoreUnavailable);
    await expect(keys.find('nobody')).rejects.toThrow(StoreUnavailable);
  });

  it('are not asked for each time while it is away, and again when it is back', async () => {
    await keys.keyFor(['a']);
    store.away = true;
    for (let count = 0; count < 5; count += 1) await keys.keyFor(['a']);
    expect(store.asked).toBe(2);
    store.away = false;
    now += 60_000;
    await keys.keyFor(['a']);
    expect(store.asked).toBe(3);
  });

  it('are forgotten when nobody has confirmed them for long', async () => {
    await keys.keyFor(['a']);
    store.away = true;
    now += UNCONFIRMED_MS - 1;
    await keys.keyFor(['a']);
    now += 1;
    await expect(keys.keyFor(['a'])).rejects.toThrow(StoreUnavailable);
  });

  it('are not used again once they were destroyed, here or elsewhere', async () => {
    const here = await keys.keyFor(['a']);
    const elsewhere = await keys.keyFor(['b']);
    expect(await keys.destroy('a')).toBe(1);
    await store.destroy('b');
    expect(await keys.find(here.id)).toBeNull();
    await expect(keys.keyFor(['b'])).rejects.toThrow(KeyDestroyed);
    store.away = true;
    await expect(keys.find(here.id)).rejects.toThrow(StoreUnavailable);
    await expect(keys.find(elsewhere.id)).rejects.toThrow(StoreUnavailable);
  });
});
