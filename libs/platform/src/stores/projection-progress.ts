import { type Document, type ParkedMark, type Position, type StoredEvent } from '#event-sourcing';
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
  /** Events folded so far, where it is built in this process. */
  readonly events?: number;
  /** The part of the log that is folded, 0 to 1. */
  readonly share: number;
}

/** Streams whose document could not be folded, grouped by what went wrong. */
export interface ParkedStreams {
  readonly projection: string;
  readonly cause: string;
  readonly streams: number;
}

export interface ProjectionStatus {
  readonly ready: boolean;
  readonly rebuilding: readonly RebuildProgress[];
  readonly parked: readonly ParkedStreams[];
  /** Why nothing moves at the moment, for example a store that is being retried. */
  readonly error?: string;
  /** The process that folds events into read models, where it is another one. */
  readonly keptBy?: string;
}

/** What stands in a read model of one record; of the past, with what it lacks. */
export type MarkedLine = Pick<Document, 'id' | 'revision'> & Partial<ParkedMark>;

/** What the HTTP side asks of the read models, whoever keeps them. */
export interface ProjectionProgress {
  /** Questions can be answered: every read model is there in the version that this process wants. */
  readonly ready: boolean;
  progress(): Progress;
  /** Resolves `true` once every checkpoint is at or beyond `position`, `false` when `timeoutMs` have passed. */
  waitFor(position: Position, timeoutMs: number): Promise<boolean>;
  /** Calls `listener` with events in the order of the log, after every checkpoint has passed them; returns the end. */
  changes(listener: (events: readonly StoredEvent[]) => void): () => void;
  status(): ProjectionStatus;
  /**
   * Revision of the first event of a record that a read model could not take in, so that its document ends before it;
   * `null` when nothing is missing. Known in memory: it may be asked for every line of a list.
   */
  parkedAt(projection: string, line: MarkedLine): number | null;
  /** Ids of the records of which a read model lacks something: what is looked for there may be missing. */
  parkedIds(projection: string): readonly string[];
}

/** The same for whoever starts the process. */
export interface Projections extends ProjectionProgress {
  /** Resolves when questions can be answered, or when the process is ended before that. */
  start(): Promise<void>;
}
