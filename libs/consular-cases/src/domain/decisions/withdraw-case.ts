import { type CommandContext, type Personal, type Proposed, type StreamRecord } from '#kernel';
import { type CaseFacts } from '../commands/index.js';
import { type ConsularCaseEvent } from '../events/index.js';
import { type CaseState } from '../state.js';
import { type WithdrawnBy } from '../vocabulary/acts.js';

export const WITHDRAW_CASE = 'withdraw-case';

/** What is asked of the director: that a request may be withdrawn by whom. */
export interface Withdrawal {
  readonly by: WithdrawnBy;
}

/** The withdrawal that a director approved: of whoever is under 18 or may be a victim. // Consular cases, domain rules */
export const withdrawn = (
  { id, payload: { by }, reason }: Proposed<Withdrawal>,
  _: StreamRecord<CaseState, ConsularCaseEvent>,
  { occurredOn }: CommandContext<CaseFacts>,
): readonly ConsularCaseEvent[] => {
  const data = { by, reason: reason as Personal<string>, approval: id };
  return [{ type: 'CaseWithdrawn', data, occurredOn }];
};
