import { createHash } from 'node:crypto';
import { decrypt, encrypt, keyOfThoseLeft } from './sealing.js';
import { type BlobReference, type DataKey, type KeyStore } from './vault.port.js';

/** An attachment as blob stores keep it. @throws KeyDestroyed when every owner was erased */
export async function sealBlob(
  keys: KeyStore,
  content: Uint8Array,
  owners: readonly string[],
): Promise<{ readonly reference: BlobReference; readonly sealed: Buffer }> {
  const { id, secret } = await keyOfThoseLeft(keys, owners);
  const reference = { sha256: sha256Of(content), bytes: content.byteLength, key: id };
  return { reference, sealed: encrypt(secret, content, reference.sha256) };
}

/** @throws Error when the content does not match its hash */
export function openBlob({ secret }: DataKey, sealed: Uint8Array, { sha256 }: BlobReference): Uint8Array {
  const content = decrypted(secret, sealed, sha256);
  if (content && sha256Of(content) === sha256) return content;
  throw new Error(`the content of attachment ${sha256} is not what was stored`);
}

/**
 * What a sealed attachment is kept under: a keyed digest, which tells neither content nor owner. Hex, because some
 * file systems do not tell capitals from small letters.
 * @throws Error when the reference has no hash
 */
export async function blobName(keys: KeyStore, { sha256, key }: BlobReference): Promise<string> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`not a hash: ${JSON.stringify(sha256)}`);
  const digest = await keys.digest('blob-name', JSON.stringify([key, sha256]));
  return Buffer.from(digest, 'base64url').toString('hex');
}

const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

function decrypted(secret: Uint8Array, sealed: Uint8Array, sha256: string): Uint8Array | null {
  try {
    return decrypt(secret, sealed, sha256);
  } catch {
    return null;
  }
}
