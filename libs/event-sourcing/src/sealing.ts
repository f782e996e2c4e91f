import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { isPlain, isSealed, type Plain, type Sealed } from '#kernel';
import { type StreamName } from './event-store.port.js';
import { type KeyStore } from './vault.port.js';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;
const SALT = 16;

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

/** Seals and opens personal values with their owners' keys. */
export class Sealer {
  constructor(private readonly keys: KeyStore) {}

  /** `data` with every plain personal value in it sealed; a value about nobody belongs to its stream. */
  async seal(stream: StreamName, data: unknown): Promise<unknown> {
    return transform(data, isPlain, (plain) => this.sealValue(stream, plain));
  }

  /**
   * `data` with every sealed value opened; one whose key was destroyed becomes `null`.
   * @throws Error when a value was not sealed for `stream`
   */
  async open(stream: StreamName, data: unknown): Promise<unknown> {
    return transform(data, isSealed, (sealed) => this.openValue(stream, sealed));
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
    const key = await this.keys.keyFor(owners);
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

async function transform<V>(
  data: unknown,
  matches: (value: unknown) => value is V,
  change: (value: V) => Promise<unknown>,
): Promise<unknown> {
  if (matches(data)) return change(data);
  if (Array.isArray(data)) return Promise.all(data.map((item) => transform(item, matches, change)));
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).map(async ([key, value]) => [
    key,
    await transform(value, matches, change),
  ]);
  return Object.fromEntries((await Promise.all(entries)) as [string, unknown][]);
}
