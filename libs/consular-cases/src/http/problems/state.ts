import { type ProblemDefinition } from '#platform';
import { type CaseErrorCode } from '../../domain/errors.js';
import { CASE_KINDS } from '../../domain/kinds/index.js';
import { DOCUMENT_STANDINGS } from '../../domain/vocabulary/papers.js';
import { OFFICER_ROLES } from '../../domain/vocabulary/acts.js';
import { conflict } from './conflict.js';
import { MERGING_PROBLEMS } from './merging.js';

const BECAUSE = [
  { code: 'minor', vi: 'có người chưa đủ 18 tuổi', en: 'somebody is under 18' },
  {
    code: 'suspected_victim',
    vi: 'có người nghi là nạn nhân mua bán người',
    en: 'somebody may be a victim of trafficking',
  },
];

/** Refusals that hang on how the case stands, whatever the command says. */
export const STATE_PROBLEMS = {
  ...MERGING_PROBLEMS,
  'consular-case.not-opened': {
    status: 404,
    title: { vi: 'Không tìm thấy vụ việc này', en: 'There is no such case' },
  },
  'consular-case.already-opened': conflict('Vụ việc này đã được tiếp nhận', 'This case was opened already'),
  'consular-case.intake-abandoned': conflict(
    'Lượt tiếp nhận này đã bị bỏ và số của nó không dùng nữa, hãy tiếp nhận lại với Idempotency-Key mới',
    'This intake was given up and its number is not used: open the case again with a new Idempotency-Key',
  ),
  'consular-case.closed': conflict(
    'Vụ việc đã kết thúc; muốn làm tiếp thì phải mở lại',
    'The case is closed: re-open it to go on',
  ),
  'consular-case.withdrawn': conflict(
    'Vụ việc đã được rút, chỉ còn nhận giấy tờ đến muộn (kể cả bản giấy giữ tại hồ sơ), xử lý giấy tờ đã cấp, liên kết và việc lưu trữ hồ sơ',
    'The case was withdrawn: it takes late documents (held on paper, too), what is done about issued papers, links and archiving alone',
  ),
  'consular-case.no-opinion-requested': conflict(
    'Chưa xin ý kiến này, hoặc mọi ý kiến đã xin đều đã có trả lời',
    'No such opinion was asked for, or every one was answered',
  ),
  'consular-case.opinion-already-received': conflict(
    'Ý kiến lần {requestNo} đã có trả lời',
    'The request {requestNo} was answered already',
  ),
  'consular-case.opinion-still-awaited': conflict(
    'Còn chờ ý kiến lần {requestNo} đến hết {until}',
    'The request {requestNo} may be answered until {until}',
  ),
  'consular-case.deadline-not-running': conflict(
    'Thời hạn {deadline} không đang chạy trong vụ việc này',
    'The deadline {deadline} is not running in this case',
  ),
  'consular-case.not-settled': conflict(
    'Vụ việc chưa giải quyết xong nên chưa kết thúc hồ sơ được',
    'The matter is not settled yet: the file stays open',
  ),
  'consular-case.file-already-closed': conflict(
    'Hồ sơ đã kết thúc từ {on}',
    'The file was closed on {on} already',
  ),
  'consular-case.file-not-closed': conflict(
    'Hồ sơ chưa kết thúc: phải loại bản trùng, bản nháp và đặt thời hạn bảo quản trước',
    'The file is not closed: weed it and set its retention first',
  ),
  'consular-case.file-already-in-archive': conflict(
    'Hồ sơ đã nộp lưu từ {on}',
    'The archive has had the file since {on}',
  ),
  'consular-case.file-destroyed': conflict(
    'Việc hủy hồ sơ này đã được duyệt ngày {on}',
    'It was decided on {on} to destroy this file',
  ),
  'consular-case.retention-not-ended': conflict(
    'Thời hạn bảo quản còn đến {until}',
    'The file is kept until {until}',
  ),
  'consular-case.retention-permanent': conflict(
    'Hồ sơ này bảo quản vĩnh viễn ({rule})',
    'This file is kept for ever ({rule})',
  ),
  'consular-case.not-closed': conflict(
    'Vụ việc chưa kết thúc nên không cần mở lại',
    'The case is not closed: there is nothing to re-open',
  ),
  'consular-case.already-on-roster': conflict(
    'Đã có trong danh sách rà soát: {people}',
    'On the roster already: {people}',
  ),
  'consular-case.not-on-roster': {
    status: 404,
    title: {
      vi: 'Người này không có trong danh sách rà soát',
      en: 'This person is not on the roster',
    },
  },
  'consular-case.not-transferred': conflict(
    'Vụ việc chưa được chuyển cho cơ quan khác',
    'The case was not transferred to another office',
  ),
  'consular-case.transferred-out': conflict(
    'Vụ việc đã được chuyển cho cơ quan khác',
    'The case was transferred to another office',
  ),
  'consular-case.transfer-already-accepted': conflict(
    'Cơ quan nhận đã thụ lý vụ việc ngày {on}',
    'The receiver accepted the case on {on}',
  ),
  'consular-case.awaiting-supplement': conflict(
    'Vụ việc đang chờ bổ sung giấy tờ',
    'The case is waiting for the papers that were asked for',
  ),
  'consular-case.contacts-not-attempted': conflict(
    'Phải ghi nhận ít nhất {needed} lần liên hệ không được với người dân hoặc thân nhân, mới có {attempts}',
    'At least {needed} contacts with the person or the family that nobody answered have to be recorded; there are {attempts}',
  ),
  'consular-case.unreachable': conflict(
    'Vụ việc đang ở trạng thái không liên lạc được; ghi nhận một lần liên hệ được để tiếp tục',
    'Nobody can be reached in this case: record a contact that was answered to go on',
  ),
  'consular-case.no-supplement-requested': conflict(
    'Chưa có yêu cầu bổ sung nào đang chờ trả lời',
    'No request for papers is waiting for an answer',
  ),
  'consular-case.supplement-already-requested': conflict(
    'Mỗi hồ sơ chỉ được yêu cầu bổ sung đầy đủ một lần, lần đó đã có',
    'A dossier gets one full request for papers, and it was made already',
  ),
  'consular-case.already-classified': conflict(
    'Vụ việc đã được phân loại: {kind}',
    'The case is classified already: {kind}',
    { kind: CASE_KINDS },
  ),
  'consular-case.country-already-stated': conflict(
    'Nước liên quan đã được ghi nhận: {country}',
    'The country is stated already: {country}',
  ),
  'consular-case.kind-not-specified': conflict(
    'Vụ việc chưa rõ loại, phải phân loại trước',
    'The kind of the case is not known: classify it first',
  ),
  'consular-case.identity-not-verified': conflict(
    'Nhân thân chưa được xác minh',
    'Nobody’s identity is verified yet',
  ),
  'consular-case.identity-already-verified': conflict(
    'Nhân thân đã được xác minh',
    'The identity is verified already',
  ),
  'consular-case.already-forwarded': conflict(
    'Vụ việc đã được chuyển đi, không yêu cầu bổ sung được nữa',
    'The case was forwarded: papers can no longer be asked for',
  ),
  'consular-case.not-forwarded': conflict(
    'Vụ việc chưa được chuyển cho Cục Lãnh sự hoặc cơ quan đại diện',
    'The case was not forwarded to the Consular Department or a mission yet',
  ),
  'consular-case.not-in-protection': conflict(
    'Vụ việc chưa ở giai đoạn bảo hộ',
    'The case is not in protection yet',
  ),
  'consular-case.outcome-not-recorded': conflict(
    'Chưa ghi nhận kết quả của vụ việc',
    'No outcome is recorded yet',
  ),
  'consular-case.outcome-already-recorded': conflict(
    'Kết quả của vụ việc đã được ghi nhận',
    'The outcome is recorded already',
  ),
  'consular-case.family-not-notified': conflict(
    'Phải thông báo kết quả cho gia đình, hoặc ghi lý do không thông báo, rồi mới kết thúc vụ việc',
    'Before the case is closed the family has to be told, or the reason why not recorded',
  ),
  'consular-case.family-already-notified': conflict(
    'Gia đình đã được thông báo kết quả',
    'The family was told already',
  ),
  'consular-case.family-notification-already-waived': conflict(
    'Lý do không thông báo cho gia đình đã được ghi nhận ngày {on}',
    'Why the family is not told was recorded already, on {on}',
  ),
  'consular-case.letter-already-recorded': conflict(
    'Văn bản {letter} đã được ghi nhận vào vụ việc này',
    'The letter {letter} is recorded in this case already',
  ),
  'consular-case.document-already-attached': conflict(
    'Tệp này đã có trong hồ sơ: {documentId}',
    'The file holds this document already: {documentId}',
  ),
  'consular-case.document-not-in-force': conflict(
    'Văn bản {documentId} không còn hiệu lực: {standing}',
    'The document {documentId} is not in force any more: {standing}',
    { standing: DOCUMENT_STANDINGS },
  ),
  'consular-case.no-document-in-force': conflict(
    'Hồ sơ không có văn bản nào đang có hiệu lực',
    'The file holds no document that is in force',
  ),
  'consular-case.corrigendum-already-issued': conflict(
    'Văn bản {documentId} đã được đính chính bằng công văn này',
    'The document {documentId} was mended by this letter already',
  ),
  'consular-case.officer-already-assigned': conflict(
    'Cán bộ {officer} đã được giao vụ việc này ({role})',
    'The officer {officer} has this case already ({role})',
    { role: OFFICER_ROLES },
  ),
  'consular-case.protection-kept': conflict(
    'Chỉ lãnh đạo được ghi hoặc đính chính rằng vụ việc không còn liên quan đến trẻ em hoặc người có thể là nạn nhân mua bán',
    'Only the director records or corrects that the case is no longer about a minor or about somebody who may be a victim of trafficking',
  ),
  'consular-case.withdrawal-needs-approval': conflict(
    'Chưa thể rút vụ việc vì {because}: cần lãnh đạo phê duyệt',
    'The case cannot be withdrawn without the director’s approval: {because}',
    { because: BECAUSE },
  ),
} satisfies { readonly [C in CaseErrorCode]?: ProblemDefinition };
