import { story } from '../story.js';
import { HEAD, incoming, OFFICER, outgoing, SECOND_OFFICER } from './office.js';

/** A worker is arrested in Malaysia, tried and sentenced; at the end of the year he is still in prison there. */
export const detentionMalaysia = story('detention-my', (tell) => {
  const worker = tell.register('2022-02-14 08:45', SECOND_OFFICER, {
    kind: 'person',
    name: 'Lương Đình Khoát',
    birthDate: '1995-11-20',
    sex: 'male',
    passport: { number: 'C0000202', issuedOn: '2019-05-08', expiresOn: '2029-05-08' },
    address: 'Xóm Bản Luộc, xã Thạch Mười, huyện Trùng Khánh, tỉnh Cao Bằng',
    homeCommune: 'Xã Thạch Mười',
    homeProvince: 'cao-bang',
    nationality: 'VN',
  });
  const wife = tell.register('2022-02-14 08:53', SECOND_OFFICER, {
    kind: 'person',
    name: 'Mạc Thị Dịu',
    birthDate: '1997',
    sex: 'female',
    identityPapers: [{ kind: 'citizen_id', number: '004197000203', issuedOn: '2021-09-03' }],
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900000203' }],
  });
  tell.open('2022-02-14 09:10', SECOND_OFFICER, {
    channel: 'in_person',
    kind: 'detention',
    country: 'MY',
    place: 'Johor Bahru',
    responsibilityBasis: 'home_residence',
    subjects: [worker],
    applicant: wife,
    urgency: 'normal',
    summary: 'Chị Dịu báo chồng bị cảnh sát bắt trong đợt kiểm tra lao động đầu tháng 2, từ đó mất liên lạc.',
    details: {
      custodyPlace: 'Chưa rõ, nghi là Johor Bahru',
      arrestedOn: '2022-02-06',
      allegedOffence: 'Lưu trú quá hạn, làm việc không phép (theo lời gia đình)',
      visitConsent: 'not_asked',
    },
  });
  tell.at('2022-02-14 14:00', HEAD, 'AssignOfficer', { officer: SECOND_OFFICER, role: 'lead' });
  const form = tell.attach('2022-02-15 08:15', SECOND_OFFICER, {
    kind: 'request_form',
    title: 'Đơn đề nghị giúp đỡ của bà Mạc Thị Dịu',
    lines: ['Người cần giúp: Lương Đình Khoát, sinh năm 1995.', 'Quan hệ với người làm đơn: chồng.'],
    copyKind: 'original',
    pages: 2,
  });
  const idCopy = tell.attach('2022-02-15 08:19', SECOND_OFFICER, {
    kind: 'id_copy',
    title: 'Bản sao căn cước công dân của bà Mạc Thị Dịu',
    lines: ['Số: 004197000203.'],
  });
  tell.at('2022-02-15 10:40', SECOND_OFFICER, 'VerifyIdentity', {
    subject: worker,
    method: 'population_database',
    homeProvince: 'cao-bang',
    homeCommune: 'Xã Thạch Mười',
    residenceProof: 'household_registration',
  });
  const papers = [
    { kind: 'request_form', documentId: form },
    { kind: 'id_copy', documentId: idCopy },
    { kind: 'passport_copy' },
  ] as const;
  tell.at('2022-02-15 16:10', SECOND_OFFICER, 'CompleteDossier', { what: 'request', papers });
  tell.at(
    '2022-02-16 10:30',
    HEAD,
    'ForwardCase',
    { addressee: 'consular_department', enclosures: papers },
    { source: outgoing('264', '2022-02-16') },
  );
  tell.at(
    '2022-03-07 09:20',
    SECOND_OFFICER,
    'RecordMissionReport',
    {
      mission: 'my-kuala-lumpur',
      location: 'Trại tạm giữ của cơ quan di trú, bang Johor',
      condition: 'Sức khỏe bình thường, đã khai báo tên và quê quán.',
      legalStatus: 'Bị tạm giữ chờ khởi tố theo luật di trú.',
      nextStep: 'Đại sứ quán xin lịch thăm lãnh sự trong tháng 3.',
    },
    { on: '2022-03-04', source: incoming('1512', '2022-03-07', 'Cục Lãnh sự', '311/LS-BHCD') },
  );
  tell.at('2022-03-07 10:05', SECOND_OFFICER, 'RecordContact', {
    with: 'applicant',
    subject: wife,
    channel: 'phone',
    summary: 'Báo cho chị Dịu nơi giữ và tình trạng của anh Khoát; hướng dẫn cách gửi thư qua Đại sứ quán.',
  });
  tell.at(
    '2022-03-24 08:50',
    SECOND_OFFICER,
    'RecordConsularVisit',
    {
      mission: 'my-kuala-lumpur',
      placeOfDetention: 'Trại tạm giữ của cơ quan di trú, bang Johor',
      findings: 'Được đối xử đúng quy định, có phiên dịch, không bị thương tích.',
      requests: ['Nhắn gia đình yên tâm', 'Xin gia đình gửi ảnh con'],
    },
    { on: '2022-03-18' },
  );
  tell.at('2022-03-24 09:05', SECOND_OFFICER, 'RecordKindDetails', {
    details: {
      custodyAuthority: 'Cơ quan di trú bang Johor',
      custodyPlace: 'Trại tạm giữ của cơ quan di trú, bang Johor',
      visitConsent: 'agreed',
    },
  });
  tell.at('2022-04-28 14:30', SECOND_OFFICER, 'RecordKindDetails', {
    details: { lawyer: 'Luật sư do tòa chỉ định', hearings: ['2022-04-20', '2022-05-25'] },
  });
  tell.at(
    '2022-06-06 09:15',
    SECOND_OFFICER,
    'RecordMissionReport',
    {
      mission: 'my-kuala-lumpur',
      location: 'Trại giam Kluang',
      legalStatus: 'Tòa tuyên 14 tháng tù, tính từ ngày bị bắt.',
      nextStep: 'Theo dõi việc chấp hành án, thăm lãnh sự lần hai trong quý III.',
    },
    { on: '2022-05-31', source: incoming('3588', '2022-06-06', 'Cục Lãnh sự', '742/LS-BHCD') },
  );
  tell.at('2022-06-06 09:25', SECOND_OFFICER, 'RecordKindDetails', {
    details: {
      custodyPlace: 'Trại giam Kluang',
      sentence: '14 tháng tù về tội cư trú và làm việc trái phép',
      releaseExpectedOn: '2023-04-05',
    },
  });
  tell.at('2022-06-07 15:10', SECOND_OFFICER, 'RecordContact', {
    with: 'relative',
    subject: wife,
    channel: 'in_person',
    summary: 'Giải thích bản án cho gia đình; gia đình xin được gửi tiền lưu ký.',
  });
  tell.at(
    '2022-07-14 10:00',
    OFFICER,
    'RecordSupportPayment',
    {
      payer: 'family',
      amount: { amount: 6_000_000, currency: 'VND' },
      purpose: 'Tiền lưu ký cho người đang chấp hành án, chuyển qua Đại sứ quán',
      repayable: false,
    },
    { on: '2022-07-12', source: outgoing('1088', '2022-07-12') },
  );
  tell.at(
    '2022-09-15 09:40',
    SECOND_OFFICER,
    'RecordConsularVisit',
    {
      mission: 'my-kuala-lumpur',
      placeOfDetention: 'Trại giam Kluang',
      findings: 'Sức khỏe ổn định, chấp hành tốt, được nhận thư và tiền lưu ký.',
      requests: ['Xin cấp giấy thông hành trước ngày ra tù'],
    },
    { on: '2022-09-08' },
  );
  tell.at('2022-12-12 16:05', SECOND_OFFICER, 'AddNote', {
    text: 'Đầu tháng 2/2023 nhắc Đại sứ quán làm giấy thông hành để anh Khoát về nước ngay khi ra tù (dự kiến 05/4/2023).',
  });
});
