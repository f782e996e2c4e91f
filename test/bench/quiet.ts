import { randomBytes } from 'node:crypto';
import { type DataKey, keyIdOf, type KeyStore, ownersOf, type RunnerLog } from '#event-sourcing';

const never = (): never => {
  throw new Error('the bench opens no personal value');
};

/** For runners whose projections open nothing. */
export const noKeys: KeyStore = {
  keyFor: never,
  find: never,
  sharesOf: never,
  destroy: never,
  digest: never,
  close: () => Promise.resolve(),
};

/** Seals like any other; what it has sealed is never opened again. */
export function forgottenKeys(): KeyStore {
  const keys = new Map<string, DataKey>();
  const keyFor = (owners: readonly string[]): Promise<DataKey> => {
    const id = keyIdOf(ownersOf(owners));
    const key = keys.get(id) ?? { id, secret: randomBytes(32) };
    keys.set(id, key);
    return Promise.resolve(key);
  };
  return { ...noKeys, keyFor };
}

/** Errors are still heard. */
export const silent: RunnerLog = {
  info: () => undefined,
  error: (fields, message) => console.error(message, fields),
};
