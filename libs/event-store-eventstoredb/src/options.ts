/** Times in milliseconds; the defaults suit an office on one server or a cluster. */
export interface EventStoreDbOptions {
  /** How long opening goes on trying while no server answers; default 0: one try. */
  readonly waitMs?: number;
  /** Told while opening waits: one sentence. */
  readonly onWait?: (problem: string) => void;
  /** Told when a subscription ended and is taken up again. */
  readonly onInterruption?: (reason: string) => void;
  /** One try to connect; default 10,000. */
  readonly connectTimeoutMs?: number;
  /** One try to append; default 5,000. */
  readonly appendTimeoutMs?: number;
  /** Longest silence of the server while something is read; default 5,000. */
  readonly readTimeoutMs?: number;
  /** How long a call is tried again before it fails; default 10,000. */
  readonly patienceMs?: number;
  /** How long a subscription may be quiet before the log is asked whether it ought to be; default 2,000. */
  readonly heartbeatMs?: number;
}

export type Times = Required<Omit<EventStoreDbOptions, 'onWait' | 'onInterruption'>>;

export const timesOf = (options: EventStoreDbOptions): Times => ({
  waitMs: options.waitMs ?? 0,
  connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
  appendTimeoutMs: options.appendTimeoutMs ?? 5_000,
  readTimeoutMs: options.readTimeoutMs ?? 5_000,
  patienceMs: options.patienceMs ?? 10_000,
  heartbeatMs: options.heartbeatMs ?? 2_000,
});
