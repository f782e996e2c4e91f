import { type DomainEvent, type Personal, type ProceduralEvent } from '#kernel';
import { type Changes, type DetailField, type RecordedDetails, type SubjectKind } from './details.js';
import { type ErasureGround, type RestrictionGround } from './grounds.js';
import { type MergingEvent } from './merging-events.js';

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

/**
 * Nobody can read any more who the subject is, from now on and back to the first day: the keys of everything personal
 * are destroyed once this is recorded. It names no value.
 */
export type PersonalDataErased = DomainEvent<
  'PersonalDataErased',
  {
    /** Details that had a value. */
    readonly fields: readonly DetailField[];
    readonly ground: ErasureGround;
    /** How many keys there were to destroy. */
    readonly keys: number;
    /** The cases that name the subject. */
    readonly cases: readonly { readonly id: string; readonly number: string }[];
    /** The proposal that was approved. */
    readonly proposal: string;
  }
>;

/** Personal data is kept and read by nobody but who decides about it, until that is lifted. */
export type ProcessingRestricted = DomainEvent<
  'ProcessingRestricted',
  { readonly ground: RestrictionGround; readonly reason: Personal<string> }
>;
export type RestrictionLifted = DomainEvent<'RestrictionLifted', { readonly reason: Personal<string> }>;

export type SubjectEvent =
  | SubjectRegistered
  | SubjectDetailsCorrected
  | PersonalDataErased
  | ProcessingRestricted
  | RestrictionLifted
  | MergingEvent;

/** What a subject's stream holds. */
export type SubjectStreamEvent = SubjectEvent | ProceduralEvent;
