import { story } from '../story.js';
import { DIRECTOR, HEAD, incoming, OFFICER, outgoing, SECOND_OFFICER } from './office.js';

/** A trader and his company in a city under fire: one case about a citizen and a legal entity. */
export const conflictUkraine = story('conflict-ua', (tell) => {
  const trader = tell.register('2022-03-01 07:40', OFFICER, {
    kind: 'person',
    name: 'Đàm Quang Vịnh',
    birthDate: '1979-01-09',
    sex: 'male',
    passport: { number: 'C0000304', issuedOn: '2017-10-12', expiresOn: '2027-10-12' },
    homeCommune: 'Phường Hợp Tiến',
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900000304' }],
  });
  const company = tell.register('2022-03-01 07:46', OFFICER, {
    kind: 'legal_entity',
    name: 'Công ty TNHH Thương mại Khau Sầm',
    otherNames: ['Khau Sam Trading Co., Ltd.'],
    identityPapers: [{ kind: 'tax_code', number: '4800000304' }],
    representative: { name: 'Đàm Quang Vịnh', position: 'Giám đốc', phone: '0900000304' },
    homeProvince: 'cao-bang',
    nationality: 'VN',
  });
  const wife = tell.register('2022-03-01 07:51', OFFICER, {
    kind: 'person',
    name: 'Bế Thị Lường',
    birthDate: '1983-07-30',
    sex: 'female',
    identityPapers: [{ kind: 'citizen_id', number: '004183000305', issuedOn: '2021-04-27' }],
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900000305' }],
  });
  // The call came in the evening; it was entered the next morning.
  tell.open(
    '2022-03-01 08:02',
    OFFICER,
    {
      channel: 'phone_line',
      kind: 'conflict_evacuation',
      country: 'UA',
      place: 'Kharkiv',
      responsibilityBasis: 'home_residence',
      subjects: [trader, company],
      applicant: wife,
      urgency: 'urgent',
      summary:
        'Chị Lường gọi đường dây nóng: anh Vịnh cùng hai con đang trú ẩn, kho hàng của công ty nằm sát khu giao tranh.',
      details: {
        legalEntity: company,
        lastContactOn: '2022-02-27',
        dependants: 2,
        roster: 'Có tên trong danh sách rà soát công dân của tỉnh, số thứ tự 4',
      },
    },
    { on: '2022-02-28' },
  );
  tell.at('2022-03-01 08:20', HEAD, 'AssignOfficer', { officer: OFFICER, role: 'lead' });
  tell.at('2022-03-01 08:24', HEAD, 'AssignOfficer', { officer: SECOND_OFFICER, role: 'support' });
  tell.at('2022-03-01 09:05', OFFICER, 'VerifyIdentity', {
    subject: trader,
    method: 'population_database',
    homeProvince: 'cao-bang',
    homeCommune: 'Phường Hợp Tiến',
  });
  tell.at('2022-03-01 09:12', OFFICER, 'VerifyIdentity', {
    subject: company,
    method: 'papers',
    homeProvince: 'cao-bang',
  });
  const form = tell.attach('2022-03-01 09:40', SECOND_OFFICER, {
    kind: 'request_form',
    title: 'Đơn đề nghị giúp đỡ của bà Bế Thị Lường',
    lines: ['Người cần giúp: chồng và hai con; kho hàng của công ty.', 'Nơi ở: Kharkiv.'],
    copyKind: 'original',
  });
  const papers = [
    { kind: 'request_form', documentId: form },
    { kind: 'id_copy' },
    { kind: 'passport_copy' },
  ] as const;
  tell.at('2022-03-01 10:05', OFFICER, 'CompleteDossier', { what: 'request', papers });
  // The director was away; the head signed for him.
  tell.at(
    '2022-03-01 10:45',
    HEAD,
    'ForwardCase',
    { addressee: 'consular_department', enclosures: papers },
    { source: outgoing('336', '2022-03-01'), onBehalfOf: DIRECTOR },
  );
  tell.at(
    '2022-03-01 10:52',
    HEAD,
    'ForwardCase',
    { addressee: 'mission', mission: 'ua-kyiv', enclosures: papers },
    { source: outgoing('337', '2022-03-01'), onBehalfOf: DIRECTOR },
  );
  tell.at('2022-03-03 14:20', OFFICER, 'RecordContact', {
    with: 'subject',
    subject: trader,
    channel: 'message',
    summary: 'Anh Vịnh nhắn đã lên tàu về phía tây cùng hai con; kho hàng trúng đạn, chưa rõ thiệt hại.',
  });
  // Reported on a Saturday, recorded on Monday.
  tell.at(
    '2022-03-07 07:55',
    OFFICER,
    'RecordMissionReport',
    {
      mission: 'pl-warsaw',
      location: 'Vác-sa-va',
      condition: 'Ba bố con đã qua biên giới an toàn, được bố trí chỗ ở tạm.',
      nextStep: 'Xếp chuyến bay sơ tán gần nhất.',
    },
    { on: '2022-03-05', source: incoming('1515', '2022-03-07', 'Cục Lãnh sự', '322/LS-BHCD') },
  );
  tell.at('2022-03-07 08:10', OFFICER, 'RecordKindDetails', {
    details: {
      lastContactOn: '2022-03-05',
      evacuationRoute: 'Kharkiv - Lviv - Ba Lan bằng tàu hỏa',
      transitCountries: ['PL'],
    },
  });
  tell.at(
    '2022-03-11 09:30',
    OFFICER,
    'RecordTravelDocument',
    { documentKind: 'laissez_passer', issuedBy: 'pl-warsaw', number: 'TH-0000412', subject: trader },
    { on: '2022-03-07', source: incoming('1630', '2022-03-10', 'Đại sứ quán tại Vác-sa-va', '57/ĐSQ') },
  );
  tell.at('2022-03-14 08:25', OFFICER, 'RecordKindDetails', {
    details: { flight: 'Chuyến bay sơ tán Vác-sa-va - Hà Nội, đến ngày 10/3/2022' },
  });
  tell.at(
    '2022-03-14 08:40',
    OFFICER,
    'RecordContact',
    {
      with: 'subject',
      subject: trader,
      channel: 'in_person',
      summary: 'Ba bố con đã về đến nhà. Công ty xin tiếp tục được giúp việc giấy tờ về kho hàng.',
    },
    { on: '2022-03-11' },
  );
  tell.at(
    '2022-04-18 10:10',
    SECOND_OFFICER,
    'RecordMissionReport',
    {
      mission: 'ua-kyiv',
      location: 'Kharkiv',
      condition: 'Kho hàng cháy một phần; chính quyền sở tại đã lập biên bản.',
      nextStep: 'Công ty giữ biên bản để làm việc với bảo hiểm, không đề nghị gì thêm.',
    },
    { on: '2022-04-14', source: incoming('2466', '2022-04-18', 'Cục Lãnh sự', '518/LS-BHCD') },
  );
  tell.at('2022-04-21 09:00', OFFICER, 'RecordOutcome', {
    outcome: 'returned',
    explanation:
      'Công dân và hai con đã về nước; pháp nhân tạm ngừng hoạt động tại Ukraine, đã có biên bản thiệt hại.',
  });
  tell.at('2022-04-22 14:45', OFFICER, 'NotifyFamily', {
    relative: wife,
    channel: 'phone',
    summary: 'Báo kết quả xử lý cả phần công dân và phần công ty.',
  });
  tell.at('2022-04-25 15:30', DIRECTOR, 'CloseCase', { remark: 'Kết thúc hồ sơ, báo cáo UBND tỉnh.' });
});
