/** A store whose files hold for a while what was replaced or removed in it. */
export interface TraceErasing {
  /**
   * Leaves no trace in the files of what was replaced or removed.
   * @throws StoreUnavailable when it cannot be done now, because another process is reading: ask again
   */
  eraseTraces(): Promise<void>;
}

/** True when `store` keeps traces, and can erase them; what a server keeps of its own is its administrator's. */
export const erasesTraces = (store: object): store is TraceErasing =>
  'eraseTraces' in store && typeof store.eraseTraces === 'function';
