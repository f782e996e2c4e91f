import { type Lease, type Leases } from './lease.port.js';
import { pause } from './pause.js';

/** A lease that is renewed until it is released or lost. */
export class HeldLease {
  private readonly ending = new AbortController();
  /** Resolves once it is released, or somebody else has it. */
  readonly ended: Promise<void>;

  private constructor(
    private readonly leases: Leases,
    readonly lease: Lease,
    private readonly ttlMs: number,
  ) {
    this.ended = this.keep();
  }

  /** `null` while somebody else has it. @throws StoreUnavailable */
  static async acquire(
    leases: Leases,
    name: string,
    holder: string,
    ttlMs: number,
  ): Promise<HeldLease | null> {
    const lease = await leases.acquire(name, holder, ttlMs);
    return lease && new HeldLease(leases, lease, ttlMs);
  }

  /** Lets the next one have it. A store that is away lets it run out. */
  async release(): Promise<void> {
    this.ending.abort();
    await this.ended;
    await this.leases.release(this.lease).catch(() => undefined);
  }

  private async keep(): Promise<void> {
    const { signal } = this.ending;
    for (;;) {
      await pause(this.ttlMs / 3, signal);
      // A store that is away says nothing about who has it, and takes nothing from anybody meanwhile.
      const kept = signal.aborted || (await this.leases.renew(this.lease, this.ttlMs).catch(() => true));
      if (signal.aborted || !kept) return;
    }
  }
}
