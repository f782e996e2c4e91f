import { type CommandContext, personal } from '#kernel';
import { type LiftRestriction, type RestrictProcessing, type SubjectContextFacts } from '../commands.js';
import { type ProcessingRestricted, type RestrictionLifted } from '../events.js';
import { broken, tidy } from '../rules.js';
import { registered } from '../standing.js';
import { type SubjectState } from '../state.js';

/**
 * From now on, or no longer, the data is kept and not read; what is so already changes nothing. Of a merged record, too:
 * a restriction on it holds for the person, so it must be possible to lift it. // Personal data, domain rules
 */
export function restriction(
  { type, data }: RestrictProcessing | LiftRestriction,
  state: SubjectState,
  { facts: { stream }, occurredOn }: CommandContext<SubjectContextFacts>,
): readonly (ProcessingRestricted | RestrictionLifted)[] {
  const subject = registered(state);
  const text = tidy(data.reason);
  if (text === '') throw broken('subject.reason-required', 'a restriction has a reason');
  const reason = personal(text, [stream]);
  if (type === 'LiftRestriction')
    return subject.restricted ? [{ type: 'RestrictionLifted', data: { reason }, occurredOn }] : [];
  if (subject.restricted) return [];
  return [{ type: 'ProcessingRestricted', data: { ground: data.ground, reason }, occurredOn }];
}
