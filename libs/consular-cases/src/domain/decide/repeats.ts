import { tidy } from '#kernel';
import { type ConsularCaseEventType } from '../events/index.js';
import { letterOf, type Said, saySame } from '../said.js';
import { type CaseState } from '../state.js';
import { type CaseContext } from '../commands/index.js';

/**
 * Whether a command says nothing but what stands: the same in the open, on the same day and paper. One that brings a
 * text is never a repetition: what is sealed cannot be compared, and nothing that was said may get lost.
 */
export function repeats(
  state: CaseState,
  type: ConsularCaseEventType,
  open: Readonly<Record<string, unknown>>,
  written: readonly (string | undefined)[],
  context: CaseContext,
): boolean {
  return written.every((text) => tidy(text ?? '') === '') && isSaid(state, { type, data: open }, context);
}

/** Whether a fact stands as it would be said now: on the same day and paper. */
export function isSaid(
  state: CaseState,
  fact: Pick<Said, 'type' | 'data'>,
  { occurredOn, source }: CaseContext,
): boolean {
  const now = { ...fact, on: occurredOn, ...letterOf(source) };
  return state.phase !== 'empty' && state.said.some((earlier) => saySame(earlier, now));
}
