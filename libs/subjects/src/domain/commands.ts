import { type Command } from '#kernel';
import { type Changes, type SubjectDetails, type SubjectKind } from './details.js';
import { type RestrictionGround } from './grounds.js';
import { type OtherRecord } from './merging.js';

export type RegisterSubject = Command<
  'RegisterSubject',
  { readonly kind: SubjectKind; readonly details: SubjectDetails }
>;

export type CorrectSubjectDetails = Command<
  'CorrectSubjectDetails',
  { readonly changes: Changes<SubjectDetails>; readonly reason: string }
>;

/** Two records turn out to be of one person; given to the surviving one. */
export type MergeSubjects = Command<'MergeSubjects', { readonly other: string; readonly evidence: string }>;
export type RevertSubjectMerge = Command<
  'RevertSubjectMerge',
  { readonly other: string; readonly reason: string }
>;

export type RestrictProcessing = Command<
  'RestrictProcessing',
  { readonly ground: RestrictionGround; readonly reason: string }
>;
export type LiftRestriction = Command<'LiftRestriction', { readonly reason: string }>;

export type SubjectCommand =
  | RegisterSubject
  | CorrectSubjectDetails
  | MergeSubjects
  | RevertSubjectMerge
  | RestrictProcessing
  | LiftRestriction;

/** What deciding about a subject needs beside its stream. */
export interface SubjectContextFacts {
  /** The subject's own stream: its key protects everything personal in its events. */
  readonly stream: string;
  /** Codes of the provinces that the office profile knows. */
  readonly provinces: ReadonlySet<string>;
  /**
   * For a correction, the details as they stand, opened: sealed values cannot be compared, so this is how "already
   * so" is noticed. Whoever passes them also passes the revision they were read at as the expected one.
   */
  readonly details?: Partial<SubjectDetails>;
  /** For a merge, the other record. */
  readonly other?: OtherRecord;
}
