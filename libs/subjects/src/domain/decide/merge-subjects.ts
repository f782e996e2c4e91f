import { type CommandContext, isBlank, personal, type Personal, tidy } from '#kernel';
import { type MergeSubjects, type RevertSubjectMerge, type SubjectContextFacts } from '../commands.js';
import { type SubjectMergeReverted, type SubjectsMerged } from '../merging-events.js';
import { mergedAway, type OtherRecord, revertible, takenIn } from '../merging.js';
import { subjectStream } from '../names.js';
import { broken } from '../rules.js';
import { registered } from '../standing.js';
import { type SubjectState } from '../state.js';

/**
 * The surviving record takes another one of the same person in. One that it has taken in already, and that does not
 * know of it yet, is left to be told: a crash came in between. // G-8, domain rules, docs/adr/021
 */
export function mergeSubjects(
  { data }: MergeSubjects,
  state: SubjectState,
  { facts, occurredOn }: CommandContext<SubjectContextFacts>,
): readonly SubjectsMerged[] {
  const record = registered(state);
  const refused = mergedAway(record);
  if (refused) throw refused;
  if (subjectStream(data.other) === facts.stream) {
    throw broken('subject.merged-with-itself', 'a record is merged with another one', { id: data.other });
  }
  const other = known(data.other, facts);
  if (takenIn(record, data.other) && other.mergedInto === undefined) return [];
  if (other.unmergeable) throw other.unmergeable;
  if (other.kind !== record.kind) {
    throw broken('subject.merge-of-another-kind', 'a person is no legal entity', { kind: other.kind });
  }
  const merged = { id: data.other, seenRevision: other.revision };
  return [
    {
      type: 'SubjectsMerged',
      data: { merged, evidence: ofBoth(data.evidence, data.other, facts) },
      occurredOn,
    },
  ];
}

/** The surviving record stands for itself alone again; the other one may still have to be told. // G-8 */
export function revertSubjectMerge(
  { data }: RevertSubjectMerge,
  state: SubjectState,
  { facts, occurredOn }: CommandContext<SubjectContextFacts>,
): readonly SubjectMergeReverted[] {
  const record = registered(state);
  const other = known(data.other, facts);
  const isToBeTold = !takenIn(record, data.other) && other.mergedInto !== undefined;
  if (isToBeTold && subjectStream(other.mergedInto ?? '') === facts.stream) return [];
  // Nothing more can be said in the record of who was erased: it would never know.
  if (other.unmergeable?.code === 'subject.erased') throw other.unmergeable;
  const refused = revertible(record, data.other);
  if (refused) throw refused;
  const merged = { id: data.other, seenRevision: other.revision };
  return [
    {
      type: 'SubjectMergeReverted',
      data: { merged, reason: ofBoth(data.reason, data.other, facts) },
      occurredOn,
    },
  ];
}

function known(id: string, { other }: SubjectContextFacts): OtherRecord {
  if (!other?.known) throw broken('subject.other-unknown', 'there is no such record', { id });
  return other;
}

/** A text about both records; it goes with either. */
function ofBoth(text: string, other: string, { stream }: SubjectContextFacts): Personal<string> {
  const clean = tidy(text);
  if (isBlank(clean)) throw broken('subject.reason-required', 'it says why');
  return personal(clean, [stream, subjectStream(other)]);
}
