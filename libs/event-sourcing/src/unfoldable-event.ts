import { type DomainEvent, type Recorded } from '#kernel';
import { type StreamName } from './event-store.port.js';

/** An event that this program cannot take in: its stream folds no further, and its log is whole all the same. */
export class UnfoldableEvent extends Error {
  constructor(
    readonly event: { readonly stream: StreamName; readonly revision: number },
    /** What was thrown over it. */
    override readonly cause: unknown,
  ) {
    super(`${event.stream}@${event.revision} cannot be folded`);
    this.name = 'UnfoldableEvent';
  }
}

/** What `start` becomes by `events`. @throws UnfoldableEvent */
export function foldedOn<S, E extends DomainEvent>(
  type: { evolve(state: S, event: Recorded<E>): S },
  start: S,
  events: readonly Recorded<E>[],
): S {
  let state = start;
  for (const event of events) {
    try {
      state = type.evolve(state, event);
    } catch (error) {
      throw new UnfoldableEvent(event, error);
    }
  }
  return state;
}
