/**
 * A value about a person, opaque to deciders and projections. It is {@link Plain} only between the command that
 * brings it and the codec, which seals it; from then on it is {@link Sealed} wherever it is stored, and opened
 * only when an answer is given to someone who may see it. // design: personal data, docs/adr
 */
export type Personal<T> = Plain<T> | Sealed<T>;

/** Not sealed yet: the value, and the streams whose keys shall protect it (`subject-…`, or a case's own stream). */
export interface Plain<T> {
  readonly $plain: T;
  readonly owners: readonly string[];
}

/** Sealed: the value under a content key of its own, which is wrapped by the owners' key. All parts base64. */
export interface Sealed<_T> {
  readonly $sealed: {
    /** Id of the owners' key in the key store. */
    readonly key: string;
    /** The content key, wrapped: nonce, ciphertext and tag. */
    readonly wrapped: string;
    /** Salt and value under the content key: nonce, ciphertext and tag. */
    readonly data: string;
    /** SHA-256 of salt and value: opens one field to an outsider without the person's key. */
    readonly commitment: string;
  };
}

/** Marks `value` as being about `owners`; several owners share one key that any of their erasures destroys. */
export function personal<T>(value: T, owners: readonly string[]): Plain<T> {
  return { $plain: value, owners: [...new Set(owners)].sort() };
}

export function isPlain(value: unknown): value is Plain<unknown> {
  return typeof value === 'object' && value !== null && '$plain' in value;
}

export function isSealed(value: unknown): value is Sealed<unknown> {
  return typeof value === 'object' && value !== null && '$sealed' in value;
}
