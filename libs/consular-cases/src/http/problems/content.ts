import { type CodeName, type ProblemDefinition } from '#platform';
import { type CaseErrorCode } from '../../domain/errors.js';
import { CASE_KINDS, type KindFieldType } from '../../domain/kinds/index.js';
import {
  IDENTITY_METHODS,
  PAPER_KINDS,
  REMAINS_FORMS,
  RESIDENCE_PROOFS,
} from '../../domain/vocabulary/index.js';
import { RECEIVERS } from '../../domain/vocabulary/acts.js';
import { PAPER_ERRORS } from '../../domain/vocabulary/papers.js';
import { MILESTONES } from './milestones.js';

const unacceptable = (vi: string, en: string, names?: ProblemDefinition['names']): ProblemDefinition => ({
  status: 422,
  title: { vi, en },
  ...(names && { names }),
});

const VALUES: Readonly<Record<KindFieldType, readonly [vi: string, en: string]>> = {
  text: ['một đoạn văn bản', 'a text'],
  date: ['một ngày (NNNN-TT-NN)', 'a day (YYYY-MM-DD)'],
  dates: ['danh sách ngày (NNNN-TT-NN)', 'a list of days (YYYY-MM-DD)'],
  boolean: ['có hoặc không (true, false)', 'true or false'],
  integer: ['một số nguyên không âm', 'a whole number, not below zero'],
  choice: ['một giá trị trong danh mục', 'one of the listed values'],
  country: ['mã nước ISO 3166-1 hai chữ cái', 'a country code, ISO 3166-1 alpha-2'],
  countries: ['danh sách mã nước ISO 3166-1', 'a list of country codes, ISO 3166-1 alpha-2'],
  province: ['mã tỉnh, thành phố', 'the code of a province'],
  subject: ['mã đối tượng đã ghi nhận', 'the id of a registered subject'],
  mission: ['mã cơ quan đại diện', 'the code of a mission'],
  gate: ['mã cửa khẩu', 'the code of a gate'],
  case: ['số của một vụ việc', 'the number of a case'],
  money: ['một số tiền dương, kèm loại tiền', 'an amount above zero with its currency'],
};

const EXPECTED: readonly CodeName[] = Object.entries(VALUES).map(([code, [vi, en]]) => ({ code, vi, en }));

/** Fields that a kind cannot do without, by what forms call them. */
const REQUIRED_FIELDS: readonly CodeName[] = CASE_KINDS.flatMap(({ fields }) =>
  fields.filter(({ required }) => required).map(({ name, vi, en }) => ({ code: name, vi, en })),
);

