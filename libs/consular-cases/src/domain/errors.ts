import { DomainError } from '#kernel';

/** Every code that a rule about consular cases can answer with. Stable: callers and sentences hang on them. */
export const CASE_ERROR_CODES = [
  'consular-case.already-classified',
  'consular-case.already-forwarded',
  'consular-case.already-linked',
  'consular-case.already-merged',
  'consular-case.already-on-roster',
  'consular-case.already-opened',
  'consular-case.amount-invalid',
  'consular-case.awaiting-supplement',
  'consular-case.closed',
  'consular-case.contacts-not-attempted',
  'consular-case.corrigendum-already-issued',
  'consular-case.corrigendum-required',
  'consular-case.country-already-stated',
  'consular-case.date-in-future',
  'consular-case.date-out-of-order',
  'consular-case.deadline-not-running',
  'consular-case.document-already-attached',
  'consular-case.document-answers-itself',
  'consular-case.document-not-in-force',
  'consular-case.document-of-another-rank',
  'consular-case.extension-not-later',
  'consular-case.family-already-notified',
  'consular-case.family-not-notified',
  'consular-case.family-notification-already-waived',
  'consular-case.field-out-of-place',
  'consular-case.field-required',
  'consular-case.file-already-closed',
  'consular-case.file-already-in-archive',
  'consular-case.file-destroyed',
  'consular-case.file-not-closed',
  'consular-case.file-not-weeded',
  'consular-case.holds-merged-cases',
  'consular-case.identity-already-verified',
  'consular-case.identity-not-verified',
  'consular-case.intake-abandoned',
  'consular-case.kind-detail-invalid',
  'consular-case.kind-detail-missing',
  'consular-case.kind-detail-unknown',
  'consular-case.kind-not-specified',
  'consular-case.letter-already-recorded',
  'consular-case.linked-to-itself',
  'consular-case.merge-of-ended-case',
  'consular-case.merge-relied-on',
  'consular-case.merged',
  'consular-case.merged-with-itself',
  'consular-case.no-document-in-force',
  'consular-case.no-opinion-requested',
  'consular-case.no-supplement-requested',
  'consular-case.not-closed',
  'consular-case.not-forwarded',
  'consular-case.not-in-protection',
  'consular-case.not-merged',
  'consular-case.not-on-roster',
  'consular-case.not-opened',
  'consular-case.not-settled',
  'consular-case.not-transferred',
  'consular-case.numbered-before-signature',
  'consular-case.officer-already-assigned',
  'consular-case.opinion-already-received',
  'consular-case.opinion-still-awaited',
  'consular-case.outcome-already-recorded',
  'consular-case.outcome-not-recorded',
  'consular-case.own-case-of-another',
  'consular-case.post-needs-commune-confirmation',
  'consular-case.protection-kept',
  'consular-case.receiver-not-competent',
  'consular-case.remains-disease-not-excluded',
  'consular-case.remains-form-differs',
  'consular-case.remains-not-eligible',
  'consular-case.remains-papers-missing',
  'consular-case.replacement-required',
  'consular-case.request-papers-missing',
  'consular-case.residence-proof-not-valid',
  'consular-case.retention-not-ended',
  'consular-case.retention-not-for-kind',
  'consular-case.retention-permanent',
  'consular-case.roster-entry-repeated',
  'consular-case.secret-document',
  'consular-case.source-required',
  'consular-case.subject-merged',
  'consular-case.subject-not-in-case',
  'consular-case.supplement-already-requested',
  'consular-case.transfer-already-accepted',
  'consular-case.transfer-to-own-province',
  'consular-case.transferred-out',
  'consular-case.unknown-case',
  'consular-case.unknown-country',
  'consular-case.unknown-document',
  'consular-case.unknown-gate',
  'consular-case.unknown-mission',
  'consular-case.unknown-officer',
  'consular-case.unknown-province',
  'consular-case.unknown-subject',
  'consular-case.unreachable',
  'consular-case.victim-decision-required',
  'consular-case.withdrawal-needs-approval',
  'consular-case.withdrawn',
] as const;

export type CaseErrorCode = (typeof CASE_ERROR_CODES)[number];

/** A rule was broken. `details` fills the placeholders of the code's sentences. */
export class CaseRefusal extends DomainError {
  constructor(
    override readonly code: CaseErrorCode,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code, code.slice('consular-case.'.length).replaceAll('-', ' '), details);
  }
}

/** The refusal as a value: rules return it, deciding throws it. */
export const refusal = (code: CaseErrorCode, details?: Readonly<Record<string, unknown>>): CaseRefusal =>
  new CaseRefusal(code, details);

/** Refuses. @throws CaseRefusal always */
export function refuse(code: CaseErrorCode, details?: Readonly<Record<string, unknown>>): never {
  throw refusal(code, details);
}
