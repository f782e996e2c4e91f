import { type Collection } from 'mongodb';
import { type Lease, LeaseLost, type Leases } from '#event-sourcing';
import { type Connection, TIME_LIMIT } from './connection.js';
import { isDuplicateKey } from './trouble.js';

interface KeptLease {
  readonly _id: string;
  readonly holder: string;
  readonly token: number;
  readonly until: Date;
}

/** Leases in the database, by the server's clock. Each is one document, so that each change is one step. */
export class MongoLeases implements Leases {
  private readonly leases: Collection<KeptLease>;

  constructor(private readonly connection: Connection) {
    this.leases = connection.collection<KeptLease>('leases');
  }

  acquire(name: string, holder: string, ttlMs: number): Promise<Lease | null> {
    return this.connection.run(async () => {
      const now = await this.connection.serverTime();
      const change = { $set: { holder, until: later(now, ttlMs) }, $inc: { token: 1 } };
      try {
        const kept = await this.leases.findOneAndUpdate({ _id: name, until: { $lte: now } }, change, {
          upsert: true,
          returnDocument: 'after',
        });
        return kept && { name, holder, token: kept.token };
      } catch (error) {
        // It is there and has not run out.
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    });
  }

  renew(lease: Lease, ttlMs: number): Promise<boolean> {
    return this.connection.run(async () =>
      this.setEnd(lease, later(await this.connection.serverTime(), ttlMs)),
    );
  }

  async release(lease: Lease): Promise<void> {
    await this.connection.run(() => this.setEnd(lease, new Date(0)));
  }

  holder(name: string): Promise<string | null> {
    return this.connection.run(async () => {
      const now = await this.connection.serverTime();
      const held = { _id: name, until: { $gt: now } };
      return (await this.leases.findOne(held, { maxTimeMS: TIME_LIMIT }))?.holder ?? null;
    });
  }

  /**
   * Not one step with what it guards: documents and checkpoints never move backwards anyway, and versions have a fence
   * of their own. @throws LeaseLost
   */
  async assertHeld(lease: Lease | undefined): Promise<void> {
    if (!lease) return;
    const held = { _id: lease.name, token: lease.token };
    if (!(await this.leases.findOne(held, { maxTimeMS: TIME_LIMIT }))) throw new LeaseLost(lease);
  }

  private async setEnd({ name, token }: Lease, until: Date): Promise<boolean> {
    const { matchedCount } = await this.leases.updateOne({ _id: name, token }, { $set: { until } });
    return matchedCount > 0;
  }
}

const later = (time: Date, ms: number): Date => new Date(time.getTime() + ms);
