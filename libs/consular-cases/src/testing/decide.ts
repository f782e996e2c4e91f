import { type Recorded } from '#kernel';
import { type Decided, deciderSpec } from '#event-sourcing/testing';
import { type CaseContext } from '../domain/commands/index.js';
import { consularCaseDecider } from '../domain/decider.js';
import { type ConsularCaseEvent } from '../domain/events/index.js';
import { exampleContext, type Step } from './story.js';

/** Given a history, when a step is taken, then exactly these events or this refusal. */
export function after(
  history: readonly Recorded<ConsularCaseEvent>[],
  { command, on, source }: Step,
  changes: Partial<CaseContext> = {},
): Decided<ConsularCaseEvent> {
  const context = exampleContext({ occurredOn: on, ...(source && { source }), ...changes });
  return deciderSpec(consularCaseDecider, context)
    .given(...history)
    .when(command);
}
