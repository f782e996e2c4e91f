import {
  brokenRules,
  type BrokenRule,
  DomainError,
  type DomainEvent,
  factsOf,
  fold,
  newlyBroken,
  type ProceduralEvent,
  type Recorded,
} from '#kernel';
import { type Asked, type Following, type ProcedureCommand } from './procedure.js';

type AnyAsked<S, E extends DomainEvent, Facts> = Asked<ProcedureCommand['type'], S, E, Facts>;

/**
 * The state that a stream would fold to with `following`, when no rule is broken by it that was not broken before.
 * @throws DomainError the rule that one of `following` breaks, or `correction.breaks-rule` for an event that stands
 */
export function stateAfter<S, E extends DomainEvent, Facts>(
  asked: AnyAsked<S, E, Facts>,
  following: Following<E>,
): S {
  const { type, record } = asked;
  const { decider } = type;
  const history = [...record.history, ...provisional(asked, following)];
  const facts = factsOf<E>(history);
  const before = brokenRules(decider, factsOf<E>(record.history));
  const [broken] = newlyBroken(before, brokenRules(decider, facts));
  if (broken) throw broken.event.revision < record.history.length ? breaksRule(broken) : broken.rule;
  return fold(decider, facts);
}

/** Events that are decided and not recorded yet, as they would be. */
function provisional<S, E extends DomainEvent, Facts>(
  { record: { history }, context }: AnyAsked<S, E, Facts>,
  following: Following<E>,
): Recorded<E | ProceduralEvent>[] {
  const last = history.at(-1);
  return following.map((event, index) => ({
    ...event,
    id: `provisional-${index}`,
    stream: last?.stream ?? '',
    revision: history.length + index,
    position: last?.position ?? '',
    recordedAt: context.now,
    actor: context.actor,
    commandId: '',
    correlationId: '',
    causationId: '',
    ...(context.source && { source: context.source }),
  }));
}

const breaksRule = ({ event: { id, type, revision, occurredOn }, rule }: BrokenRule): DomainError =>
  new DomainError('correction.breaks-rule', `it would break ${rule.code} at ${type}`, {
    event: id,
    type,
    revision,
    occurredOn,
    rule: rule.code,
    because: rule.details,
  });
