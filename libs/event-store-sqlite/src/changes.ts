import { type DatabaseSync, type StatementSync } from 'node:sqlite';

/** Tells followers when the log may have grown. */
export interface Changes {
  /** Taken before the log is read, so that nothing which comes meanwhile is missed. */
  mark(): number;
  /** Resolves when something was committed after `mark`, when `signal` aborts, or at {@link close}. */
  after(mark: number, signal?: AbortSignal): Promise<void>;
  notify(): void;
  close(): void;
}

/** Changes made through this process. */
export class OwnChanges implements Changes {
  private count = 0;
  private closed = false;
  private readonly sleepers = new Set<() => void>();

  mark(): number {
    return this.count;
  }

  async after(mark: number, signal?: AbortSignal): Promise<void> {
    if (this.closed || signal?.aborted || this.count !== mark) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.sleepers.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  notify(): void {
    this.count += 1;
    for (const wake of [...this.sleepers]) wake();
  }

  close(): void {
    this.closed = true;
    this.notify();
  }
}

/** Milliseconds between two looks at the file. */
const INTERVAL = 250;

/** Changes that another process makes to the file: nobody tells, so the file is asked. */
export class PolledChanges implements Changes {
  private readonly version: StatementSync;
  private readonly own = new OwnChanges();
  private timer?: NodeJS.Timeout;
  private followers = 0;

  constructor(private readonly db: DatabaseSync) {
    this.version = db.prepare('PRAGMA data_version');
  }

  mark(): number {
    return (this.version.get() as { data_version: number }).data_version;
  }

  async after(mark: number, signal?: AbortSignal): Promise<void> {
    this.followers += 1;
    this.timer ??= setInterval(() => this.own.notify(), INTERVAL);
    try {
      while (this.db.isOpen && !signal?.aborted && this.mark() === mark)
        await this.own.after(this.own.mark(), signal);
    } finally {
      this.followers -= 1;
      if (this.followers === 0) this.rest();
    }
  }

  notify(): void {
    this.own.notify();
  }

  close(): void {
    this.own.close();
    this.rest();
  }

  private rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
