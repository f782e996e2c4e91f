import { type ConsularCaseEventType } from '../domain/events/index.js';
import {
  DOSSIERS,
  IDENTITY_METHODS,
  PAPER_KINDS,
  REMAINS_ELIGIBILITIES,
  REMAINS_FORMS,
  RESIDENCE_PROOFS,
  RESPONSIBILITY_BASES,
} from '../domain/vocabulary/index.js';
import {
  ADDRESSEES,
  CONTACT_CHANNELS,
  CONTACT_PARTIES,
  PAYERS,
  RECEIVERS,
  RESCUERS,
  RETURN_ROUTES,
  TRAVEL_DOCUMENT_KINDS,
  VICTIM_DECIDERS,
  WITHDRAWN_BY,
} from '../domain/vocabulary/acts.js';
import { STANCES } from '../domain/vocabulary/course.js';
import { RELATIONS, REOPEN_GROUNDS, TRANSFER_BASES, TRANSFER_PARTIES } from '../domain/vocabulary/turns.js';
import { explanation, PAPER_ACT_FIELDS, reason } from './act-fields-papers.js';
import { type CaseField, choice, choices, field, text } from './fields.js';

const mission = field('mission', 'mission', 'Cơ quan đại diện', 'Mission');
const papers = field('papers', 'papers', 'Giấy tờ', 'Papers');
const condition = text('condition', 'Tình trạng', 'Condition');
const residenceProof = choice(
  RESIDENCE_PROOFS,
  'residenceProof',
  'Giấy tờ chứng minh cư trú',
  'Proof of residence',
);
const contactChannel = choice(CONTACT_CHANNELS, 'channel', 'Hình thức liên hệ', 'Channel');
const summary = text('summary', 'Nội dung', 'Summary');
const evidence = text('evidence', 'Căn cứ', 'Evidence');

const requestNo = field('integer', 'requestNo', 'Lần yêu cầu', 'Request number');

const REMAINS: readonly CaseField[] = [
  choice(REMAINS_FORMS, 'remains.form', 'Hình thức', 'Form'),
  choice(REMAINS_ELIGIBILITIES, 'remains.eligibility', 'Diện được đưa về nước', 'Eligibility'),
  { ...residenceProof, field: 'remains.residenceProof' },
  field(
    'boolean',
    'remains.groupADiseaseExcluded',
    'Loại trừ bệnh truyền nhiễm nhóm A',
    'Group-A infectious disease excluded',
  ),
];

const transferWith = (vi: string, en: string): CaseField[] => [
  choice(TRANSFER_PARTIES, 'party', vi, en),
  field('province', 'province', 'Tỉnh, thành phố', 'Province'),
  text('agency', 'Cơ quan', 'Agency'),
  choice(TRANSFER_BASES, 'basis', 'Căn cứ chuyển', 'Basis'),
];

/**
 * What each event says beyond the facts that the case itself keeps: recorded as it was said, shown where the case is
 * shown, and named in its history.
 */
