import { type Command, type CommandContext, personal, tidy } from '#kernel';
import { type MergingEvent, type RecordRef } from '../merging-events.js';
import { takenIn, unmergeable } from '../merging.js';
import { subjectStream } from '../names.js';
import { registered } from '../standing.js';
import { type SubjectState } from '../state.js';

/** What follows from a merge on the other side, or on this one when it failed. Programs alone command it. */
export type MergeConsequence =
  | Command<'BeMerged', { readonly self: string; readonly surviving: RecordRef; readonly why: string }>
  | Command<'BeUnmerged', { readonly self: string; readonly surviving: RecordRef; readonly why: string }>
  | Command<'GiveUpMerge', { readonly self: string; readonly merged: RecordRef; readonly why: string }>;

/** Already so when it has happened. @throws DomainError when the record as it stands does not admit it // G-8 */
export function followMerge(
  { type, data }: MergeConsequence,
  state: SubjectState,
  { occurredOn }: CommandContext,
): readonly MergingEvent[] {
  const record = registered(state);
  const other = type === 'GiveUpMerge' ? data.merged.id : data.surviving.id;
  const why = personal(tidy(data.why), [subjectStream(data.self), subjectStream(other)]);
  switch (type) {
    case 'BeMerged': {
      if (record.mergedInto?.id === other) return [];
      const refused = unmergeable(record);
      if (refused) throw refused;
      return [{ type: 'SubjectMergedInto', data: { surviving: data.surviving, evidence: why }, occurredOn }];
    }
    case 'BeUnmerged':
      if (record.mergedInto?.id !== other) return [];
      return [{ type: 'SubjectUnmerged', data: { surviving: data.surviving, reason: why }, occurredOn }];
    case 'GiveUpMerge':
      if (!takenIn(record, other)) return [];
      return [
        {
          type: 'SubjectMergeReverted',
          data: { merged: data.merged, reason: why, unfinished: true },
          occurredOn,
        },
      ];
  }
}
