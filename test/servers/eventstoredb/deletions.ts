import { type LogRecord, type Proposed, type ServerLog } from './server-log.js';

/** `$tb` of a soft-deleted stream. */
const ALL = Number(9223372036854775807n);

/** Which streams are deleted or truncated: kept in memory, found again in the system events of the log. */
export class Deletions {
  private readonly truncatedBefore = new Map<string, number>();
  private readonly tombstoned = new Set<string>();

  static async in(log: ServerLog): Promise<Deletions> {
    const deletions = new Deletions();
    for (let row = 0; ;) {
      const records = await log.after(row, 1000);
      for (const record of records) deletions.see(record);
      const last = records.at(-1);
      if (!last) return deletions;
      row = last.row;
    }
  }

  /** Takes in what was written. */
  see({ stream, type, data }: Pick<LogRecord, 'stream' | 'type' | 'data'>): void {
    if (type === '$streamDeleted') this.tombstoned.add(stream);
    if (type !== '$metadata' || !stream.startsWith('$$')) return;
    const { $tb } = JSON.parse(Buffer.from(data).toString()) as { $tb?: number };
    if ($tb !== undefined) this.truncatedBefore.set(stream.slice(2), $tb);
  }

  isTombstoned(stream: string): boolean {
    return this.tombstoned.has(stream);
  }

  isSoftDeleted(stream: string): boolean {
    return this.truncatedBefore.get(stream) === ALL;
  }

  /** The first revision that can still be read. */
  firstOf(stream: string): number {
    return this.truncatedBefore.get(stream) ?? 0;
  }

  /** A soft-deleted stream that is written to again begins at its new events. */
  recreate(stream: string, revision: number): void {
    if (this.isSoftDeleted(stream)) this.truncatedBefore.set(stream, revision);
  }
}

const json = (id: string, type: string, data: string): Proposed => ({
  id,
  type,
  contentType: 'application/json',
  data: Buffer.from(data),
  metadata: new Uint8Array(),
});

export const softDeletion = (id: string): Proposed => json(id, '$metadata', '{"$tb":9223372036854775807}');
export const tombstone = (id: string): Proposed => json(id, '$streamDeleted', '{}');
