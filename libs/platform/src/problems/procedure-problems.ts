import { type ProblemDefinition } from './problem.js';

/** Refusals of corrections, proposals and decisions, which every module's records share. // docs/adr/016 */
export const PROCEDURE_PROBLEMS = {
  'correction.unknown-event': {
    status: 404,
    title: { vi: 'Không có sự kiện này trong hồ sơ', en: 'There is no such event in this record' },
  },
  'correction.event-voided': {
    status: 409,
    title: { vi: 'Sự kiện này đã bị hủy bỏ', en: 'That event was voided' },
  },
  'correction.not-correctable': {
    status: 422,
    title: {
      vi: 'Không đính chính «{type}»: điều khác được ghi bằng sự kiện mới nếu còn ghi được; bản đính chính thì đính chính lại sự kiện gốc',
      en: '“{type}” is not corrected: what differs is a new event where one may follow; for a correction, correct the original again',
    },
  },
  'correction.not-voidable': {
    status: 422,
    title: { vi: 'Không hủy bỏ được «{type}»', en: '“{type}” cannot be voided' },
  },
  'correction.field-fixed': {
    status: 422,
    title: {
      vi: 'Không đính chính được trường {field} của «{type}»; các trường đính chính được: {fields}',
      en: '{field} of “{type}” cannot be corrected; these can: {fields}',
    },
  },
  'correction.not-shared': {
    status: 422,
    title: {
      vi: 'Hồ sơ này không nói về người đó cùng người khác: {person}',
      en: 'This record is not about that person and others: {person}',
    },
  },
  'correction.payload-invalid': {
    status: 422,
    title: {
      vi: '«{type}» không thể có nội dung như vậy, xem các trường: {fields}',
      en: '“{type}” cannot say that; look at: {fields}',
    },
  },
  'correction.date-in-future': {
    status: 422,
    title: {
      vi: 'Ngày {day} chưa tới (hôm nay là {today})',
      en: 'The day {day} has not come yet (today is {today})',
    },
  },
  'correction.breaks-rule': {
    status: 409,
    title: {
      vi: 'Khi đó «{type}» ngày {occurredOn} (bản {revision}) trái quy tắc: {rule}',
      en: 'Then “{type}” of {occurredOn} (revision {revision}) would break a rule: {rule}',
    },
  },
  'decision.unknown-kind': {
    status: 422,
    title: { vi: 'Ở đây không quyết định việc này: {kind}', en: 'Nobody decides that here: {kind}' },
  },
  'decision.payload-invalid': {
    status: 422,
    title: {
      vi: 'Không thể đề nghị như vậy, xem các trường: {fields}',
      en: 'That cannot be proposed; look at: {fields}',
    },
  },
  'decision.already-proposed': {
    status: 409,
    title: {
      vi: 'Việc này đã được đề nghị và đang chờ quyết định',
      en: 'That is waiting to be decided already',
    },
  },
  'decision.unknown-proposal': {
    status: 404,
    title: { vi: 'Không có đề nghị này trong hồ sơ', en: 'There is no such proposal in this record' },
  },
  'decision.already-decided': {
    status: 409,
    title: {
      vi: 'Đề nghị này đã được quyết định ngày {on}, bởi {by}',
      en: 'This proposal was decided on {on}, by {by}',
    },
  },
  'decision.proposal-withdrawn': {
    status: 409,
    title: { vi: 'Đề nghị này đã được rút ngày {on}', en: 'This proposal was taken back on {on}' },
  },
  'decision.own-proposal': {
    status: 403,
    title: {
      vi: 'Người đề nghị, người làm thay và người được làm thay không quyết định đề nghị đó',
      en: 'Who proposed it, stood in for somebody or was stood in for does not decide it',
    },
  },
  'decision.own-act': {
    status: 403,
    title: {
      vi: 'Người đã ghi nội dung này không quyết định việc hủy bỏ nó: cần người khác có cùng thẩm quyền (cấp phó hoặc cấp trên)',
      en: 'Whoever recorded what it is about does not decide it: another person with the same authority does (a deputy or a superior)',
    },
  },
  'decision.not-proposer': {
    status: 403,
    title: {
      vi: 'Chỉ người đề nghị ({by}) được rút đề nghị',
      en: 'Only who proposed it ({by}) takes it back',
    },
  },
  'decision.reason-required': {
    status: 422,
    title: { vi: 'Từ chối thì phải nêu lý do', en: 'A refusal says why' },
  },
  'decision.revision-required': {
    status: 428,
    title: {
      vi: 'Quyết định phải nêu bản hồ sơ đã xem: gửi If-Match từ bản {revision} trở đi',
      en: 'A decision names the record that was seen: send If-Match with revision {revision} or a later one',
    },
  },
  'decision.dossier-changed': {
    status: 412,
    title: {
      vi: 'Hồ sơ đã thay đổi từ khi bạn xem: bạn xem bản {expected}, thay đổi gần nhất ở bản {actual}',
      en: 'The dossier has changed since you saw it: you saw revision {expected}, it last changed at {actual}',
    },
  },
} as const satisfies Record<string, ProblemDefinition>;

/** What can be answered to a correction. */
export const CORRECTION_PROBLEMS = [
  'correction.unknown-event',
  'correction.event-voided',
  'correction.not-correctable',
  'correction.field-fixed',
  'correction.not-shared',
  'correction.payload-invalid',
  'correction.date-in-future',
  'correction.breaks-rule',
] as const;

/** What can be answered to a proposal. */
export const PROPOSAL_PROBLEMS = ['decision.already-proposed', 'decision.payload-invalid'] as const;

/** What can be answered to a proposal to void, beside {@link PROPOSAL_PROBLEMS}. */
export const VOIDING_PROBLEMS = [
  'correction.unknown-event',
  'correction.event-voided',
  'correction.not-voidable',
  'correction.breaks-rule',
] as const;

/** What can be answered to who takes a proposal back. */
export const WITHDRAWAL_PROBLEMS = [
  'decision.unknown-proposal',
  'decision.already-decided',
  'decision.proposal-withdrawn',
  'decision.not-proposer',
] as const;

/** What can be answered to a decision, beside what its approval can break. */
export const DECISION_PROBLEMS = [
  'decision.unknown-proposal',
  'decision.already-decided',
  'decision.proposal-withdrawn',
  'decision.own-proposal',
  'decision.own-act',
  'decision.reason-required',
  'decision.revision-required',
  'decision.dossier-changed',
] as const;
