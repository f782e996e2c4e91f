import { type CommandContext } from '#kernel';
import { type RegisterSubject, type SubjectContextFacts } from '../commands.js';
import { type SubjectRegistered } from '../events.js';
import { assertNamed, assertProvince, assertSound, broken, minorFinding, tidy } from '../rules.js';
import { ownedBy } from '../sealing.js';
import { type SubjectState } from '../state.js';

/** A person or legal entity becomes known, under a key of its own. // docs/adr/004 */
export function registerSubject(
  command: RegisterSubject,
  state: SubjectState,
  { facts, occurredOn, today }: CommandContext<SubjectContextFacts>,
): readonly SubjectRegistered[] {
  if (state.phase !== 'unregistered') throw broken('subject.already-registered', 'the subject is registered');
  const { kind } = command.data;
  const details = tidy(command.data.details);
  assertNamed(details);
  assertSound(kind, details, today);
  assertProvince(details, facts.provinces);
  const minor = minorFinding(details, today);
  const recorded = ownedBy(facts.stream, { ...details, ...(minor !== undefined && { minor }) });
  return [{ type: 'SubjectRegistered', data: { kind, details: recorded }, occurredOn }];
}
