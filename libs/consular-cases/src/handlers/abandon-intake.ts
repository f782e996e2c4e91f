import { type StreamType } from '#event-sourcing';
import { type StreamDescriptor } from '#platform';
import { CONSULAR_CASE } from '../consular-case.stream.js';
import { abandonIntake as decide, type AbandonIntake } from '../domain/decide/abandon-intake.js';
import { type ConsularCaseEvent } from '../domain/events/index.js';
import { type CaseState } from '../domain/state.js';

/** A case's stream under the one command that no officer gives. */
const GIVEN_UP: StreamType<AbandonIntake, CaseState, ConsularCaseEvent, undefined> = {
  codec: CONSULAR_CASE.codec,
  decider: { ...CONSULAR_CASE.decider, decide },
};

/** Closes the stream of a number whose case never came; a retry of that intake is refused from then on. // docs/adr/007 */
export const abandonIntake: NonNullable<StreamDescriptor['abandonIntake']> = async (
  { processor },
  { stream, reason },
  { context, request },
) => {
  const command: AbandonIntake = { type: 'AbandonIntake', data: { reason } };
  await processor.handle(GIVEN_UP, stream, command, { ...context, facts: undefined }, request);
};
