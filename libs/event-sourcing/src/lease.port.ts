/** The right to do something alone. Whoever has it next has a higher token. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Counts the holders from 1. What carries an older one is refused once there is a newer one. */
  readonly token: number;
}

/** Who may do what alone, by the clock of the store that keeps it. */
export interface Leases {
  /** For `ttlMs` from now; `null` while somebody else has it. @throws StoreUnavailable */
  acquire(name: string, holder: string, ttlMs: number): Promise<Lease | null>;
  /**
   * For `ttlMs` from now, also when it had run out and nobody else took it; false when it is lost for ever.
   * @throws StoreUnavailable
   */
  renew(lease: Lease, ttlMs: number): Promise<boolean>;
  /** Lets the next one have it at once; one that is lost is left alone. @throws StoreUnavailable */
  release(lease: Lease): Promise<void>;
  /** Who has it now; `null` when nobody does. @throws StoreUnavailable */
  holder(name: string): Promise<string | null>;
}

/** Somebody else has the lease: what was asked in its name was not done, and never will be. */
export class LeaseLost extends Error {
  constructor({ name, holder }: Pick<Lease, 'name' | 'holder'>) {
    super(`${holder} does not have the lease on ${name} any more`);
    this.name = 'LeaseLost';
  }
}
