import { type BlobStore, type KeyStore } from './vault.port.js';

/** A key as its store keeps it: wrapped by the master key, so that moving it opens nothing. */
export interface KeptKey {
  readonly id: string;
  readonly wrapped: Uint8Array;
  readonly owners: readonly string[];
}

/** A key store whose keys can be moved to another one under the same master key. */
export interface MovableKeys {
  /** Every key, in pages. */
  keptKeys(): AsyncIterable<readonly KeptKey[]>;
  /** Everybody whose keys were destroyed, in pages. */
  destroyedOwners(): AsyncIterable<readonly string[]>;
  /**
   * Keeps these keys too, durably. One that is there already stays; one of an owner who was destroyed does not come
   * back.
   * @throws Error when another master key has wrapped one of them, or the store has another key under its id
   */
  keep(keys: readonly KeptKey[]): Promise<void>;
}

/** A blob store whose contents can be moved to another one under the same master key, sealed as they are. */
export interface MovableBlobs {
  /** The names of all that is stored, in pages. */
  names(): AsyncIterable<readonly string[]>;
  /** What is stored under a name, sealed; `null` when nothing is. */
  sealed(name: string): Promise<Uint8Array | null>;
  /** Stores what another store has sealed, durably; what is whole there already stays. */
  keep(name: string, sealed: Uint8Array): Promise<void>;
}

/** True when the keys can be moved elsewhere. */
export const hasMovableKeys = (store: KeyStore): store is KeyStore & MovableKeys => 'keptKeys' in store;

/** True when the attachments can be moved elsewhere. */
export const hasMovableBlobs = (store: BlobStore): store is BlobStore & MovableBlobs => 'sealed' in store;

/**
 * Makes sure that a key which is to be kept is the one that is kept already. @throws Error
 */
export function assertSameKey(id: string, kept: Uint8Array, offered: Uint8Array): void {
  if (Buffer.compare(kept, offered) !== 0) throw new Error(`the key store has another key under ${id}`);
}
