import { type ConsularCaseEventType } from '../events.js';
import { letterOf, saySame } from '../said.js';
import { type CaseState } from '../state.js';
import { type CaseContext } from '../commands.js';
import { tidy } from './deciding.js';

/**
 * Whether a command says nothing but what stands: the same in the open, on the same day and paper. One that brings a
 * text is never a repetition: what is sealed cannot be compared, and nothing that was said may get lost.
 */
export function repeats(
  state: CaseState,
  type: ConsularCaseEventType,
  open: Readonly<Record<string, unknown>>,
  written: readonly (string | undefined)[],
  { occurredOn, source }: CaseContext,
): boolean {
  if (state.phase === 'empty' || written.some((text) => tidy(text ?? '') !== '')) return false;
  const now = { type, data: open, on: occurredOn, ...letterOf(source) };
  return state.said.some((fact) => saySame(fact, now));
}
