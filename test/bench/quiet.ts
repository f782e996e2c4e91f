import { type KeyStore, type RunnerLog } from '#event-sourcing';

const never = (): never => {
  throw new Error('the bench opens no personal value');
};

/** For runners whose projections open nothing. */
export const noKeys: KeyStore = {
  keyFor: never,
  find: never,
  destroy: never,
  digest: never,
  close: () => Promise.resolve(),
};

/** Errors are still heard. */
export const silent: RunnerLog = {
  info: () => undefined,
  error: (fields, message) => console.error(message, fields),
};
