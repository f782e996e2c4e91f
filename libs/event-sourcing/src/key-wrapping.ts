import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { decrypt, encrypt } from './sealing.js';
import { type DataKey } from './vault.port.js';

/** There is no usable master key. `code` is stable. */
export class MasterKeyProblem extends Error {
  constructor(
    readonly code: 'master-key.malformed' | 'master-key.missing' | 'master-key.wrong',
    message: string,
  ) {
    super(message);
    this.name = 'MasterKeyProblem';
  }
}

const VERIFICATION = 'cotmoc key store';

/** What key stores do with the master key: the same whatever keeps the keys, so that they can be moved. */
export class KeyWrapping {
  private readonly wrapping: Uint8Array;
  private readonly digesting = new Map<string, KeyObject>();

  constructor(private readonly masterKey: Uint8Array) {
    this.wrapping = derive(masterKey, 'wrap');
  }

  wrap({ id, secret }: DataKey): Buffer {
    return encrypt(this.wrapping, secret, id);
  }

  /** @throws Error when the bytes were wrapped for another id or by another master key */
  unwrap(id: string, wrapped: Uint8Array): DataKey {
    return { id, secret: decrypt(this.wrapping, wrapped, id) };
  }

  /** HMAC-SHA-256, base64url; each purpose has a key of its own. */
  digest(purpose: string, value: string): string {
    const key = this.digesting.get(purpose) ?? createSecretKey(derive(this.masterKey, `digest/${purpose}`));
    this.digesting.set(purpose, key);
    return createHmac('sha256', key).update(value).digest('base64url');
  }

  /** To be kept beside the keys: {@link assertOpens} knows this master key by it. */
  verification(): Buffer {
    return encrypt(this.wrapping, Buffer.from(VERIFICATION), VERIFICATION);
  }

  /** @throws MasterKeyProblem `master-key.wrong` when `verification` was made with another master key */
  assertOpens(verification: Uint8Array, place: string): void {
    try {
      decrypt(this.wrapping, verification, VERIFICATION);
    } catch {
      throw new MasterKeyProblem('master-key.wrong', `this master key is not the one that opens ${place}`);
    }
  }
}

/** The owners that a key is for, each once, in order. @throws Error when there is none */
export function ownersOf(owners: readonly string[]): readonly string[] {
  if (owners.length === 0) throw new Error('a key needs an owner');
  return [...new Set(owners)].sort();
}

/** The same owners have the same key; the id says nothing about them to whoever does not know them. */
export function keyIdOf(sortedOwners: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(sortedOwners)).digest('hex').slice(0, 32);
}

function derive(masterKey: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, '', `cotmoc/${purpose}`, 32));
}
