import { story } from '../story.js';
import { HEAD, incoming, OFFICER, outgoing, SECOND_OFFICER } from './office.js';

/** A man dies on the road in Cambodia; a fund and the family pay, and his ashes fly home. */
export const deathCambodia = story('death-kh', (tell) => {
  const husband = tell.register('2022-07-25 08:35', SECOND_OFFICER, {
    kind: 'person',
    name: 'Mông Văn Tắng',
    birthDate: '1984-05-06',
    sex: 'male',
    passport: { number: 'C0000812', issuedOn: '2018-03-20', expiresOn: '2028-03-20' },
    homeCommune: 'Xã Cần Lộc',
    homeProvince: 'cao-bang',
    nationality: 'VN',
  });
  const wife = tell.register('2022-07-25 08:42', SECOND_OFFICER, {
    kind: 'person',
    name: 'Lục Thị Ươm',
    birthDate: '1988-10-11',
    sex: 'female',
    identityPapers: [{ kind: 'citizen_id', number: '004188000813', issuedOn: '2021-10-05' }],
    address: 'Xóm Phai Lùng, xã Cần Lộc, huyện Quảng Hòa, tỉnh Cao Bằng',
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900000813' }],
  });
  tell.open('2022-07-25 09:00', SECOND_OFFICER, {
    channel: 'in_person',
    kind: 'death_abroad',
    country: 'KH',
    place: 'Phnôm Pênh',
    responsibilityBasis: 'home_residence',
    subjects: [husband],
    applicant: wife,
    urgency: 'normal',
    summary:
      'Chị Ươm được bạn của chồng báo tin anh Tắng mất vì tai nạn giao thông, chưa biết làm thế nào để đưa về.',
    details: { diedOn: '2022-07-23', placeOfDeath: 'Phnôm Pênh' },
  });
  tell.at('2022-07-26 07:50', HEAD, 'AssignOfficer', { officer: SECOND_OFFICER, role: 'lead' });
  tell.at('2022-07-26 10:20', SECOND_OFFICER, 'VerifyIdentity', {
    subject: husband,
    method: 'papers',
    homeProvince: 'cao-bang',
    homeCommune: 'Xã Cần Lộc',
    residenceProof: 'household_registration',
  });
  const form = tell.attach('2022-07-26 14:00', SECOND_OFFICER, {
    kind: 'request_form',
    title: 'Đơn đề nghị giúp đỡ của bà Lục Thị Ươm',
    lines: [
      'Đề nghị: hỏa táng tại nước sở tại, đưa tro cốt về nước.',
      'Hoàn cảnh: hộ cận nghèo, hai con nhỏ.',
    ],
    copyKind: 'original',
    pages: 2,
  });
  const papers = [
    { kind: 'request_form', documentId: form },
    { kind: 'id_copy' },
    { kind: 'authorisation' },
  ] as const;
  tell.at('2022-07-26 14:15', SECOND_OFFICER, 'CompleteDossier', { what: 'request', papers });
  tell.at(
    '2022-07-27 09:05',
    HEAD,
    'ForwardCase',
    { addressee: 'consular_department', enclosures: papers },
    { source: outgoing('1165', '2022-07-27') },
  );
  tell.at(
    '2022-08-01 09:30',
    SECOND_OFFICER,
    'RecordMissionReport',
    {
      mission: 'kh-phnom-penh',
      location: 'Nhà xác bệnh viện tại Phnôm Pênh',
      condition: 'Công an sở tại xác nhận tai nạn giao thông.',
      nextStep: 'Gia đình ủy quyền cho hội người Việt lo hỏa táng.',
    },
    { on: '2022-07-30', source: incoming('4885', '2022-08-01', 'Cục Lãnh sự', '978/LS-BHCD') },
  );
  tell.at('2022-08-01 09:45', SECOND_OFFICER, 'RecordKindDetails', {
    details: {
      causeOfDeath: 'Tai nạn giao thông',
      deathCertificate: 'Giấy chứng tử số 0000774',
      relativesChoice: 'repatriation',
      authorisedRelative: wife,
      costs: { amount: 195_000, currency: 'USD' },
    },
  });
  tell.at(
    '2022-08-05 10:10',
    OFFICER,
    'RecordSupportPayment',
    {
      payer: 'citizen_protection_fund',
      amount: { amount: 120_000, currency: 'USD' },
      purpose: 'Hỗ trợ chi phí hỏa táng và vận chuyển',
      repayable: false,
    },
    { on: '2022-08-03', source: incoming('4955', '2022-08-05', 'Cục Lãnh sự', '1002/LS-BHCD') },
  );
  tell.at(
    '2022-08-05 10:20',
    OFFICER,
    'RecordSupportPayment',
    {
      payer: 'family',
      amount: { amount: 17_500_000, currency: 'VND' },
      purpose: 'Phần chi phí còn lại do gia đình đóng góp',
      repayable: false,
    },
    { on: '2022-08-04', source: outgoing('1214', '2022-08-05') },
  );
  tell.at(
    '2022-08-12 08:45',
    SECOND_OFFICER,
    'RecordRemainsPermit',
    {
      issuingMission: 'kh-phnom-penh',
      remains: {
        form: 'ashes',
        eligibility: 'citizen_resident',
        residenceProof: 'household_registration',
        groupADiseaseExcluded: true,
      },
      papers: [{ kind: 'death_certificate' }, { kind: 'cremation_certificate' }],
      number: '57/2022/GP-TC',
      entryOn: '2022-08-13',
    },
    { on: '2022-08-10', source: incoming('5130', '2022-08-11', 'Đại sứ quán tại Phnôm Pênh', '214/ĐSQ') },
  );
  tell.at(
    '2022-08-16 09:00',
    SECOND_OFFICER,
    'RecordOutcome',
    {
      outcome: 'died_repatriated',
      explanation: 'Tro cốt về sân bay Nội Bài ngày 13/8/2022, gia đình đã nhận.',
    },
    { on: '2022-08-13' },
  );
  tell.at(
    '2022-08-16 09:15',
    SECOND_OFFICER,
    'NotifyFamily',
    { relative: wife, channel: 'phone', summary: 'Gia đình xác nhận đã an táng xong, cảm ơn cơ quan.' },
    { on: '2022-08-15' },
  );
  tell.at('2022-09-05 15:00', HEAD, 'CloseCase', { remark: 'Đã quyết toán phần hỗ trợ của Quỹ.' });
});
