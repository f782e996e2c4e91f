import { type CommandContext, type Personal, type Proposed, type StreamRecord } from '#kernel';
import { type CaseFacts } from '../commands/index.js';
import { type ConsularCaseEvent } from '../events/index.js';
import { type CaseState } from '../state.js';

export const DESTROY_FILE = 'destroy-file';

/** The destruction that a director approved, of papers whose retention has ended. // G-9, domain rules: never automatic */
export const destructionApproved = (
  { id, reason }: Proposed<object>,
  _: StreamRecord<CaseState, ConsularCaseEvent>,
  { occurredOn }: CommandContext<CaseFacts>,
): readonly ConsularCaseEvent[] => [
  { type: 'DestructionApproved', data: { reason: reason as Personal<string>, approval: id }, occurredOn },
];