export const ACT_FIELDS: Readonly<Record<ConsularCaseEventType, readonly CaseField[]>> = {
  ConsularCaseOpened: [
    text('place', 'Nơi xảy ra', 'Place'),
    choice(RESPONSIBILITY_BASES, 'responsibilityBasis', 'Căn cứ thụ lý', 'Basis of responsibility'),
    text('summary', 'Tóm tắt', 'Summary'),
  ],
  IdentityVerified: [
    field('subject', 'subject.id', 'Người được xác minh', 'Verified subject'),
    choice(IDENTITY_METHODS, 'method', 'Cách xác minh', 'Method'),
    field('province', 'homeProvince', 'Tỉnh, thành phố thường trú', 'Home province'),
    text('homeCommune', 'Xã, phường thường trú', 'Home commune'),
    residenceProof,
  ],
  IdentityNotConfirmed: [
    field('subject', 'subject', 'Người chưa xác minh được', 'Subject not confirmed'),
    choices(IDENTITY_METHODS, 'checks', 'Đã kiểm tra qua', 'Checks made'),
    explanation,
  ],
  SupplementRequested: [
    choice(DOSSIERS, 'dossier', 'Hồ sơ', 'Dossier'),
    requestNo,
    choices(PAPER_KINDS, 'missing', 'Giấy tờ còn thiếu', 'Missing papers'),
    explanation,
    field('date', 'dueOn', 'Hạn bổ sung', 'Due on'),
  ],
  SupplementReceived: [
    choice(DOSSIERS, 'dossier', 'Hồ sơ', 'Dossier'),
    papers,
    field('boolean', 'complete', 'Đã đủ', 'Complete'),
  ],
  DossierCompleted: [choice(DOSSIERS, 'what', 'Hồ sơ', 'Dossier'), papers, ...REMAINS],
  CaseForwarded: [
    choice(ADDRESSEES, 'addressee', 'Nơi nhận', 'Addressee'),
    mission,
    text('agency', 'Cơ quan', 'Agency'),
    field('papers', 'enclosures', 'Kèm theo', 'Enclosures'),
  ],
  MissionReported: [
    mission,
    text('location', 'Nơi ở', 'Location'),
    condition,
    text('legalStatus', 'Tình trạng pháp lý', 'Legal status'),
    text('nextStep', 'Bước tiếp theo', 'Next step'),
  ],
  ConsularVisitRecorded: [
    mission,
    text('placeOfDetention', 'Nơi giam giữ', 'Place of detention'),
    text('findings', 'Kết quả thăm', 'Findings'),
    field('texts', 'requests', 'Đề nghị', 'Requests'),
  ],
  RescueRecorded: [
    choice(RESCUERS, 'by', 'Lực lượng giải cứu', 'Rescued by'),
    text('place', 'Nơi giải cứu', 'Place'),
    condition,
  ],
  TravelDocumentRecorded: [
    choice(TRAVEL_DOCUMENT_KINDS, 'documentKind', 'Loại giấy tờ', 'Document'),
    field('mission', 'issuedBy', 'Cơ quan cấp', 'Issued by'),
    text('number', 'Số', 'Number'),
    field('subject', 'subject', 'Cấp cho', 'Issued to'),
  ],
  RemainsPermitRecorded: [
    field('mission', 'issuingMission', 'Cơ quan cấp phép', 'Issuing mission'),
    ...REMAINS,
    papers,
    text('number', 'Số giấy phép', 'Number'),
    field('gate', 'entryGate', 'Cửa khẩu nhập cảnh', 'Entry gate'),
    field('date', 'entryOn', 'Ngày nhập cảnh', 'Entry on'),
  ],
  HandoverAtBorderRecorded: [
    field('gate', 'gate', 'Cửa khẩu', 'Gate'),
    text('handedOverBy', 'Bên giao', 'Handed over by'),
    choice(RECEIVERS, 'receivedBy', 'Bên nhận', 'Received by'),
    choice(RETURN_ROUTES, 'route', 'Cách trao trả', 'Route'),
    mission,
  ],
  SupportPaymentRecorded: [
    choice(PAYERS, 'payer', 'Bên chi', 'Payer'),
    field('money', 'amount', 'Số tiền', 'Amount'),
    text('purpose', 'Mục đích', 'Purpose'),
    field('boolean', 'repayable', 'Phải hoàn trả', 'Repayable'),
  ],
  ContactRecorded: [
    choice(CONTACT_PARTIES, 'with', 'Liên hệ với', 'Contact with'),
    field('subject', 'subject', 'Người được liên hệ', 'Person'),
    contactChannel,
    field('boolean', 'answered', 'Liên lạc được', 'Answered'),
    summary,
  ],
  NoteAdded: [text('text', 'Ghi chú', 'Note')],
  // What these say is the case's own: kind, country, kind details, officers, unit.
  CaseClassified: [],
  KindDetailsRecorded: [],
  OfficerAssigned: [],
  OutcomeRecorded: [
    choice(VICTIM_DECIDERS, 'decidedBy', 'Cơ quan xác định nạn nhân', 'Victim status decided by'),
    explanation,
  ],
  FamilyNotified: [
    field('subject', 'relative', 'Thân nhân được báo', 'Relative told'),
    contactChannel,
    summary,
  ],
  FamilyNotificationWaived: [reason],
  CaseMarkedUnreachable: [
    field('integer', 'attempts', 'Số lần liên hệ không được', 'Attempts without an answer'),
    explanation,
  ],
  CaseClosed: [text('remark', 'Nhận xét', 'Remark')],
  CaseReopened: [
    choice(REOPEN_GROUNDS, 'ground', 'Căn cứ mở lại', 'Ground'),
    field('other', 'newFact', 'Mã tài liệu nêu tình tiết mới', 'Id of the document with the new fact'),
    explanation,
  ],
  CaseTransferredOut: [...transferWith('Cơ quan nhận', 'Receiver'), explanation],
  TransferAccepted: [explanation],
  TransferDeclined: [reason],
  CaseReceivedByTransfer: [
    ...transferWith('Cơ quan chuyển', 'Sender'),
    text('theirNumber', 'Số vụ việc ở cơ quan chuyển', "The sender's number"),
  ],
  CasesMerged: [field('other', 'merged.number', 'Vụ việc được nhập', 'Case merged in'), evidence],
  CaseMergedInto: [field('other', 'surviving.number', 'Vụ việc nhận', 'Surviving case'), evidence],
  MergeReverted: [
    field('other', 'merged.number', 'Vụ việc được tách', 'Case taken out'),
    reason,
    field('boolean', 'unfinished', 'Chưa từng nhập xong', 'Had never been finished'),
  ],
  CaseUnmerged: [field('other', 'surviving.number', 'Vụ việc nhận', 'Surviving case'), reason],
  RelatedCaseLinked: [
    field('other', 'other.number', 'Vụ việc khác', 'Other case'),
    choice(RELATIONS, 'relation', 'Quan hệ', 'Relation'),
  ],
  CaseWithdrawn: [choice(WITHDRAWN_BY, 'by', 'Người rút', 'Withdrawn by'), reason],
  OpinionRequested: [
    requestNo,
    text('agency', 'Cơ quan được hỏi', 'Agency'),
    text('question', 'Nội dung xin ý kiến', 'Question'),
    field('date', 'dueOn', 'Hạn trả lời', 'Due on'),
  ],
  OpinionReceived: [
    requestNo,
    choice(STANCES, 'stance', 'Quan điểm', 'Stance'),
    text('opinion', 'Ý kiến', 'Opinion'),
  ],
  DeadlineExtended: [
    field('other', 'deadline', 'Thời hạn', 'Deadline'),
    field('date', 'oldDue', 'Hạn cũ', 'Due before'),
    field('date', 'newDue', 'Hạn mới', 'Due now'),
    text('authority', 'Người cho phép', 'Allowed by'),
    reason,
  ],
  IntakeAbandoned: [],
  ...PAPER_ACT_FIELDS,
};

/** The names in each event's data that {@link ACT_FIELDS} stand on. */
export const ACT_DATA = Object.fromEntries(
  Object.entries(ACT_FIELDS).map(([type, fields]) => [
    type,
    new Set(fields.map(({ field: path }) => path.split('.')[0])),
  ]),
) as unknown as Readonly<Record<ConsularCaseEventType, ReadonlySet<string>>>;
