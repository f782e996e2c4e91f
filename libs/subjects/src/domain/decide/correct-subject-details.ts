import { type CommandContext, type LocalDate, personal } from '#kernel';
import { type CorrectSubjectDetails, type SubjectContextFacts } from '../commands.js';
import { type Changes, type SubjectDetails } from '../details.js';
import { type SubjectDetailsCorrected } from '../events.js';
import { mergedAway } from '../merging.js';
import {
  applyChanges,
  assertNamed,
  assertOfKind,
  assertProvince,
  assertSound,
  broken,
  minorFinding,
  realChanges,
  tidy,
} from '../rules.js';
import { changesOwnedBy } from '../sealing.js';
import { registered } from '../standing.js';
import { type SubjectState } from '../state.js';

/** Only what changes is recorded, with the reason; what is already so changes nothing. // Personal data, domain rules */
export function correctSubjectDetails(
  command: CorrectSubjectDetails,
  state: SubjectState,
  { facts, occurredOn, today }: CommandContext<SubjectContextFacts>,
): readonly SubjectDetailsCorrected[] {
  const record = registered(state);
  const refused = mergedAway(record);
  if (refused) throw refused;
  const { kind } = record;
  const { stream, details: before = {} } = facts;
  const { reason } = command.data;
  const wanted = tidy(command.data.changes);
  if (reason.trim() === '') throw broken('subject.reason-required', 'a correction has a reason');
  if ('name' in wanted) assertNamed(wanted);
  assertOfKind(kind, wanted);
  assertSound(kind, applyChanges(before, wanted), today);
  assertProvince(wanted, facts.provinces);
  const changes = realChanges(before, { ...wanted, ...minorAfter(before, wanted, today) });
  if (Object.keys(changes).length === 0) return [];
  return [
    {
      type: 'SubjectDetailsCorrected',
      data: { changes: changesOwnedBy(stream, changes), reason: personal(reason, [stream]) },
      occurredOn,
    },
  ];
}

/** The finding follows the birth date when that changes; growing up alone is no correction. */
function minorAfter(
  before: Partial<SubjectDetails>,
  wanted: Changes<SubjectDetails>,
  today: LocalDate,
): Changes<SubjectDetails> {
  const changed = realChanges(before, wanted);
  if (!('birthDate' in changed) && !('minor' in changed)) return {};
  const { birthDate } = applyChanges(before, wanted);
  return { minor: minorFinding({ birthDate, minor: wanted.minor ?? undefined }, today) ?? null };
}
