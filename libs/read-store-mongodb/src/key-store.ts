import { randomBytes } from 'node:crypto';
import { type Collection, type Filter } from 'mongodb';
import {
  assertSameKey,
  type DataKey,
  KeyDestroyed,
  keyIdOf,
  type KeptKey as MovedKey,
  type KeyStore,
  KeyWrapping,
  type MovableKeys,
  ownersOf,
  type Share,
  StoreUnavailable,
} from '#event-sourcing';
import { Batch } from './batch.js';
import { Connection, type MongoOptions, TIME_LIMIT } from './connection.js';
import { isDuplicateKey } from './trouble.js';

interface KeptKey {
  readonly _id: string;
  readonly wrapped: Uint8Array;
  readonly owners: readonly string[];
}

interface Destroyed {
  /** The owner. */
  readonly _id: string;
}

interface Verification {
  readonly _id: string;
  readonly value: Uint8Array;
}

export interface MongoKeyStoreOptions extends MongoOptions {
  /** One of its own: keys must not come back with a backup of what they open. */
  readonly database: string;
  /** Makes nothing that is not there. */
  readonly readOnly?: boolean;
}

const MASTER_KEY = 'master-key';

/**
 * The keys in a database of their own, each wrapped by the master key. Several processes may use them at once.
 * @throws MasterKeyProblem `master-key.wrong` when the keys there were wrapped by another one
 * @throws MongoMisconfigured when waiting cannot help: URL, user, certificate, version
 * @throws StoreUnavailable when no server answers in time
 */
