import {
  type Command,
  type CommandContext,
  type Decider,
  DomainError,
  type DomainEvent,
  factsOf,
  fold,
} from '#kernel';
import { type Example, recorded } from './recorded.js';

/** What a refusal says to callers; messages are not part of it. */
export interface Refused {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What came of a command; each check is exact. */
export interface Decided<E> {
  /** These events, in this order, and nothing else in them. */
  then(...events: readonly E[]): void;
  /** It is already so. */
  thenNothing(): void;
  /** This code and, when they are given, exactly these details. */
  thenRefused(code: string, details?: Refused['details']): void;
}

export interface DeciderSpec<C extends Command, E extends DomainEvent, Facts> {
  /** A history that could have been decided: an example that breaks a rule is refused itself. */
  given(...history: readonly Example<E>[]): {
    /** The command, in the spec's context with these changes. */
    when(command: C, changes?: Partial<CommandContext<Facts>>): Decided<E>;
  };
}

/** Given a history, when a command is decided, then exactly these events or this refusal. */
export function deciderSpec<C extends Command, S, E extends DomainEvent, Facts>(
  decider: Decider<C, S, E, Facts>,
  context: CommandContext<Facts>,
): DeciderSpec<C, E, Facts> {
  const stream = `${decider.category}-1`;
  return {
    given: (...history) => ({
      when: (command, changes = {}) =>
        decided<E>(() => {
          const state = fold(decider, factsOf<E>(recorded(stream, possible(decider, history))));
          return decider.decide(command, state, { ...context, ...changes });
        }),
    }),
  };
}

function decided<E>(decide: () => readonly E[]): Decided<E> {
  const outcome = outcomeOf(decide);
  return {
    then: (...events) => expect(outcome).toStrictEqual({ events }),
    thenNothing: () => expect(outcome).toStrictEqual({ events: [] }),
    thenRefused: (code, details) => {
      const known = 'refused' in outcome ? (details ?? outcome.refused.details) : {};
      expect(outcome).toStrictEqual({ refused: { code, details: known } });
    },
  };
}

function outcomeOf<E>(decide: () => readonly E[]): { events: readonly E[] } | { refused: Refused } {
  try {
    return { events: decide() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { refused: { code: error.code, details: error.details } };
  }
}

/** @throws Error when an event of the example could not have been decided where it stands */
function possible<C extends Command, S, E extends DomainEvent, Facts>(
  decider: Decider<C, S, E, Facts>,
  history: readonly Example<E>[],
): readonly Example<E>[] {
  let state = decider.initial;
  for (const event of recorded(`${decider.category}-1`, history)) {
    const broken = decider.admits(state, event);
    if (broken) throw new Error(`the example cannot be: ${event.type} → ${broken.code}`);
    state = decider.evolve(state, event);
  }
  return history;
}
