import { PROCEDURE_LABELS } from '#event-sourcing';
import { type ConsularCaseEventType } from '../domain/events/index.js';

interface Label {
  readonly vi: string;
  readonly en: string;
}

/** What each event of a case is called. */
export const EVENT_LABELS: Readonly<Record<ConsularCaseEventType, Label>> = {
  ConsularCaseOpened: { vi: 'Tiếp nhận vụ việc', en: 'Case opened' },
  IdentityVerified: { vi: 'Xác minh nhân thân', en: 'Identity verified' },
  IdentityNotConfirmed: { vi: 'Chưa xác minh được nhân thân', en: 'Identity not confirmed' },
  SupplementRequested: { vi: 'Yêu cầu bổ sung hồ sơ', en: 'Supplement requested' },
  SupplementReceived: { vi: 'Nhận hồ sơ bổ sung', en: 'Supplement received' },
  DossierCompleted: { vi: 'Hồ sơ đã đủ', en: 'Dossier complete' },
  CaseForwarded: { vi: 'Chuyển vụ việc', en: 'Case forwarded' },
  MissionReported: { vi: 'Cơ quan đại diện báo cáo', en: 'Mission reported' },
  ConsularVisitRecorded: { vi: 'Thăm lãnh sự', en: 'Consular visit' },
  RescueRecorded: { vi: 'Giải cứu', en: 'Rescue' },
  TravelDocumentRecorded: { vi: 'Cấp giấy tờ đi lại', en: 'Travel document' },
  RemainsPermitRecorded: { vi: 'Cấp phép đưa thi hài, hài cốt, tro cốt về nước', en: 'Permit for remains' },
  HandoverAtBorderRecorded: { vi: 'Trao trả, tiếp nhận tại cửa khẩu', en: 'Handover at the border' },
  SupportPaymentRecorded: { vi: 'Chi hỗ trợ', en: 'Support payment' },
  ContactRecorded: { vi: 'Liên hệ', en: 'Contact' },
  NoteAdded: { vi: 'Ghi chú', en: 'Note' },
  CaseClassified: { vi: 'Phân loại vụ việc', en: 'Case classified' },
  KindDetailsRecorded: { vi: 'Ghi nhận thông tin vụ việc', en: 'Details recorded' },
  OutcomeRecorded: { vi: 'Ghi nhận kết quả', en: 'Outcome recorded' },
  FamilyNotified: { vi: 'Báo cho gia đình', en: 'Family told' },
  FamilyNotificationWaived: { vi: 'Ghi lý do không báo gia đình', en: 'Family notification waived' },
  CaseMarkedUnreachable: { vi: 'Không liên lạc được', en: 'Nobody could be reached' },
  CaseClosed: { vi: 'Kết thúc vụ việc', en: 'Case closed' },
  CaseWithdrawn: { vi: 'Rút yêu cầu', en: 'Case withdrawn' },
  CaseReopened: { vi: 'Mở lại vụ việc', en: 'Case re-opened' },
  CaseTransferredOut: { vi: 'Chuyển cơ quan khác thụ lý', en: 'Case transferred' },
  TransferAccepted: { vi: 'Cơ quan nhận đã thụ lý', en: 'Transfer accepted' },
  TransferDeclined: { vi: 'Cơ quan nhận từ chối', en: 'Transfer declined' },
  CaseReceivedByTransfer: { vi: 'Nhận vụ việc từ cơ quan khác', en: 'Received by transfer' },
  CasesMerged: { vi: 'Nhập vụ việc khác vào', en: 'Another case merged in' },
  CaseMergedInto: { vi: 'Được nhập vào vụ việc khác', en: 'Merged into another case' },
  MergeReverted: { vi: 'Tách lại vụ việc đã nhập', en: 'Merge taken back' },
  CaseUnmerged: { vi: 'Được tách lại', en: 'Case of its own again' },
  RelatedCaseLinked: { vi: 'Liên kết vụ việc', en: 'Case linked' },
  OfficerAssigned: { vi: 'Giao người thực hiện', en: 'Officer assigned' },
  DocumentAttached: { vi: 'Đính kèm tài liệu', en: 'Document attached' },
  DocumentReplaced: { vi: 'Thay thế văn bản', en: 'Document replaced' },
  CorrigendumIssued: { vi: 'Đính chính văn bản', en: 'Corrigendum issued' },
  DocumentRecalled: { vi: 'Thu hồi văn bản', en: 'Document recalled' },
  DocumentHeldOnPaper: { vi: 'Tài liệu lưu bản giấy', en: 'Document held on paper' },
  OpinionRequested: { vi: 'Xin ý kiến', en: 'Opinion requested' },
  OpinionReceived: { vi: 'Nhận ý kiến trả lời', en: 'Opinion received' },
  DeadlineExtended: { vi: 'Gia hạn', en: 'Deadline extended' },
  FileClosed: { vi: 'Kết thúc hồ sơ', en: 'File closed' },
  FileTransferredToArchive: { vi: 'Nộp lưu hồ sơ', en: 'File in the archive' },
  DestructionApproved: { vi: 'Duyệt hủy hồ sơ', en: 'Destruction approved' },
  IntakeAbandoned: { vi: 'Bỏ lượt tiếp nhận', en: 'Intake abandoned' },
};

const NAMES: Readonly<Record<string, Label | undefined>> = { ...EVENT_LABELS, ...PROCEDURE_LABELS };

/** What each event is called, as a list. */
export const EVENT_NAMES = Object.entries(EVENT_LABELS).map(([code, label]) => ({ code, ...label }));

/** What an event says happened, in both languages; a type without a name of its own is shown as it is stored. */
export const eventLabel = (type: string): Label => NAMES[type] ?? { vi: type, en: type };
