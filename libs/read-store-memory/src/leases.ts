import { type Lease, LeaseLost, type Leases } from '#event-sourcing';

interface Held extends Lease {
  /** Milliseconds of this process's clock. */
  readonly until: number;
}

/** Leases among the parts of one process. */
export class MemoryLeases implements Leases {
  private readonly held = new Map<string, Held>();

  acquire(name: string, holder: string, ttlMs: number): Promise<Lease | null> {
    const last = this.held.get(name);
    if (last && last.until > now()) return Promise.resolve(null);
    const lease: Lease = { name, holder, token: (last?.token ?? 0) + 1 };
    this.held.set(name, { ...lease, until: now() + ttlMs });
    return Promise.resolve(lease);
  }

  renew(lease: Lease, ttlMs: number): Promise<boolean> {
    const kept = this.isLast(lease);
    if (kept) this.held.set(lease.name, { ...lease, until: now() + ttlMs });
    return Promise.resolve(kept);
  }

  release(lease: Lease): Promise<void> {
    if (this.isLast(lease)) this.held.set(lease.name, { ...lease, until: -Infinity });
    return Promise.resolve();
  }

  holder(name: string): Promise<string | null> {
    const last = this.held.get(name);
    return Promise.resolve(last && last.until > now() ? last.holder : null);
  }

  /** @throws LeaseLost */
  assertHeld(lease: Lease | undefined): void {
    if (lease && !this.isLast(lease)) throw new LeaseLost(lease);
  }

  private isLast({ name, token }: Lease): boolean {
    return this.held.get(name)?.token === token;
  }
}

const now = (): number => performance.now();
