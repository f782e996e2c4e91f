import { type EventStore, pause, type Position, START } from '#event-sourcing';

/** How often the log is asked where it ends. */
const ASK_MS = 2000;
/** After so long without an answer, nobody knows what has been recorded meanwhile. */
const LOST_MS = 2 * ASK_MS;

/** Whether a log on a server can be read: while it cannot, nobody knows how old the answers are. */
export class LogContact {
  /** Where the log ended when it was last read. */
  head: Position = START;
  private contactAt = performance.now();
  private readonly stopping = new AbortController();

  constructor(private readonly events: EventStore) {
    void this.keep();
  }

  stop(): void {
    this.stopping.abort();
  }

  /** For how long the log has not been read, in milliseconds; 0 while it can be. */
  get lostMs(): number {
    const silence = performance.now() - this.contactAt;
    return silence > LOST_MS ? silence : 0;
  }

  private async keep(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        this.head = await this.events.head();
        this.contactAt = performance.now();
      } catch {
        // Its silence shows in every answer's headers and in /health/ready.
      }
      await pause(ASK_MS, signal);
    }
  }
}
