import { story } from '../story.js';
import { HEAD, incoming, OFFICER, outgoing, SECOND_OFFICER } from './office.js';

const REMAINS = {
  form: 'ashes',
  eligibility: 'citizen_resident',
  residenceProof: 'household_registration',
  groupADiseaseExcluded: true,
} as const;

/** Ashes come home through Tà Lùng; the clock of the permit stands still over Tết while a paper is missing. */
export const remainsAshes = story('remains-ashes', (tell) => {
  const father = tell.register('2022-01-18 08:20', OFFICER, {
    kind: 'person',
    name: 'Hoàng Văn Nhưỡng',
    birthDate: '1961-08-02',
    sex: 'male',
    address: 'Xóm Nà Lẹng, xã Lũng Khoang, huyện Hà Quảng, tỉnh Cao Bằng',
    homeCommune: 'Xã Lũng Khoang',
    homeProvince: 'cao-bang',
    nationality: 'VN',
  });
  const son = tell.register('2022-01-18 08:28', OFFICER, {
    kind: 'person',
    name: 'Hoàng Văn Thạo',
    birthDate: '1987-03-15',
    sex: 'male',
    identityPapers: [{ kind: 'citizen_id', number: '004087000101', issuedOn: '2021-06-11' }],
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900000101' }],
  });
  tell.open('2022-01-18 08:41', OFFICER, {
    channel: 'in_person',
    kind: 'remains_repatriation',
    country: 'not_stated',
    responsibilityBasis: 'family_residence',
    subjects: [father],
    applicant: son,
    urgency: 'normal',
    summary:
      'Gia đình đề nghị giúp thủ tục đưa tro cốt của ông Nhưỡng, mất khi đi làm ăn xa, về an táng tại quê.',
    details: { form: 'ashes' },
  });
  tell.at('2022-01-18 10:05', HEAD, 'AssignOfficer', { officer: OFFICER, role: 'lead' });
  const form = tell.attach('2022-01-18 10:20', OFFICER, {
    kind: 'request_form',
    title: 'Đơn đề nghị giúp đỡ của ông Hoàng Văn Thạo',
    lines: ['Người làm đơn: Hoàng Văn Thạo, con trai.', 'Đề nghị: đưa tro cốt của bố về nước.'],
    copyKind: 'original',
    pages: 2,
  });
  const certificate = tell.attach('2022-01-18 10:26', OFFICER, {
    kind: 'cremation_certificate',
    title: 'Giấy chứng nhận hỏa táng',
    lines: ['Họ tên người mất: Hoàng Văn Nhưỡng.', 'Ngày hỏa táng: 12/01/2022.'],
    copyKind: 'certified',
  });
  tell.at('2022-01-19 14:10', OFFICER, 'VerifyIdentity', {
    subject: father,
    method: 'commune_committee',
    homeProvince: 'cao-bang',
    homeCommune: 'Xã Lũng Khoang',
    residenceProof: 'household_registration',
  });
  tell.at('2022-01-26 09:15', OFFICER, 'CompleteDossier', {
    what: 'remains',
    papers: [
      { kind: 'request_form', documentId: form },
      { kind: 'death_certificate' },
      { kind: 'cremation_certificate', documentId: certificate },
    ],
    remains: REMAINS,
  });
  tell.at('2022-01-26 15:40', OFFICER, 'RequestSupplement', {
    dossier: 'remains',
    missing: ['authorisation'],
    explanation: 'Cơ quan đại diện cần giấy ủy quyền có xác nhận của xã cho người đi nhận tro cốt.',
    dueOn: '2022-02-10',
  });
  tell.at('2022-01-27 08:35', OFFICER, 'RecordContact', {
    with: 'applicant',
    subject: son,
    channel: 'phone',
    summary: 'Anh Thạo cho biết xã đã nghỉ giao dịch giáp Tết, sẽ xin xác nhận ủy quyền ngay sau Tết.',
  });
  const authorisation = tell.attach('2022-02-08 08:20', OFFICER, {
    kind: 'authorisation',
    title: 'Giấy ủy quyền nhận tro cốt',
    lines: ['Người ủy quyền: Hoàng Văn Thạo.', 'Có xác nhận của UBND xã Lũng Khoang ngày 07/02/2022.'],
    copyKind: 'original',
  });
  // Handed in on the first day after Tết, recorded a day later.
  tell.at(
    '2022-02-08 08:32',
    OFFICER,
    'RecordSupplement',
    { papers: [{ kind: 'authorisation', documentId: authorisation }], complete: true },
    { on: '2022-02-07', source: incoming('871', '2022-02-07', 'Ông Hoàng Văn Thạo') },
  );
  tell.at(
    '2022-02-08 16:15',
    OFFICER,
    'RecordRemainsPermit',
    {
      issuingMission: 'cn-nanning',
      remains: REMAINS,
      papers: [
        { kind: 'death_certificate' },
        { kind: 'cremation_certificate', documentId: certificate },
        { kind: 'authorisation', documentId: authorisation },
      ],
      number: '08/2022/GP-TC',
      entryGate: 'ta-lung',
      entryOn: '2022-02-16',
    },
    { source: incoming('905', '2022-02-08', 'Tổng Lãnh sự quán tại Nam Ninh', '31/TLSQ') },
  );
  tell.at('2022-02-09 09:10', OFFICER, 'RecordKindDetails', {
    details: {
      permit: 'Giấy phép số 08/2022/GP-TC',
      carrier: 'Hợp tác xã vận tải Đường Mòn',
      gate: 'ta-lung',
      entryOn: '2022-02-16',
      burialConsent: 'UBND xã Lũng Khoang đồng ý an táng tại nghĩa trang xóm Nà Lẹng.',
    },
  });
  tell.attach('2022-02-17 08:25', SECOND_OFFICER, {
    kind: 'handover_minutes',
    title: 'Biên bản bàn giao tro cốt tại cửa khẩu Tà Lùng',
    lines: [
      'Bên giao: đơn vị vận chuyển.',
      'Bên nhận: gia đình ông Hoàng Văn Nhưỡng.',
      'Lập lúc 10 giờ 20, 16/02/2022.',
    ],
    copyKind: 'copy',
  });
  tell.at(
    '2022-02-17 08:40',
    SECOND_OFFICER,
    'RecordHandoverAtBorder',
    {
      gate: 'ta-lung',
      handedOverBy: 'Hợp tác xã vận tải Đường Mòn',
      receivedBy: 'family',
      route: 'direct',
    },
    {
      on: '2022-02-16',
      source: incoming('1090', '2022-02-16', 'Đồn Biên phòng cửa khẩu Tà Lùng', '14/BB-ĐBP'),
    },
  );
  tell.at('2022-02-17 09:05', SECOND_OFFICER, 'AddNote', {
    text: 'Đã lưu biên bản bàn giao vào hồ sơ, gửi một bản sao cho UBND xã.',
  });
  tell.at(
    '2022-02-18 09:30',
    OFFICER,
    'RecordOutcome',
    { outcome: 'died_repatriated', explanation: 'Tro cốt đã về đến gia đình, an táng ngày 17/02/2022.' },
    { on: '2022-02-17' },
  );
  tell.at('2022-02-18 10:15', OFFICER, 'NotifyFamily', {
    relative: son,
    channel: 'phone',
    summary: 'Báo kết quả và cảm ơn gia đình đã phối hợp; gia đình không còn đề nghị gì thêm.',
  });
  tell.at(
    '2022-02-22 15:20',
    HEAD,
    'CloseCase',
    { remark: 'Hồ sơ đủ giấy tờ, chuyển lưu.' },
    { source: outgoing('297', '2022-02-22') },
  );
  // It came when the file was closed: kept, and marked as late.
  tell.attach('2022-03-10 14:05', OFFICER, {
    kind: 'commune_confirmation',
    title: 'Xác nhận của UBND xã Lũng Khoang về việc an táng',
    lines: ['UBND xã xác nhận việc an táng tại nghĩa trang xóm Nà Lẹng ngày 17/02/2022.'],
    as: 'text',
    copyKind: 'original',
  });
  tell.at('2022-03-31 09:10', OFFICER, 'CloseFile', {
    weededOn: '2022-03-30',
    retention: 'consular-death',
    remark: 'Đã bỏ bản nháp và bản trùng, đánh số tờ.',
  });
  tell.at('2022-12-20 15:30', OFFICER, 'HandOverToArchive', { reference: 'Kho lưu trữ cơ quan, hộp 03' });
});
