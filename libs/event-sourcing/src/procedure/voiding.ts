import {
  type DecisionKind,
  DomainError,
  type DomainEvent,
  type EventVoided,
  isDecision,
  type StreamRecord,
} from '#kernel';
import { standingEvent } from './correct-fact.js';
import { VOID_EVENT } from './shapes.js';

export interface VoidingOptions<S, E extends DomainEvent> {
  /** Types that no voiding takes out: what gave a number, what closed a stream. */
  readonly permanent: readonly string[];
  readonly mayPropose: string;
  readonly mayDecide: string;
  /** For what followed from somebody's approval: nobody undoes what they might not have decided. */
  readonly mayUndoDecision: string;
  /** Whether a voiding that leaves that history is one for `mayUndoDecision`, too. */
  readonly isDirected?: (record: StreamRecord<S, E>, left: StreamRecord<S, E>['history']) => boolean;
}

/** The kind of decision that takes out an event entered in error. Its author does not decide. // G-1, domain rules */
export function voiding<S, E extends DomainEvent, Facts>({
  permanent,
  mayPropose,
  mayDecide,
  mayUndoDecision,
  isDirected,
}: VoidingOptions<S, E>): DecisionKind<S, E, Facts, { readonly target: string }> {
  return {
    kind: VOID_EVENT,
    label: { vi: 'Hủy một nội dung ghi nhầm', en: 'Void what was entered in error' },
    mayPropose,
    mayDecide,
    mayDecideOn: ({ target }, record) => {
      if (followsFromApproval(record, target)) return mayUndoDecision;
      const left = record.history.filter(({ id }) => id !== target);
      return isDirected?.(record, left) ? mayUndoDecision : mayDecide;
    },
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

/** Also of the voiding that brought such an event to an end: it comes back by voiding that. */
const followsFromApproval = <S, E extends DomainEvent>(
  record: StreamRecord<S, E>,
  target: string,
): boolean => {
  const event = record.history.find(({ id }) => id === target);
  if (event?.type === 'EventVoided') return followsFromApproval(record, (event as EventVoided).data.target);
  return event !== undefined && 'approval' in (event.data as object);
};
