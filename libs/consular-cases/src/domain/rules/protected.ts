import { type RecordedDetails } from '../kinds/index.js';
import { type CaseFile, type CaseState, type OpenedCase } from '../state.js';

/** Somebody the case is about is under 18, by the finding on record or by the facts of the kind. */
export const isMinor = ({ subjects, details }: CaseFile): boolean =>
  subjects.some(({ minor }) => minor === true) || details['minor'] === true;

/**
 * Somebody may be a victim of trafficking: the facts say so, or the case is about trafficking and nobody competent
 * has said that they are not.
 */
export const isSuspectedVictim = ({ kind, details }: CaseFile): boolean => {
  const status = details['victimStatus'];
  return status === undefined ? kind === 'trafficking' : status !== 'not_victim';
};

/** Why somebody has to be protected. */
export type Protection = 'minor' | 'suspected_victim';

/** Why somebody whom the case itself is about has to be protected; `null` when nobody has to. // Consular cases, domain rules */
export function protectionOf(file: CaseFile): Protection | null {
  if (isMinor(file)) return 'minor';
  return isSuspectedVictim(file) ? 'suspected_victim' : null;
}

/** Whether a reason to protect somebody is gone: the director's approval would be got round so. */
export const losesProtection = (before: CaseState, after: CaseState): boolean =>
  loses(isMinor, before, after) || loses(isSuspectedVictim, before, after);

/**
 * {@link losesProtection} by a fact that is said anew, where it is the office's to say: that somebody is no victim
 * rests on the decision of the competent body. // A-8, domain rules
 */
export const losesProtectionHere = (before: CaseState, after: OpenedCase): boolean =>
  loses(isMinor, before, after) ||
  (loses(isSuspectedVictim, before, after) && after.details['victimStatus'] !== 'not_victim');

const loses = (reason: (file: CaseFile) => boolean, before: CaseState, after: CaseState): boolean =>
  before.phase !== 'empty' && reason(before) && (after.phase === 'empty' || !reason(after));

/** Whether facts of a kind say what only a competent body may decide, without its decision. // A-8, domain rules */
export const claimsUndecidedStatus = (details: RecordedDetails): boolean =>
  ['confirmed', 'not_victim'].includes(details['victimStatus'] as string) &&
  !('victimDecidedBy' in details && 'victimDecisionPaper' in details);
