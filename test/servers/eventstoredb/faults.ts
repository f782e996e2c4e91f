/** What becomes of one append, once each, in the order in which they were asked for. */
export type AppendFault =
  | 'die-before-storing'
  | 'die-after-storing'
  | 'silent-before-storing'
  | 'silent-after-storing'
  | 'deadline-before-storing'
  | 'deadline-after-storing'
  | 'commit-timeout-after-storing'
  | 'unknown-after-storing'
  | 'unavailable'
  | 'not-leader'
  | 'wrong-version';

/** How open subscriptions end at once; `mute` leaves them open and sends nothing any more. */
export type SubscriptionEnd = 'too-slow' | 'clean' | 'unavailable' | 'unknown' | 'mute';

/** What a test tells the server to do wrong, and what the server has seen. */
export class Control {
  /** Answered by ServerFeatures; changed before a client connects. */
  version = '23.10.6';
  /** What `not-leader` names as the leader; without one, this server. */
  leader?: { readonly host: string; readonly port: number };
  /** Appends that come while this is not empty take one each. */
  readonly appendFaults: AppendFault[] = [];
  /** How many calls of each method have begun. */
  readonly calls = new Map<string, number>();
  /** Reads and subscriptions that are open now: a client that leaks calls shows here. */
  openReads = 0;
  private readonly subscriptions = new Set<(end: SubscriptionEnd) => void>();

  inject(...faults: readonly AppendFault[]): void {
    this.appendFaults.push(...faults);
  }

  /** Ends every open subscription; how many there were. */
  endSubscriptions(end: SubscriptionEnd): number {
    const { size } = this.subscriptions;
    for (const finish of [...this.subscriptions]) finish(end);
    return size;
  }

  get openSubscriptions(): number {
    return this.subscriptions.size;
  }

  /** @internal */
  count(method: string): void {
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
  }

  /** @internal */
  register(finish: (end: SubscriptionEnd) => void): () => void {
    this.subscriptions.add(finish);
    return () => this.subscriptions.delete(finish);
  }
}
