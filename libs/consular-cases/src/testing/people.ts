import { type SubjectFact } from '../domain/commands/index.js';

/** Invented people and bodies of the examples, as the subjects module knows them. */
export const CITIZEN = '11111111-1111-4111-8111-111111111111';
export const RELATIVE = '22222222-2222-4222-8222-222222222222';
export const CHILD = '33333333-3333-4333-8333-333333333333';
export const COMPANY = '44444444-4444-4444-8444-444444444444';
export const SECOND_CITIZEN = '55555555-5555-4555-8555-555555555555';
/** Nobody the office knows. */
export const STRANGER = '99999999-9999-4999-8999-999999999999';

const HOME = 'cao-bang';

export const SUBJECT_FACTS: Readonly<Record<string, SubjectFact>> = {
  [CITIZEN]: { known: true, kind: 'person', minor: false, homeProvince: HOME, revision: 0 },
  [RELATIVE]: { known: true, kind: 'person', minor: false, homeProvince: HOME, revision: 0 },
  [CHILD]: { known: true, kind: 'person', minor: true, homeProvince: HOME, revision: 2 },
  [COMPANY]: { known: true, kind: 'legal_entity', revision: 0 },
  [SECOND_CITIZEN]: { known: true, kind: 'person', revision: 1 },
  [STRANGER]: { known: false, revision: -1 },
};
