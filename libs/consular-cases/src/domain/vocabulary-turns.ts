import { type ContactParty } from './vocabulary-acts.js';

/** People whom a case needs to reach; bodies can always be written to. // Unreachable, domain rules */
export const REACHED_PEOPLE: ReadonlySet<ContactParty> = new Set<ContactParty>([
  'subject',
  'applicant',
  'relative',
]);

/** Contacts in a row that nobody answered, before people count as unreachable. // assumed, domain rules */
export const ATTEMPTS_NEEDED = 2;
