import { type Command, type Decider } from './decider.js';
import { type DomainError } from './domain-error.js';
import { type DomainEvent, type Recorded } from './event.js';

/** A rule that an event breaks where it stands. */
export interface BrokenRule {
  readonly event: Recorded;
  readonly rule: DomainError;
}

/** Every event of `facts` that its decider would not admit where it stands, with the first rule it breaks. */
export function brokenRules<S, E extends DomainEvent>(
  decider: Pick<Decider<Command, S, E>, 'initial' | 'evolve' | 'admits'>,
  facts: readonly Recorded<E>[],
): readonly BrokenRule[] {
  let state = decider.initial;
  return facts.flatMap((event) => {
    const rule = decider.admits(state, event);
    state = decider.evolve(state, event);
    return rule ? [{ event, rule }] : [];
  });
}

/** Those of `after` that were not broken `before`: the same rule at the same event is nothing new. */
export const newlyBroken = (
  before: readonly BrokenRule[],
  after: readonly BrokenRule[],
): readonly BrokenRule[] =>
  after.filter(
    ({ event, rule }) =>
      !before.some((known) => known.event.id === event.id && known.rule.code === rule.code),
  );
