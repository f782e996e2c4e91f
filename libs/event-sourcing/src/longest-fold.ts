import { CORRECTING_TYPES, type Recorded, UnfoldableEvent } from '#kernel';
import { type StoredEvent, StoreUnavailable } from './event-store.port.js';
import { type Projection } from './projection.js';

/** The event that cannot be folded, and what was thrown over it. */
export interface FoldFailure {
  /** Its revision: everything before it folds. */
  readonly failedAt: number;
  readonly cause: unknown;
}

/** How far a history folds. */
export interface LongestFold<T> {
  /** What its longest beginning that folds gives; `null` where that is no longer than what is known already. */
  readonly folded: T | null;
  /** `null` where all of it folds. */
  readonly failure: FoldFailure | null;
}

/** The stored events as a projection takes them. @throws UnfoldableEvent */
export function decoded({ codec }: Projection, stored: readonly StoredEvent[]): readonly Recorded[] {
  return stored.map((event) => {
    try {
      return codec.decode(event);
    } catch (error) {
      throw new UnfoldableEvent(event, error);
    }
  });
}

/**
 * Folds as much of a stream's history as can be folded, from its first event on. The longest beginning is tried first,
 * as what comes later may correct what fails; none that is shorter than what is known, up to revision `known`.
 * @throws StoreUnavailable
 */
export async function longestFold<T>(
  history: readonly StoredEvent[],
  known: number,
  fold: (beginning: readonly StoredEvent[]) => T | Promise<T>,
): Promise<LongestFold<T>> {
  let failure: FoldFailure | null = null;
  for (let length = history.length; length > known + 1; length = failure.failedAt) {
    const beginning = history.slice(0, length);
    try {
      return { folded: await fold(beginning), failure };
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const failedAt = Math.max(known + 1, nextToTry(beginning, error));
      failure = { failedAt, cause: error instanceof UnfoldableEvent ? error.cause : error };
    }
  }
  return { folded: null, failure };
}

/** Without another correction the same event fails again: how much may fold when all of it does not. */
function nextToTry(beginning: readonly StoredEvent[], error: unknown): number {
  if (!(error instanceof UnfoldableEvent)) return beginning.length - 1;
  const lastCorrection = beginning.findLastIndex(({ type }) => CORRECTING_TYPES.has(type));
  return Math.max(error.event.revision, lastCorrection);
}
