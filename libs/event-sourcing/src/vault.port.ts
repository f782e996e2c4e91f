/** A key that protects one person's values, a set of persons' or a stream's. */
export interface DataKey {
  readonly id: string;
  /** 32 bytes, AES-256. */
  readonly secret: Uint8Array;
}

/** A key and whose it is. */
export interface Share {
  readonly key: string;
  readonly owners: readonly string[];
}

/** Keys of personal data, wrapped by the office's master key. Destroying one is how a person is erased. */
export interface KeyStore {
  /** The key of exactly these owners, made and stored durably when it is not there. @throws KeyDestroyed */
  keyFor(owners: readonly string[]): Promise<DataKey>;
  /** `null` when it was destroyed. */
  find(keyId: string): Promise<DataKey | null>;
  /** The keys that the owner has a share in, in no order; none once they were destroyed. */
  sharesOf(owner: string): Promise<readonly Share[]>;
  /** Destroys every key the owner has a share in, for ever; the number of keys destroyed. */
  destroy(owner: string): Promise<number>;
  /** A keyed digest (HMAC-SHA-256, base64url) for equality without the value; `purpose` separates uses. */
  digest(purpose: string, value: string): Promise<string>;
  close(): Promise<void>;
}

/** One of the owners was erased: nothing can be sealed for them any more. */
export class KeyDestroyed extends Error {
  constructor(
    /** Those who were erased. */
    readonly owners: readonly string[],
  ) {
    super('an owner of this text was erased');
    this.name = 'KeyDestroyed';
  }
}

/** What a stored attachment is found by. */
export interface BlobReference {
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Id of the owners' key. */
  readonly key: string;
}

/** Content-addressed attachments, sealed with their owners' key. */
export interface BlobStore {
  /** Durable when it resolves; the same content for the same owners is stored once. */
  put(content: Uint8Array, owners: readonly string[]): Promise<BlobReference>;
  /** `null` when it is not there or its key was destroyed. @throws Error when the content does not match its hash */
  get(reference: BlobReference): Promise<Uint8Array | null>;
  /** Removes what is stored under the reference, if it is there; its key need not be. */
  remove(reference: BlobReference): Promise<void>;
}
