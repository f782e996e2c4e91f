import { type Position, type StoredEvent } from '#event-sourcing';
import { type Instant } from '#kernel';

/** How fresh the read models are: the last event that every one of them holds. */
export interface Progress {
  readonly position: Position;
  /** When that event was recorded; empty before the first. */
  readonly recordedAt: Instant;
  /** How long the oldest event that is not folded yet has been waiting; 0 when there is none. */
  readonly lagMs: number;
}

/** A read model that is being built from the log before the server is ready. */
export interface RebuildProgress {
  readonly projection: string;
  /** Events folded so far, and the part of the log that is folded, 0 to 1. */
  readonly events: number;
  readonly share: number;
}

/** Streams whose document could not be folded, grouped by what went wrong. */
export interface ParkedStreams {
  readonly projection: string;
  readonly cause: string;
  readonly streams: number;
}

export interface ProjectionStatus {
  /** Every read model has caught up at least once since the start. */
  readonly ready: boolean;
  readonly rebuilding: readonly RebuildProgress[];
  readonly parked: readonly ParkedStreams[];
  /** Why nothing moves at the moment, for example a store that is being retried. */
  readonly error?: string;
}

/** What the HTTP side asks of whatever runs the projections. The host of the runner provides it. */
export interface ProjectionProgress {
  progress(): Progress;
  /** Resolves `true` once every checkpoint is at or beyond `position`, `false` when `timeoutMs` have passed. */
  waitFor(position: Position, timeoutMs: number): Promise<boolean>;
  /** Calls `listener` with events in the order of the log, after every checkpoint has passed them; returns the end. */
  changes(listener: (events: readonly StoredEvent[]) => void): () => void;
  status(): ProjectionStatus;
}
