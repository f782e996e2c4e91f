import { type Choice, RESPONSIBILITY_BASES } from './index.js';
import { type ContactParty } from './acts.js';

type CodeOf<L extends readonly Choice[]> = L[number]['code'];
const list = <const L extends readonly Choice[]>(choices: L): L => choices;

/** People whom a case needs to reach; bodies can always be written to. // Unreachable, domain rules */
export const REACHED_PEOPLE: ReadonlySet<ContactParty> = new Set<ContactParty>([
  'subject',
  'applicant',
  'relative',
]);

/** Contacts in a row that nobody answered, before people count as unreachable. // assumed, domain rules */
export const ATTEMPTS_NEEDED = 2;

/** Why a closed case is taken up again. // Consular cases, domain rules */
export const REOPEN_GROUNDS = list([
  { code: 'release_date_changed', vi: 'Thay đổi ngày được trả tự do', en: 'The day of release changed' },
  { code: 'person_found', vi: 'Đã tìm thấy người', en: 'The person was found' },
  { code: 'remains_found', vi: 'Đã tìm thấy thi hài, hài cốt', en: 'Remains were found' },
  { code: 'new_information', vi: 'Có tình tiết mới khác', en: 'Other new facts' },
]);
export type ReopenGround = CodeOf<typeof REOPEN_GROUNDS>;

/** What another case is to this one. // A-11, domain rules */
export const RELATIONS = list([
  { code: 'same_person', vi: 'Cùng một người', en: 'About the same person' },
  { code: 'same_incident', vi: 'Cùng một sự việc', en: 'About the same incident' },
  { code: 'precursor', vi: 'Vụ việc trước đó', en: 'Came before this one' },
  { code: 'follow_up', vi: 'Vụ việc tiếp theo', en: 'Follows this one' },
]);
export type Relation = CodeOf<typeof RELATIONS>;

/** What this case is to the other one. */
export const INVERSE_RELATION: Readonly<Record<Relation, Relation>> = {
  same_person: 'same_person',
  same_incident: 'same_incident',
  precursor: 'follow_up',
  follow_up: 'precursor',
};

/** Who a case comes from or goes to. // A-10, domain rules */
export const TRANSFER_PARTIES = list([
  { code: 'province', vi: 'Cơ quan ngoại vụ tỉnh, thành phố khác', en: "Another province's office" },
  { code: 'agency', vi: 'Cơ quan khác', en: 'Another agency' },
]);
export type TransferParty = CodeOf<typeof TRANSFER_PARTIES>;

/** Why a case is the receiver's. */
export const TRANSFER_BASES = list([
  ...RESPONSIBILITY_BASES,
  { code: 'competence', vi: 'Thuộc thẩm quyền của cơ quan nhận', en: "The receiver's competence" },
]);
export type TransferBasis = CodeOf<typeof TRANSFER_BASES>;
