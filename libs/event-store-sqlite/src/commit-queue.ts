import { type DatabaseSync } from 'node:sqlite';
import { type AppendResult } from '#event-sourcing';
import { asUnavailable } from './database.js';
import { type Append, LogWriter } from './log-writer.js';

interface Waiting {
  readonly append: Append;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Appends in one transaction: enough to share an fsync well, few enough that the event loop is not held long. */
export const MOST = 256;

/**
 * Group commit: what is asked for in one turn of the event loop becomes one transaction. Nobody is answered, with a
 * conflict neither, before it is committed: a conflict with an append that is then lost would be a lie.
 */
export class CommitQueue {
  private waiting: Waiting[] = [];
  private scheduled = false;
  private readonly writer: LogWriter;

  constructor(
    private readonly db: DatabaseSync,
    private readonly onCommit: () => void,
  ) {
    this.writer = new LogWriter(db);
  }

  add(append: Append): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ append, resolve, reject });
      this.schedule();
    });
  }

  /** Writes everything that waits, now. */
  drain(): void {
    while (this.waiting.length > 0) this.commitNext();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.commitNext();
      if (this.waiting.length > 0) this.schedule();
    });
  }

  private commitNext(): void {
    const batch = this.waiting.splice(0, MOST);
    if (batch.length === 0) return;
    try {
      const outcomes = this.writer.write(batch.map(({ append }) => append));
      outcomes.forEach((outcome, index) => {
        if (outcome instanceof Error) batch[index]?.reject(outcome);
        else batch[index]?.resolve(outcome);
      });
    } catch (error) {
      const reason = asUnavailable(error, this.db);
      for (const { reject } of batch) reject(reason);
      return;
    }
    this.onCommit();
  }
}
