/** A store that can examine its own files; what a server looks after by itself has no need of it. */
export interface SelfChecking {
  /** What is wrong with the files, one line each; empty when they are whole. Reads all of them. */
  check(): Promise<readonly string[]>;
}

/** True when `store` can examine its own files. */
export const isSelfChecking = (store: object): store is SelfChecking =>
  'check' in store && typeof store.check === 'function';
