import { createCipheriv, createDecipheriv, createHash, randomFillSync } from 'node:crypto';
import { isPlain, isSealed, type Plain, type Sealed } from '#kernel';
import { type StreamName } from './event-store.port.js';
import { type DataKey, KeyDestroyed, type KeyStore } from './vault.port.js';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;
const SALT = 16;

/** Random bytes are fetched by the kilobyte: a value needs four handfuls, and each call costs more than its bytes. */
const pool = Buffer.alloc(8192);
let drawn = pool.length;

/** Bytes that nobody has had and nobody else gets. */
function randomBytes(size: number): Buffer {
  if (drawn + size > pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  const from = drawn;
  drawn += size;
  const bytes = Buffer.from(pool.subarray(from, drawn));
  pool.fill(0, from, drawn);
  return bytes;
}

/** nonce ‖ ciphertext ‖ tag */
export function encrypt(secret: Uint8Array, content: Uint8Array, aad: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, secret, nonce).setAAD(Buffer.from(aad));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when the key, the additional data or a byte of the content is another one */
export function decrypt(secret: Uint8Array, sealed: Uint8Array, aad: string): Buffer {
  const decipher = createDecipheriv(CIPHER, secret, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(aad)).setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
}

/**
 * The key of those of `owners` who are left: what is written after somebody was erased belongs to the others alone.
 * @throws KeyDestroyed when nobody is left
 */
export async function keyOfThoseLeft(keys: KeyStore, owners: readonly string[]): Promise<DataKey> {
  try {
    return await keys.keyFor(owners);
  } catch (error) {
    if (!(error instanceof KeyDestroyed)) throw error;
    const left = owners.filter((owner) => !error.owners.includes(owner));
    if (left.length === 0 || left.length === owners.length) throw error;
    return keyOfThoseLeft(keys, left);
  }
}

/** Seals and opens personal values with their owners' keys. */
export class Sealer {
  constructor(private readonly keys: KeyStore) {}

  /** `data` with every plain personal value in it sealed; a value about nobody belongs to its stream. */
  async seal(stream: StreamName, data: unknown): Promise<unknown> {
    return replaced(data, isPlain, (plain) => this.sealValue(stream, plain));
  }

  /**
   * `data` with every sealed value opened; one whose key was destroyed becomes `null`.
   * @throws Error when a value was not sealed for `stream`
   */
  async open(stream: StreamName, data: unknown): Promise<unknown> {
    return replaced(data, isSealed, (sealed) => this.openValue(stream, sealed));
  }

  async openValue<T>(stream: StreamName, sealed: Sealed<T>): Promise<T | null> {
    const parts = sealed.$sealed;
    const owner = await this.keys.find(parts.key);
    if (!owner) return null;
    const contentKey = decrypt(owner.secret, Buffer.from(parts.wrapped, 'base64'), stream);
    const salted = decrypt(contentKey, Buffer.from(parts.data, 'base64'), stream);
    return JSON.parse(salted.subarray(SALT).toString()) as T;
  }

  private async sealValue<T>(stream: StreamName, value: Plain<T>): Promise<Sealed<T>> {
    const owners = value.owners.length > 0 ? value.owners : [stream];
    const key = await keyOfThoseLeft(this.keys, owners);
    const contentKey = randomBytes(32);
    const salted = Buffer.concat([randomBytes(SALT), Buffer.from(JSON.stringify(value.$plain))]);
    return {
      $sealed: {
        key: key.id,
        wrapped: encrypt(key.secret, contentKey, stream).toString('base64'),
        data: encrypt(contentKey, salted, stream).toString('base64'),
        commitment: createHash('sha256').update(salted).digest('base64'),
      },
    };
  }
}

/** `data` with another value in the place of everything that `matches`. */
async function replaced<V>(
  data: unknown,
  matches: (value: unknown) => value is V,
  change: (value: V) => Promise<unknown>,
): Promise<unknown> {
  const found: V[] = [];
  walk(data, matches, (value) => found.push(value));
  if (found.length === 0) return data;
  const changed = (await Promise.all(found.map(change))).values();
  return walk(data, matches, () => changed.next().value);
}

/** `data` with what `visit` gives for everything that `matches`, in order. */
function walk<V>(
  data: unknown,
  matches: (value: unknown) => value is V,
  visit: (value: V) => unknown,
): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if (matches(data)) return visit(data);
  if (Array.isArray(data)) return data.map((item) => walk(item, matches, visit));
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, walk(value, matches, visit)]));
}
