import { type DomainEvent, type Recorded } from './event.js';

/** An event that this program cannot take in: its stream folds no further, and its log is whole all the same. */
export class UnfoldableEvent extends Error {
  constructor(
    readonly event: { readonly stream: string; readonly revision: number },
    /** What was thrown over it. */
    override readonly cause: unknown,
  ) {
    super(`${event.stream}@${event.revision} cannot be folded`);
    this.name = 'UnfoldableEvent';
  }
}

/** Folds a history, oldest first. @throws UnfoldableEvent */
export const fold = <S, E extends DomainEvent>(
  decider: { readonly initial: S; evolve(state: S, event: Recorded<E>): S },
  history: Iterable<Recorded<E>>,
): S => foldedOn(decider, decider.initial, history);

/** What `start` becomes by `events`. @throws UnfoldableEvent */
export function foldedOn<S, E extends DomainEvent>(
  type: { evolve(state: S, event: Recorded<E>): S },
  start: S,
  events: Iterable<Recorded<E>>,
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
