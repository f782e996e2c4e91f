import { type ReadStore } from '../read-store.port.js';

/** A read store for one question's answer: nobody else sees it, and it is gone once it is closed. */
export interface ScratchStore extends ReadStore {
  /** Makes the indexes, after much was saved without them; from then on what is saved is indexed at once. */
  indexSaved(): Promise<void>;
}
