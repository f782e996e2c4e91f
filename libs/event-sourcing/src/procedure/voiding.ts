import { type DecisionKind, DomainError, type DomainEvent, isDecision } from '#kernel';
import { standingEvent } from './correct-fact.js';
import { VOID_EVENT } from './shapes.js';

export interface VoidingOptions {
  /** Types that no voiding takes out: what gave a number, what closed a stream. */
  readonly permanent: readonly string[];
  readonly mayPropose: string;
  readonly mayDecide: string;
  /** For what followed from somebody's approval: nobody undoes what they might not have decided. */
  readonly mayUndoDecision: string;
}

/** The kind of decision that takes out an event entered in error. Its author does not decide. // G-1, domain rules */
export function voiding<S, E extends DomainEvent, Facts>({
  permanent,
  mayPropose,
  mayDecide,
  mayUndoDecision,
}: VoidingOptions): DecisionKind<S, E, Facts, { readonly target: string }> {
  return {
    kind: VOID_EVENT,
    label: { vi: 'Hủy một nội dung ghi nhầm', en: 'Void what was entered in error' },
    mayPropose,
    mayDecide,
    mayDecideOn: ({ target }, record) =>
      'approval' in (standingEvent(record, target).data as object) ? mayUndoDecision : mayDecide,
    about: ({ target }) => target,
    barred: ({ target }, record) => {
      const { actor, onBehalfOf } = standingEvent(record, target);
      return [actor.id, ...(onBehalfOf === undefined ? [] : [onBehalfOf])];
    },
    approved: ({ id, payload: { target }, reason }, record, { occurredOn }) => {
      const event = standingEvent(record, target);
      if (isDecision(event) || permanent.includes(event.type)) {
        throw new DomainError('correction.not-voidable', `${event.type} stays`, { type: event.type });
      }
      return [{ type: 'EventVoided', data: { target, reason, proposal: id }, occurredOn }];
    },
  };
}
