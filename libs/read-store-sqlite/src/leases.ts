import { type Lease, LeaseLost, type Leases } from '#event-sourcing';
import { type Connection, sql } from './connection.js';

/** Leases in the file, for processes of one machine: its clock decides. */
export class SqliteLeases implements Leases {
  constructor(private readonly connection: Connection) {}

  acquire(name: string, holder: string, ttlMs: number): Promise<Lease | null> {
    const take = `
      INSERT INTO "leases" ("name", "holder", "token", "until") VALUES (?, ?, 1, ?)
      ON CONFLICT ("name") DO UPDATE
        SET "holder" = excluded."holder", "token" = "token" + 1, "until" = excluded."until" WHERE "until" <= ?
      RETURNING "token"`;
    return this.connection.answer(() => {
      const now = Date.now();
      const row = this.connection.get<{ token: number }>(sql(take, name, holder, now + ttlMs, now));
      return row ? { name, holder, token: row.token } : null;
    });
  }

  renew(lease: Lease, ttlMs: number): Promise<boolean> {
    return this.connection.answer(() => this.setEnd(lease, Date.now() + ttlMs));
  }

  release(lease: Lease): Promise<void> {
    return this.connection.answer(() => void this.setEnd(lease, 0));
  }

  holder(name: string): Promise<string | null> {
    const query = 'SELECT "holder" FROM "leases" WHERE "name" = ? AND "until" > ?';
    return this.connection.answer(
      () => this.connection.get<{ holder: string }>(sql(query, name, Date.now()))?.holder ?? null,
    );
  }

  /** Belongs into the transaction of what it guards. @throws LeaseLost */
  assertHeld(lease: Lease | undefined): void {
    if (!lease) return;
    const query = 'SELECT 1 FROM "leases" WHERE "name" = ? AND "token" = ?';
    if (this.connection.get(sql(query, lease.name, lease.token)) === undefined) throw new LeaseLost(lease);
  }

  private setEnd({ name, token }: Lease, until: number): boolean {
    const change = 'UPDATE "leases" SET "until" = ? WHERE "name" = ? AND "token" = ?';
    return this.connection.run(sql(change, until, name, token)) > 0;
  }
}
