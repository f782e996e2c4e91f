/** Why personal data is erased. // Personal data, domain rules */
export const ERASURE_GROUNDS = [
  'request',
  'purpose_ended',
  'retention_ended',
  'authority_decision',
  'agreement',
] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];
