import { type Clock } from '#kernel';
import { type EventStore, type Position } from './event-store.port.js';
import { type Lease } from './lease.port.js';
import { type Projection } from './projection.js';
import { type ReadStore } from './read-store.port.js';
import { type Sealer } from './sealing.js';

/** What a runner says while it works: one line of structured log each. */
export interface RunnerLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface RunnerOptions {
  readonly store: EventStore;
  readonly readStore: ReadStore;
  readonly sealer: Sealer;
  readonly projections: readonly Projection[];
  readonly clock: Clock;
  readonly log: RunnerLog;
  /** In whose name everything is saved and switched, where several processes might run the same projections. */
  readonly lease?: Lease;
  /** Events a page while building a version from the log, before anything is answered; default 2,000. */
  readonly buildPageSize?: number;
  /** Events a page while building a version again beside the live one; default 250. */
  readonly rebuildPageSize?: number;
  /** Told what happens to a rebuild, whose trouble is none of the live models; default `log`. */
  readonly rebuildLog?: RunnerLog;
  /** For how long a version that was replaced is kept for who still reads it, in milliseconds; default 1,000. */
  readonly leaveMs?: number;
  /** Told which version answers questions from now on. */
  readonly onLive?: (projection: Projection, version: string) => void;
}

export type RunnerState = 'starting' | 'building' | 'running' | 'stopped';

/** How far building new versions has come. */
export interface BuildProgress {
  readonly projections: readonly string[];
  readonly events: number;
  /** Part of the log that is folded, 0 to 1. */
  readonly share: number;
  readonly done: boolean;
}

/** The marks of the runner: `saved` ≤ `read`; lag is how old the oldest unsaved knowledge is. */
export interface RunnerProgress {
  readonly state: RunnerState;
  readonly read: Position;
  readonly saved: Position;
  /** `recordedAt` of the last event saved; empty before the first. */
  readonly recordedAt: string;
  readonly lagMs: number;
  readonly parked: number;
}
