import { type DomainEvent, type Personal } from '#kernel';

/** Another record, as it was seen. */
export interface RecordRef {
  /** Id of its stream, without the category. */
  readonly id: string;
  readonly seenRevision: number;
}

/** In the surviving record: it stands for another one of the same person, too. // G-8, domain rules, docs/adr/021 */
export type SubjectsMerged = DomainEvent<
  'SubjectsMerged',
  { readonly merged: RecordRef; readonly evidence: Personal<string> }
>;

/** In the other record, which is only to be read from now on. */
export type SubjectMergedInto = DomainEvent<
  'SubjectMergedInto',
  { readonly surviving: RecordRef; readonly evidence: Personal<string> }
>;

/** In the surviving record: it stands for itself alone again. */
export type SubjectMergeReverted = DomainEvent<
  'SubjectMergeReverted',
  {
    readonly merged: RecordRef;
    readonly reason: Personal<string>;
    /** The other record could not be merged when it came to that: nothing had come of it. */
    readonly unfinished?: true;
  }
>;

/** In the other record, which is one of its own again. */
export type SubjectUnmerged = DomainEvent<
  'SubjectUnmerged',
  { readonly surviving: RecordRef; readonly reason: Personal<string> }
>;

/** Whether an event is about a merge. */
export const isMerging = (event: { readonly type: string }): event is MergingEvent =>
  MERGING_TYPES.has(event.type);

const MERGING_TYPES: ReadonlySet<string> = new Set<MergingEvent['type']>([
  'SubjectsMerged',
  'SubjectMergedInto',
  'SubjectMergeReverted',
  'SubjectUnmerged',
]);

export type MergingEvent = SubjectsMerged | SubjectMergedInto | SubjectMergeReverted | SubjectUnmerged;
