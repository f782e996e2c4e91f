import { type DomainEvent, type Personal } from '#kernel';
import { type Changes, type RecordedDetails, type SubjectKind } from './details.js';

/** A person or legal entity is known to the office from now on. */
export type SubjectRegistered = DomainEvent<
  'SubjectRegistered',
  { readonly kind: SubjectKind; readonly details: RecordedDetails }
>;

/** What the office knows about the subject is another thing from now on; only the fields that changed. */
export type SubjectDetailsCorrected = DomainEvent<
  'SubjectDetailsCorrected',
  { readonly changes: Changes<RecordedDetails>; readonly reason: Personal<string> }
>;

export type SubjectEvent = SubjectRegistered | SubjectDetailsCorrected;
