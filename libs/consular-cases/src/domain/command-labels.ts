import { type RecordCommandType } from './actions.js';
import { type ConsularCaseCommandType } from './commands/index.js';

interface Label {
  readonly vi: string;
  readonly en: string;
}

/** What each command is called where somebody chooses it: in a case's actions, and in the API's documentation. */
export const COMMAND_LABELS: Readonly<Record<ConsularCaseCommandType | RecordCommandType, Label>> = {
  OpenConsularCase: { vi: 'Tiếp nhận vụ việc', en: 'Open a case' },
  VerifyIdentity: { vi: 'Ghi nhận đã xác minh nhân thân', en: 'Verify an identity' },
  RecordIdentityNotConfirmed: {
    vi: 'Ghi nhận chưa xác minh được nhân thân',
    en: 'Record an identity as not confirmed',
  },
  RequestSupplement: { vi: 'Yêu cầu bổ sung hồ sơ', en: 'Request a supplement' },
  RecordSupplement: { vi: 'Ghi nhận hồ sơ bổ sung', en: 'Record a supplement' },
  CompleteDossier: { vi: 'Ghi nhận hồ sơ đã đủ', en: 'Record a dossier as complete' },
  ForwardCase: { vi: 'Chuyển vụ việc', en: 'Forward the case' },
  RecordMissionReport: { vi: 'Ghi nhận báo cáo của cơ quan đại diện', en: "Record a mission's report" },
  RecordConsularVisit: { vi: 'Ghi nhận thăm lãnh sự', en: 'Record a consular visit' },
  RecordRescue: { vi: 'Ghi nhận giải cứu', en: 'Record a rescue' },
  RecordTravelDocument: { vi: 'Ghi nhận cấp giấy tờ đi lại', en: 'Record a travel document' },
  RecordRemainsPermit: {
    vi: 'Ghi nhận giấy phép nhập cảnh thi hài, hài cốt, tro cốt',
    en: 'Record an entry permit for remains',
  },
  RecordHandoverAtBorder: {
    vi: 'Ghi nhận trao trả, tiếp nhận tại cửa khẩu',
    en: 'Record a handover at the border',
  },
  RecordSupportPayment: { vi: 'Ghi nhận chi hỗ trợ', en: 'Record a support payment' },
  RecordContact: { vi: 'Ghi nhận liên hệ', en: 'Record a contact' },
  AddNote: { vi: 'Thêm ghi chú', en: 'Add a note' },
  ClassifyCase: { vi: 'Phân loại vụ việc', en: 'Classify the case' },
  RecordKindDetails: { vi: 'Ghi nhận thông tin theo loại vụ việc', en: 'Record facts of the kind' },
  RecordOutcome: { vi: 'Ghi nhận kết quả', en: 'Record the outcome' },
  NotifyFamily: { vi: 'Ghi nhận đã thông báo cho gia đình', en: 'Record that the family was told' },
  WaiveFamilyNotification: {
    vi: 'Ghi lý do không thông báo cho gia đình',
    en: 'Record why the family is not told',
  },
  MarkUnreachable: { vi: 'Ghi nhận không liên lạc được', en: 'Record that nobody can be reached' },
  CloseCase: { vi: 'Kết thúc vụ việc', en: 'Close the case' },
  WithdrawCase: { vi: 'Ghi nhận rút yêu cầu', en: 'Record a withdrawal' },
  ReopenCase: { vi: 'Mở lại vụ việc', en: 'Re-open the case' },
  TransferCase: { vi: 'Chuyển cho cơ quan khác thụ lý', en: 'Transfer the case' },
  RecordTransferAccepted: {
    vi: 'Ghi nhận cơ quan nhận đã thụ lý',
    en: 'Record that the transfer was accepted',
  },
  DeclineTransfer: { vi: 'Ghi nhận cơ quan nhận từ chối', en: 'Record that the transfer was declined' },
  MergeCases: { vi: 'Nhập vụ việc khác vào vụ việc này', en: 'Merge another case into this one' },
  RevertMerge: { vi: 'Tách lại vụ việc đã nhập', en: 'Take a merge back' },
  LinkCases: { vi: 'Liên kết với vụ việc khác', en: 'Link with another case' },
  AssignOfficer: { vi: 'Giao cán bộ phụ trách, phối hợp', en: 'Assign an officer' },
  ReplaceIssuedDocument: { vi: 'Thay thế văn bản đã ban hành', en: 'Replace an issued document' },
  IssueCorrigendum: { vi: 'Đính chính bằng công văn', en: 'Issue a corrigendum' },
  RecallDocument: { vi: 'Thu hồi văn bản', en: 'Recall a document' },
  RecordDocumentHeldOnPaper: {
    vi: 'Ghi nhận tài liệu mật lưu bản giấy',
    en: 'Record a document held on paper',
  },
  SeekOpinion: { vi: 'Xin ý kiến cơ quan khác', en: 'Ask for an opinion' },
  RecordOpinion: { vi: 'Ghi nhận ý kiến trả lời', en: 'Record an opinion' },
  ExtendDeadline: { vi: 'Gia hạn', en: 'Extend a deadline' },
  CloseFile: { vi: 'Kết thúc hồ sơ', en: 'Close the file' },
  HandOverToArchive: { vi: 'Nộp lưu hồ sơ', en: 'Hand the file over to the archive' },
  AddRosterEntries: { vi: 'Đưa người vào danh sách rà soát', en: 'Put people on the roster' },
  CorrectFact: { vi: 'Đính chính', en: 'Correct a fact' },
  ProposeVoiding: { vi: 'Đề nghị hủy nội dung ghi nhầm', en: 'Propose to void an entry' },
  ProposeWithdrawal: { vi: 'Đề nghị cho rút vụ việc', en: 'Propose a withdrawal' },
  ProposeDestruction: { vi: 'Đề nghị hủy hồ sơ hết thời hạn bảo quản', en: 'Propose to destroy the file' },
  AttachDocument: { vi: 'Đính kèm tài liệu', en: 'Attach a document' },
};
