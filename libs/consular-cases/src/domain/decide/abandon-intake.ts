import { type Command, type CommandContext, personal } from '#kernel';
import { admits } from '../admits.js';
import { type EventOf } from '../events/index.js';
import { type CaseState } from '../state.js';

/** Gives an intake up that took a number and never came. Programs alone command it, so no route and no form has it. */
export type AbandonIntake = Command<'AbandonIntake', { readonly reason: string }>;

/** No case will come in this stream. // docs/adr/007 @throws CaseRefusal when one came after all */
export function abandonIntake(
  { data }: AbandonIntake,
  state: CaseState,
  { occurredOn }: CommandContext,
): readonly EventOf<'IntakeAbandoned'>[] {
  if (state.phase === 'empty' && state.abandoned) return [];
  const event: EventOf<'IntakeAbandoned'> = {
    type: 'IntakeAbandoned',
    data: { reason: personal(data.reason, []) },
    occurredOn,
  };
  const refused = admits(state, event);
  if (refused) throw refused;
  return [event];
}
