import { type Personal } from '#kernel';
import { type CaseRef } from './turns.js';

/**
 * Two cases that turn out to be one, and the way back. Each side has events of its own; the surviving case always
 * begins. // G-8, domain rules, docs/adr/021
 */
export interface MergingEventData {
  /** In the surviving case: it stands for another one, too, and is found by the same people. */
  CasesMerged: {
    readonly merged: CaseRef & { readonly people: readonly string[] };
    /** Why the two are one. */
    readonly evidence: Personal<string>;
  };
  /** In the other case, which is only to be read from now on. */
  CaseMergedInto: { readonly surviving: CaseRef; readonly evidence: Personal<string> };
  /** In the surviving case: it stands for itself alone again. */
  MergeReverted: {
    readonly merged: CaseRef;
    readonly reason: Personal<string>;
    /** The other case could not be merged when it came to that: nothing had come of it. */
    readonly unfinished?: true;
  };
  /** In the other case, which goes on where it was. */
  CaseUnmerged: { readonly surviving: CaseRef; readonly reason: Personal<string> };
}
