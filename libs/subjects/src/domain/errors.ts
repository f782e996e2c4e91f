/** Every code that a rule about subjects can answer with. */
export const SUBJECT_ERROR_CODES = [
  'subject.already-registered',
  'subject.contact-empty',
  'subject.date-in-future',
  'subject.erased',
  'subject.field-not-of-kind',
  'subject.in-running-case',
  'subject.minor-contradicts-birth-date',
  'subject.name-required',
  'subject.not-registered',
  'subject.province-unknown',
  'subject.reason-required',
  'subject.texts-shared',
] as const;

export type SubjectErrorCode = (typeof SUBJECT_ERROR_CODES)[number];