/** Refusals of what a command says. */
export const CONTENT_PROBLEMS = {
  'consular-case.document-answers-itself': unacceptable(
    'Văn bản không thể tự thay thế hoặc đính chính chính nó, kể cả qua văn bản khác: {documentId}',
    'A document cannot replace or mend itself, nor through another one: {documentId}',
  ),
  'consular-case.document-of-another-rank': unacceptable(
    'Cần văn bản loại «{expected}», đây là «{kind}»',
    'That takes a document of the kind “{expected}”, this is “{kind}”',
    { expected: PAPER_KINDS, kind: PAPER_KINDS },
  ),
  'consular-case.corrigendum-required': unacceptable(
    '{error}: đính chính bằng công văn, không thay thế văn bản',
    '{error}: it is mended by a corrigendum, not replaced',
    { error: PAPER_ERRORS },
  ),
  'consular-case.replacement-required': unacceptable(
    '{error}: phải thay thế bằng văn bản cùng thể thức, không đính chính bằng công văn',
    '{error}: it is replaced by a paper of equal rank, not mended by a letter',
    { error: PAPER_ERRORS },
  ),
  'consular-case.field-required': unacceptable('Phải điền trường {field}', 'The field {field} is required'),
  'consular-case.field-out-of-place': unacceptable(
    'Trường {field} không đi với lựa chọn đã ghi',
    'The field {field} does not go with what was chosen',
  ),
  'consular-case.date-in-future': unacceptable(
    'Ngày {occurredOn} ở sau hôm nay ({today})',
    'The day {occurredOn} lies after today ({today})',
  ),
  'consular-case.date-out-of-order': unacceptable(
    'Ngày {occurredOn} không thể trước {after} ({on})',
    'The day {occurredOn} cannot lie before {after} ({on})',
    { after: MILESTONES },
  ),
  'consular-case.source-required': unacceptable(
    'Phải có văn bản đã vào sổ: ghi sổ, số và ngày ở trường source',
    'This rests on a registered paper: give its register, number and date in source',
  ),
  'consular-case.amount-invalid': unacceptable(
    'Số tiền phải lớn hơn 0 và có loại tiền hợp lệ',
    'The amount must be above zero, in a currency that exists',
  ),
  'consular-case.kind-detail-invalid': unacceptable(
    'Giá trị của trường {field} không hợp lệ, phải là {expected}',
    'The field {field} must hold {expected}',
    { expected: EXPECTED },
  ),
  'consular-case.kind-detail-missing': unacceptable(
    'Thiếu thông tin bắt buộc của loại vụ việc: {missing}',
    'Facts that this kind of case needs are missing: {missing}',
    { missing: REQUIRED_FIELDS },
  ),
  'consular-case.kind-detail-unknown': unacceptable(
    'Loại vụ việc “{kind}” không có trường {field}',
    'A case of the kind “{kind}” has no field {field}',
    { kind: CASE_KINDS },
  ),
  'consular-case.post-needs-commune-confirmation': unacceptable(
    'Đơn gửi qua bưu chính phải được UBND hoặc công an cấp xã nơi cư trú xác nhận, không chỉ bằng: {method}',
    'A request by post is confirmed by the commune’s committee or police, not by: {method}',
    { method: IDENTITY_METHODS },
  ),
  'consular-case.receiver-not-competent': unacceptable(
    'Người về qua cơ quan đại diện do bộ đội biên phòng hoặc công an tiếp nhận, không phải: {receivedBy}',
    'Who returns through a mission is received by border guard or police, not by: {receivedBy}',
    { receivedBy: RECEIVERS },
  ),
  'consular-case.remains-disease-not-excluded': unacceptable(
    'Chưa có giấy tờ loại trừ tử vong do bệnh truyền nhiễm nhóm A, không thể đưa thi hài về nước',
    'No paper excludes death of a group-A infectious disease: the body cannot enter',
  ),
  'consular-case.remains-form-differs': unacceptable(
    'Giấy phép ghi {form}, hồ sơ đã ghi nhận {recorded}',
    'The permit says {form}, the dossier says {recorded}',
    { form: REMAINS_FORMS, recorded: REMAINS_FORMS },
  ),
  'consular-case.remains-not-eligible': unacceptable(
    'Không thuộc diện được đưa thi hài, hài cốt, tro cốt về nước',
    'No ground allows these remains to enter',
  ),
  'consular-case.remains-papers-missing': unacceptable(
    'Thiếu giấy tờ để đưa về nước ({form}): {missing}',
    'Papers for the entry of remains ({form}) are missing: {missing}',
    { form: REMAINS_FORMS, missing: PAPER_KINDS },
  ),
  'consular-case.request-papers-missing': unacceptable(
    'Đơn của thân nhân còn thiếu: {missing}',
    'A relative’s request lacks: {missing}',
    { missing: PAPER_KINDS },
  ),
  'consular-case.residence-proof-not-valid': unacceptable(
    '{proof} không dùng để chứng minh cư trú vào ngày {on}',
    'On {on} residence is not proven by: {proof}',
    { proof: RESIDENCE_PROOFS },
  ),
  'consular-case.subject-not-in-case': unacceptable(
    'Vụ việc này không có đối tượng {subject}',
    'This case is not about the subject {subject}',
  ),
  'consular-case.linked-to-itself': unacceptable(
    'Không thể liên kết vụ việc {number} với chính nó',
    'The case {number} cannot be linked with itself',
  ),
  'consular-case.roster-entry-repeated': unacceptable(
    'Có người được ghi nhiều lần trong cùng một lượt: {people}',
    'Somebody stands in the list more than once: {people}',
  ),
  'consular-case.merged-with-itself': unacceptable(
    'Không thể nhập vụ việc {number} vào chính nó',
    'The case {number} cannot be merged with itself',
  ),
  'consular-case.transfer-to-own-province': unacceptable(
    'Không thể chuyển vụ việc đến hoặc từ chính tỉnh mình ({province})',
    'A case is transferred with another province, not with one’s own ({province})',
  ),
  'consular-case.numbered-before-signature': unacceptable(
    'Văn bản ký ngày {signedOn} không thể được cấp số trước đó, ngày {date}',
    'A paper that was signed on {signedOn} is not numbered before, on {date}',
  ),
  'consular-case.secret-document': unacceptable(
    'Tài liệu mật không được đưa vào hệ thống: chỉ ghi số đăng ký và lưu bản giấy',
    'A paper with a secrecy mark does not enter the system: record its place in the register, and keep it on paper',
  ),
  'consular-case.extension-not-later': unacceptable(
    'Hạn mới {newDue} phải sau hạn đang có {oldDue}',
    'The new day {newDue} has to be after {oldDue}, on which it is due now',
  ),
  'consular-case.file-not-weeded': unacceptable(
    'Ngày loại bản trùng, bản nháp {weededOn} phải từ {openedOn} đến {occurredOn}',
    'The file was weeded between {openedOn} and {occurredOn}, not on {weededOn}',
  ),
  'consular-case.retention-not-for-kind': unacceptable(
    'Quy tắc {rule} không áp dụng cho loại vụ việc này, hãy chọn: {allowed}',
    'The rule {rule} is not for files of this kind: choose {allowed}',
  ),
  'consular-case.unknown-case': unacceptable(
    'Không có vụ việc nào mang mã {case}',
    'There is no case with the id {case}',
  ),
  'consular-case.unknown-country': unacceptable(
    'Không có nước nào mang mã {country}',
    'There is no country with the code {country}',
  ),
  'consular-case.unknown-document': unacceptable(
    'Hồ sơ vụ việc không có giấy tờ {documentId}',
    'The case’s file does not hold the document {documentId}',
  ),
  'consular-case.unknown-gate': unacceptable(
    'Không có cửa khẩu nào mang mã {gate}',
    'There is no gate with the code {gate}',
  ),
  'consular-case.unknown-mission': unacceptable(
    'Không có cơ quan đại diện nào mang mã {mission}',
    'There is no mission with the code {mission}',
  ),
  'consular-case.unknown-officer': unacceptable(
    'Không có cán bộ nào mang mã {officer}',
    'There is no officer with the id {officer}',
  ),
  'consular-case.unknown-province': unacceptable(
    'Không có tỉnh, thành phố nào mang mã {province}',
    'There is no province with the code {province}',
  ),
  'consular-case.own-case-of-another': unacceptable(
    'Vụ việc {number} không phải là vụ việc của người này ({subject})',
    'The case {number} is not about that person ({subject})',
  ),
  'consular-case.subject-erased': unacceptable(
    'Dữ liệu cá nhân của {subject} đã bị xóa: không ghi vào vụ việc được nữa',
    'The personal data of {subject} was erased: nothing more is recorded about them',
  ),
  'consular-case.subject-merged': unacceptable(
    'Hồ sơ {subject} đã được nhập vào hồ sơ {into}: hãy dùng hồ sơ {into}',
    'The record {subject} was merged into {into}: name {into} instead',
  ),
  'consular-case.unknown-subject': unacceptable(
    'Không có người hoặc pháp nhân {subject}, hãy ghi nhận trước',
    'There is no person or legal entity {subject}: register them first',
  ),
  'consular-case.victim-decision-required': unacceptable(
    'Chỉ cơ quan có thẩm quyền xác định nạn nhân: phải ghi cơ quan và văn bản của họ',
    'Only a competent body decides who is a victim: name it and its registered paper',
  ),
} satisfies { readonly [C in CaseErrorCode]?: ProblemDefinition };
