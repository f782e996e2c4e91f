/** Why personal data is erased. // Personal data, domain rules */
export const ERASURE_GROUNDS = [
  'request',
  'purpose_ended',
  'retention_ended',
  'authority_decision',
  'agreement',
] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

/** Why personal data is kept and not read. // Personal data, domain rules */
export const RESTRICTION_GROUNDS = [
  'request',
  'objection',
  'accuracy_disputed',
  'authority_decision',
] as const;
export type RestrictionGround = (typeof RESTRICTION_GROUNDS)[number];
