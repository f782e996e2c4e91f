import { type CommandOf, type ConsularCaseCommandType } from '../domain/commands/index.js';
import { OTHER_CASE } from './other-cases.js';
import { CITIZEN, RELATIVE } from './people.js';

export const DOCUMENT = 'aaaaaaaa-aaaa-5aaa-8aaa-aaaaaaaaaaaa';
export const SECOND_DOCUMENT = 'bbbbbbbb-bbbb-5bbb-8bbb-bbbbbbbbbbbb';

const ISSUED = { document: DOCUMENT, recipients: ['Cục Lãnh sự'], explanation: 'Ghi sai ngày' };

/** One command of each type, as an officer could give it in an ordinary case of detention. */
export const EXAMPLE_DATA: { readonly [T in ConsularCaseCommandType]: CommandOf<T>['data'] } = {
  OpenConsularCase: {
    channel: 'in_person',
    kind: 'detention',
    country: 'MY',
    place: 'Selangor',
    responsibilityBasis: 'home_residence',
    subjects: [CITIZEN],
    applicant: RELATIVE,
    urgency: 'normal',
    summary: 'Gia đình báo con trai bị giữ ở nước ngoài',
  },
  VerifyIdentity: {
    subject: CITIZEN,
    method: 'commune_police',
    homeProvince: 'cao-bang',
    homeCommune: 'Xã Mẫu',
  },
  RecordIdentityNotConfirmed: { subject: CITIZEN, checks: ['papers'], explanation: 'Giấy tờ không khớp' },
  RequestSupplement: {
    dossier: 'request',
    missing: ['id_copy'],
    explanation: 'Thiếu bản sao căn cước',
    dueOn: '2022-04-30',
  },
  RecordSupplement: { papers: [{ kind: 'id_copy' }], complete: true },
  CompleteDossier: { what: 'request', papers: [{ kind: 'request_form' }, { kind: 'id_copy' }] },
  ForwardCase: {
    addressee: 'consular_department',
    enclosures: [{ kind: 'request_form' }, { kind: 'id_copy' }],
  },
  RecordMissionReport: {
    mission: 'dsq-kuala-lumpur',
    location: 'Trại tạm giam',
    condition: 'Sức khỏe bình thường',
    legalStatus: 'Chờ xét xử',
    nextStep: 'Thăm lãnh sự',
  },
  RecordConsularVisit: {
    mission: 'dsq-kuala-lumpur',
    placeOfDetention: 'Trại tạm giam',
    findings: 'Sức khỏe ổn định',
    requests: ['Gửi thư cho gia đình'],
  },
  RecordRescue: { by: 'host_state_police', place: 'Sihanoukville', condition: 'Mệt mỏi' },
  RecordTravelDocument: {
    documentKind: 'laissez_passer',
    issuedBy: 'dsq-kuala-lumpur',
    number: 'TH-0001',
    subject: CITIZEN,
  },
  RecordRemainsPermit: {
    issuingMission: 'lsq-nam-ninh',
    remains: {
      form: 'ashes',
      eligibility: 'citizen_resident',
      residenceProof: 'household_registration',
      groupADiseaseExcluded: true,
    },
    papers: [{ kind: 'death_certificate' }, { kind: 'cremation_certificate' }],
    number: 'GP-0001',
    entryGate: 'tra-linh',
    entryOn: '2022-04-02',
  },
  RecordHandoverAtBorder: {
    gate: 'tra-linh',
    handedOverBy: 'Trạm kiểm tra biên phòng nước láng giềng',
    receivedBy: 'border_guard',
    route: 'direct',
  },
  RecordSupportPayment: {
    payer: 'citizen_protection_fund',
    amount: { amount: 5_000_000, currency: 'VND' },
    purpose: 'Vé xe về quê',
    repayable: false,
  },
  RecordContact: {
    with: 'relative',
    subject: RELATIVE,
    channel: 'phone',
    summary: 'Gia đình đồng ý chờ tin',
  },
  AddNote: { text: 'Hồ sơ giấy để ở tủ số 2' },
  ClassifyCase: { kind: 'detention', country: 'MY', details: { custodyAuthority: 'Cảnh sát sở tại' } },
  RecordKindDetails: {
    details: { custodyAuthority: 'Cảnh sát sở tại', visitConsent: 'agreed', hearings: ['2022-05-01'] },
  },
  RecordOutcome: { outcome: 'returned', explanation: 'Đã về đến gia đình' },
  NotifyFamily: { relative: RELATIVE, channel: 'phone', summary: 'Đã báo kết quả' },
  WaiveFamilyNotification: { reason: 'Không còn thân nhân' },
  MarkUnreachable: { explanation: 'Số điện thoại không còn dùng' },
  CloseCase: { remark: 'Hồ sơ đủ' },
  WithdrawCase: { by: 'applicant', reason: 'Gia đình tự giải quyết' },
  ReopenCase: {
    ground: 'new_information',
    newFact: DOCUMENT,
    explanation: 'Phía bạn thông báo ngày về mới',
  },
  TransferCase: { party: 'province', province: 'lao-cai', basis: 'home_residence' },
  RecordTransferAccepted: {},
  DeclineTransfer: { reason: 'Công dân đã chuyển nơi cư trú' },
  MergeCases: { other: OTHER_CASE, evidence: 'Trùng số căn cước' },
  RevertMerge: { other: OTHER_CASE, reason: 'Hai người khác nhau' },
  LinkCases: { other: OTHER_CASE, relation: 'same_incident' },
  AssignOfficer: { officer: 'officer-1', role: 'lead' },
  ReplaceIssuedDocument: { ...ISSUED, replacement: SECOND_DOCUMENT, error: 'content' },
  IssueCorrigendum: { ...ISSUED, corrigendum: SECOND_DOCUMENT, error: 'form' },
  RecallDocument: ISSUED,
  RecordDocumentHeldOnPaper: { kind: 'official_letter' },
  SeekOpinion: { agency: 'Công an tỉnh', question: 'Có ý kiến về việc tiếp nhận', dueOn: '2022-03-20' },
  RecordOpinion: { requestNo: 1, stance: 'agree', opinion: 'Thống nhất' },
  ExtendDeadline: { deadline: 'T-6', newDue: '2022-03-15', authority: 'Giám đốc', reason: 'Chờ bản dịch' },
  CloseFile: { weededOn: '2022-03-10', retention: 'consular', remark: 'Hồ sơ đủ' },
  HandOverToArchive: { reference: 'Kho 1, hộp 12' },
  AttachDocument: {
    documentId: DOCUMENT,
    kind: 'request_form',
    title: 'Đơn đề nghị giúp đỡ',
    sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    bytes: 120_344,
    mediaType: 'application/pdf',
    key: 'key-1',
    pages: 2,
    language: 'vi',
    copyKind: 'original',
    classification: 'internal',
  },
};
