/** Every code that a rule about subjects can answer with. */
export const SUBJECT_ERROR_CODES = [
  'subject.already-merged',
  'subject.already-registered',
  'subject.contact-empty',
  'subject.date-in-future',
  'subject.erased',
  'subject.erasure-unfinished',
  'subject.field-not-of-kind',
  'subject.holds-merged',
  'subject.in-running-case',
  'subject.letting-go-unknown',
  'subject.merge-of-another-kind',
  'subject.merge-relied-on',
  'subject.merged',
  'subject.merged-with-itself',
  'subject.minor-contradicts-birth-date',
  'subject.name-required',
  'subject.not-merged',
  'subject.not-registered',
  'subject.other-unknown',
  'subject.province-unknown',
  'subject.reason-required',
  'subject.records-unerased',
  'subject.texts-shared',
] as const;

export type SubjectErrorCode = (typeof SUBJECT_ERROR_CODES)[number];
