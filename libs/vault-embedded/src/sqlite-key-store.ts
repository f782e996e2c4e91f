import { type DatabaseSync } from 'node:sqlite';
import {
  assertSameKey,
  type DataKey,
  keyIdOf,
  type KeptKey,
  type KeyStore,
  KeyWrapping,
  type MovableKeys,
  ownersOf,
  type SelfChecking,
  type Share,
} from '#event-sourcing';
import { asUnavailable, KeyFile, openKeyDatabase } from './key-file.js';
import { KeyMaker } from './key-maker.js';

export interface SqliteKeyStoreOptions {
  /** For a reader beside the process that writes: it makes and destroys no keys, and remembers none. */
  readonly readOnly?: boolean;
}

/**
 * The keys in one SQLite file, each wrapped by the master key; made when it is not there.
 * @throws MasterKeyProblem `master-key.wrong` when the file's keys were wrapped by another one
 */
export function openSqliteKeyStore(
  path: string,
  masterKey: Uint8Array,
  { readOnly = false }: SqliteKeyStoreOptions = {},
): KeyStore & MovableKeys {
  const db = openKeyDatabase(path, readOnly);
  try {
    return new SqliteKeyStore(db, path, masterKey, readOnly);
  } catch (error) {
    db.close();
    throw asUnavailable(error, path);
  }
}

const PAGE = 500;

class SqliteKeyStore implements KeyStore, MovableKeys, SelfChecking {
  private readonly file: KeyFile;
  private readonly maker: KeyMaker;
  private readonly wrapping: KeyWrapping;
  /** Unwrapped keys by id. A reader keeps none: it would not hear of their destruction. */
  private readonly unwrapped = new Map<string, DataKey>();

  constructor(
    db: DatabaseSync,
    private readonly path: string,
    masterKey: Uint8Array,
    private readonly readOnly: boolean,
  ) {
    this.file = new KeyFile(db);
    this.wrapping = new KeyWrapping(masterKey);
    this.maker = new KeyMaker(this.file, this.wrapping, (key) => this.remember(key));
    this.verify();
  }

  keyFor(owners: readonly string[]): Promise<DataKey> {
    return this.answered(() => {
      const set = ownersOf(owners);
      const id = keyIdOf(set);
      return this.known(id) ?? this.maker.make(id, set);
    });
  }

  find(keyId: string): Promise<DataKey | null> {
    return this.answered(() => this.known(keyId));
  }

  sharesOf(owner: string): Promise<readonly Share[]> {
    return this.answered(() => {
      this.maker.flush();
      return this.file.sharesOf(owner);
    });
  }

  destroy(owner: string): Promise<number> {
    return this.answered(() => {
      // What was asked for before is made before, and destroyed with the rest.
      this.maker.flush();
      const destroyed = this.file.destroy(owner);
      // Not overwritten: whoever is sealing with one of them right now must not go on with a key of zeros.
      for (const id of destroyed) this.unwrapped.delete(id);
      this.file.forget();
      return destroyed.length;
    });
  }

  digest(purpose: string, value: string): Promise<string> {
    return this.answered(() => this.wrapping.digest(purpose, value));
  }

  async *keptKeys(): AsyncIterable<readonly KeptKey[]> {
    for (let after = ''; ;) {
      const page = await this.answered(() => this.file.page(after, PAGE));
      yield page;
      if (page.length < PAGE) return;
      after = page.at(-1)?.id ?? after;
    }
  }

  async *destroyedOwners(): AsyncIterable<readonly string[]> {
    for (let after = ''; ;) {
      const page = await this.answered(() => this.file.destroyedPage(after, PAGE));
      yield page;
      if (page.length < PAGE) return;
      after = page.at(-1) ?? after;
    }
  }

  keep(keys: readonly KeptKey[]): Promise<void> {
    return this.answered(() => {
      const missing = keys.filter((key) => {
        const { secret } = this.wrapping.unwrap(key.id, key.wrapped);
        const known = this.known(key.id);
        if (known) assertSameKey(key.id, known.secret, secret);
        return !known && this.file.destroyedAmong(key.owners).length === 0;
      });
      if (missing.length > 0) this.file.add(missing);
    });
  }

  check(): Promise<readonly string[]> {
    return this.answered(() => this.file.faults());
  }

  close(): Promise<void> {
    return this.answered(() => {
      this.maker.flush();
      this.unwrapped.clear();
      this.file.close();
    });
  }

  /** SQLite answers at once; what it throws reaches the caller as a rejection, its own errors as `StoreUnavailable`. */
  private answered<T>(work: () => T | Promise<T>): Promise<T> {
    return new Promise<T>((resolve) => resolve(work())).catch((error: unknown) => {
      throw asUnavailable(error, this.path);
    });
  }

  private known(id: string): DataKey | null {
    const remembered = this.unwrapped.get(id);
    if (remembered) return remembered;
    const wrapped = this.file.find(id);
    return wrapped && this.remember(this.wrapping.unwrap(id, wrapped));
  }

  private remember(key: DataKey): DataKey {
    if (!this.readOnly) this.unwrapped.set(key.id, key);
    return key;
  }

  /** Opens a value that was sealed when the file was made. */
  private verify(): void {
    const verification = this.file.verification();
    if (verification) this.wrapping.assertOpens(verification, this.path);
    else if (!this.readOnly) this.file.setVerification(this.wrapping.verification());
  }
}
