import { type DomainError } from './domain-error.js';
import { type Actor } from './actor.js';
import { type DomainEvent, type Recorded, type SourceDocument } from './event.js';
import { type Instant, type LocalDate } from './time.js';

/** What somebody wants done: an imperative name and its data. */
export interface Command<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** Everything a decision needs that is not in its stream: who, when, and facts fetched beforehand. */
export interface CommandContext<Facts = unknown> {
  readonly actor: Actor;
  readonly onBehalfOf?: string;
  /** When the command is carried out, and the office's day of that moment. */
  readonly now: Instant;
  readonly today: LocalDate;
  /** The day it happened, from the officer. */
  readonly occurredOn: LocalDate;
  readonly source?: SourceDocument;
  /** Facts of other streams and reference data, as they were seen. */
  readonly facts: Facts;
}

/**
 * One stream type's rules, pure. `decide` throws {@link DomainError} for a broken rule and returns `[]` for what
 * is already so; `evolve` is total: it folds any subset of a history in stream order without throwing.
 */
export interface Decider<C extends Command, S, E extends DomainEvent, Facts = unknown> {
  /** The part of the stream's name before the first hyphen. */
  readonly category: string;
  readonly initial: S;
  evolve(state: S, event: Recorded<E>): S;
  decide(command: C, state: S, context: CommandContext<Facts>): readonly E[];
  /** The rule that `event` would break in `state`, if any; corrections are judged with it. */
  admits(state: S, event: Recorded<E>): DomainError | null;
}