export async function openMongoKeyStore(
  url: string,
  masterKey: Uint8Array,
  options: MongoKeyStoreOptions,
): Promise<KeyStore & MovableKeys> {
  const connection = await Connection.open(url, options);
  try {
    const store = new MongoKeyStore(connection, new KeyWrapping(masterKey));
    await store.prepare(options.readOnly === true);
    return store;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

const PAGE = 500;

/** Remembers no key: another process may destroy it at any moment. */
class MongoKeyStore implements KeyStore, MovableKeys {
  private readonly keys: Collection<KeptKey>;
  private readonly destroyed: Collection<Destroyed>;
  private readonly verifications: Collection<Verification>;
  private readonly wrapped: Batch<Uint8Array>;

  constructor(
    private readonly connection: Connection,
    private readonly wrapping: KeyWrapping,
  ) {
    this.keys = connection.collection<KeptKey>('keys');
    this.destroyed = connection.collection<Destroyed>('destroyed');
    this.verifications = connection.collection<Verification>('verification');
    this.wrapped = new Batch((ids) => connection.run(() => this.read(ids)));
  }

  /** @throws MasterKeyProblem */
  prepare(readOnly: boolean): Promise<void> {
    return this.connection.run(async () => {
      if (!readOnly) {
        await this.keys.createIndexes([{ key: { owners: 1 }, name: 'owners' }]);
        await insertOnce(this.verifications, { _id: MASTER_KEY, value: this.wrapping.verification() });
      }
      const kept = await this.verifications.findOne({ _id: MASTER_KEY }, { maxTimeMS: TIME_LIMIT });
      if (kept) this.wrapping.assertOpens(kept.value, `the keys at ${this.connection.place}`);
      else if (!readOnly) throw new StoreUnavailable('MongoDB has lost what it has just acknowledged');
    });
  }

  async keyFor(owners: readonly string[]): Promise<DataKey> {
    const set = ownersOf(owners);
    const id = keyIdOf(set);
    const known = await this.ofLiving(id, set);
    if (known) return known;
    const wrapped = this.wrapping.wrap({ id, secret: randomBytes(32) });
    await this.connection.run(() => insertOnce(this.keys, { _id: id, wrapped, owners: set }));
    // Another process may have made it first, or have destroyed an owner meanwhile: what is kept counts.
    const made = await this.ofLiving(id, set);
    if (!made) throw new StoreUnavailable('the key was destroyed while it was made');
    return made;
  }

  async find(keyId: string): Promise<DataKey | null> {
    const wrapped = await this.wrapped.get(keyId);
    return wrapped ? this.wrapping.unwrap(keyId, wrapped) : null;
  }

  async sharesOf(owner: string): Promise<readonly Share[]> {
    const options = { projection: { owners: 1 }, maxTimeMS: TIME_LIMIT };
    const found = await this.connection.run(() => this.keys.find({ owners: owner }, options).toArray());
    return found.map(({ _id: key, owners }) => ({ key, owners }));
  }

  async destroy(owner: string): Promise<number> {
    // First: whoever makes a key from now on sees, after having made it, that the owner is no more.
    await this.connection.run(() => insertOnce(this.destroyed, { _id: owner }));
    let count = 0;
    for (;;) {
      const ids = await this.connection.run(() => this.idsOf(owner));
      if (ids.length === 0) return count;
      await this.connection.run(() => this.keys.deleteMany({ _id: { $in: ids } }));
      count += ids.length;
    }
  }

  digest(purpose: string, value: string): Promise<string> {
    return Promise.resolve(this.wrapping.digest(purpose, value));
  }

  async *keptKeys(): AsyncIterable<readonly MovedKey[]> {
    for await (const page of this.pages(this.keys))
      yield page.map(({ _id: id, wrapped, owners }) => ({ id, wrapped, owners }));
  }

  async *destroyedOwners(): AsyncIterable<readonly string[]> {
    for await (const page of this.pages(this.destroyed)) yield page.map(({ _id }) => _id);
  }

  async keep(keys: readonly MovedKey[]): Promise<void> {
    const offered = keys.map(({ id, wrapped }) => this.wrapping.unwrap(id, wrapped));
    const destroyed = new Set(await this.destroyedAmong(keys.flatMap(({ owners }) => owners)));
    const living = keys.filter(({ owners }) => !owners.some((owner) => destroyed.has(owner)));
    const inserts = living.map(({ id, wrapped, owners }) => ({
      updateOne: { filter: { _id: id }, update: { $setOnInsert: { wrapped, owners } }, upsert: true },
    }));
    if (inserts.length > 0) await this.connection.run(() => this.keys.bulkWrite(inserts, { ordered: false }));
    await Promise.all(
      offered.map(async ({ id, secret }) => {
        const kept = await this.find(id);
        if (kept) assertSameKey(id, kept.secret, secret);
      }),
    );
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** The whole collection in the order of ids. */
  private async *pages<D extends { readonly _id: string }>(
    collection: Collection<D>,
  ): AsyncIterable<readonly D[]> {
    for (let after = ''; ;) {
      const behind = { _id: { $gt: after } } as Filter<D>;
      const page = (await this.connection.run(() =>
        collection.find(behind, { maxTimeMS: TIME_LIMIT }).sort({ _id: 1 }).limit(PAGE).toArray(),
      )) as D[];
      yield page;
      if (page.length < PAGE) return;
      after = page.at(-1)?._id ?? after;
    }
  }

  /**
   * The key, if there is one. One that was made while its owner was destroyed, by a process that ended before it could
   * see that, goes now: nothing was ever sealed with it.
   * @throws KeyDestroyed
   */
  private async ofLiving(id: string, owners: readonly string[]): Promise<DataKey | null> {
    const [key, destroyed] = await Promise.all([this.find(id), this.destroyedAmong(owners)]);
    if (destroyed.length === 0) return key;
    if (key) await this.connection.run(() => this.keys.deleteOne({ _id: id }));
    throw new KeyDestroyed(destroyed);
  }

  private async destroyedAmong(owners: readonly string[]): Promise<readonly string[]> {
    const found = await this.connection.run(() =>
      this.destroyed.find({ _id: { $in: [...owners] } }, { maxTimeMS: TIME_LIMIT }).toArray(),
    );
    return found.map(({ _id }) => _id).sort();
  }

  private async idsOf(owner: string): Promise<string[]> {
    const options = { projection: { _id: 1 }, maxTimeMS: TIME_LIMIT };
    const found = await this.keys.find({ owners: owner }, options).toArray();
    return found.map(({ _id }) => _id);
  }

  private async read(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = await this.keys.find({ _id: { $in: [...ids] } }, { maxTimeMS: TIME_LIMIT }).toArray();
    return new Map(found.map(({ _id, wrapped }) => [_id, wrapped]));
  }
}

/** Inserts unless the id is there. */
async function insertOnce<D extends { readonly _id: string }>(
  collection: Collection<D>,
  document: D,
): Promise<void> {
  try {
    await collection.insertOne(document as never);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
