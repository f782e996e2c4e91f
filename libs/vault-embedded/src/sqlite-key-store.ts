import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { type DatabaseSync } from 'node:sqlite';
import { type DataKey, decrypt, encrypt, type KeyStore } from '#event-sourcing';
import { asUnavailable, KeyFile, openKeyDatabase } from './key-file.js';
import { KeyMaker } from './key-maker.js';
import { MasterKeyProblem } from './master-key.js';

export interface SqliteKeyStoreOptions {
  /** For a reader beside the process that writes: it makes and destroys no keys, and remembers none. */
  readonly readOnly?: boolean;
}

const VERIFICATION = 'cotmoc key store';

/**
 * The keys in one SQLite file, each wrapped by the master key; made when it is not there.
 * @throws MasterKeyProblem `master-key.wrong` when the file's keys were wrapped by another one
 */
export function openSqliteKeyStore(
  path: string,
  masterKey: Uint8Array,
  { readOnly = false }: SqliteKeyStoreOptions = {},
): KeyStore {
  const db = openKeyDatabase(path, readOnly);
  try {
    return new SqliteKeyStore(db, path, masterKey, readOnly);
  } catch (error) {
    db.close();
    throw error;
  }
}

class SqliteKeyStore implements KeyStore {
  private readonly file: KeyFile;
  private readonly maker: KeyMaker;
  private readonly wrapping: Uint8Array;
  private readonly digesting = new Map<string, Uint8Array>();
  /** Unwrapped keys by id. A reader keeps none: it would not hear of their destruction. */
  private readonly unwrapped = new Map<string, DataKey>();

  constructor(
    db: DatabaseSync,
    path: string,
    private readonly masterKey: Uint8Array,
    private readonly readOnly: boolean,
  ) {
    this.file = new KeyFile(db);
    this.wrapping = derive(masterKey, 'wrap');
    this.maker = new KeyMaker(this.file, this.wrapping, (key) => this.remember(key));
    this.verify(path);
  }

  keyFor(owners: readonly string[]): Promise<DataKey> {
    return answered(() => {
      const set = [...new Set(owners)].sort();
      if (set.length === 0) throw new Error('a key needs an owner');
      const id = keyIdOf(set);
      return this.known(id) ?? this.maker.make(id, set);
    });
  }

  find(keyId: string): Promise<DataKey | null> {
    return answered(() => this.known(keyId));
  }

  destroy(owner: string): Promise<number> {
    return answered(() => {
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
    return answered(() => {
      const key = this.digesting.get(purpose) ?? derive(this.masterKey, `digest/${purpose}`);
      this.digesting.set(purpose, key);
      return createHmac('sha256', key).update(value).digest('base64url');
    });
  }

  close(): Promise<void> {
    return answered(() => {
      this.maker.flush();
      this.unwrapped.clear();
      this.digesting.clear();
      this.file.close();
    });
  }

  private known(id: string): DataKey | null {
    const remembered = this.unwrapped.get(id);
    if (remembered) return remembered;
    const wrapped = this.file.find(id);
    return wrapped && this.remember({ id, secret: decrypt(this.wrapping, wrapped, id) });
  }

  private remember(key: DataKey): DataKey {
    if (!this.readOnly) this.unwrapped.set(key.id, key);
    return key;
  }

  /** Opens a value that was sealed when the file was made. */
  private verify(path: string): void {
    const verification = this.file.verification();
    if (!verification) {
      if (!this.readOnly)
        this.file.setVerification(encrypt(this.wrapping, Buffer.from(VERIFICATION), VERIFICATION));
      return;
    }
    try {
      decrypt(this.wrapping, verification, VERIFICATION);
    } catch {
      throw new MasterKeyProblem('master-key.wrong', `this master key is not the one that opens ${path}`);
    }
  }
}

/** The same owners have the same key; the id says nothing about them to whoever does not know them. */
function keyIdOf(sortedOwners: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(sortedOwners)).digest('hex').slice(0, 32);
}

function derive(masterKey: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, '', `cotmoc/${purpose}`, 32));
}

/** SQLite answers at once; what it throws reaches the caller as a rejection, its own errors as `StoreUnavailable`. */
function answered<T>(work: () => T | Promise<T>): Promise<T> {
  return new Promise<T>((resolve) => resolve(work())).catch((error: unknown) => {
    throw asUnavailable(error);
  });
}
