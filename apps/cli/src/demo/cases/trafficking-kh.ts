import { story } from '../story.js';
import { HEAD, incoming, outgoing, SECOND_OFFICER } from './office.js';

/** A young woman was lured to Cambodia. Nobody knows the name her mother's form gives, until it is put right. */
export const traffickingCambodia = story('trafficking-kh', (tell) => {
  const daughter = tell.register('2022-05-16 13:50', SECOND_OFFICER, {
    kind: 'person',
    name: 'Vi Thị Thoang',
    birthDate: '2000',
    sex: 'female',
    homeProvince: 'cao-bang',
    nationality: 'VN',
  });
  const mother = tell.register('2022-05-16 13:57', SECOND_OFFICER, {
    kind: 'person',
    name: 'Lý Thị Nhình',
    birthDate: '1978',
    sex: 'female',
    identityPapers: [{ kind: 'citizen_id', number: '004178000509', issuedOn: '2021-05-19' }],
    address: 'Xóm Pác Thin, xã Vĩnh Khao, huyện Nguyên Bình, tỉnh Cao Bằng',
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900000509' }],
  });
  tell.open('2022-05-16 14:20', SECOND_OFFICER, {
    channel: 'in_person',
    kind: 'trafficking',
    country: 'KH',
    place: 'Sihanoukville',
    responsibilityBasis: 'home_residence',
    subjects: [daughter],
    applicant: mother,
    urgency: 'urgent',
    summary:
      'Con gái được rủ đi làm lương cao qua mạng, nay bị giữ trong một khu khép kín và bị đòi tiền chuộc.',
    details: {
      victimStatus: 'suspected',
      recruiter: 'Người quen qua mạng xã hội, hẹn đón tại bến xe thành phố',
      ransom: { amount: 300_000, currency: 'USD' },
      placeHeld: 'Khu nhà khép kín gần bờ biển, theo tin nhắn của con gái',
    },
  });
  tell.at('2022-05-16 15:00', HEAD, 'AssignOfficer', { officer: SECOND_OFFICER, role: 'lead' });
  tell.at('2022-05-17 09:35', SECOND_OFFICER, 'RecordIdentityNotConfirmed', {
    subject: daughter,
    checks: ['commune_police'],
    explanation: 'Công an xã trả lời không có người trùng họ tên và năm sinh như trong đơn.',
  });
  tell.at('2022-05-17 15:20', SECOND_OFFICER, 'RecordContact', {
    with: 'applicant',
    subject: mother,
    channel: 'phone',
    summary: 'Chị Nhình đọc lại giấy khai sinh: tên đúng là Thoan, sinh tháng 9/2002; đơn viết nhầm.',
  });
  tell.correct('2022-05-18 08:10', SECOND_OFFICER, daughter, {
    changes: { name: 'Vi Thị Thoan', birthDate: '2002-09-14', otherNames: ['Vi Thị Thoang'] },
    reason: 'Giấy khai sinh ghi khác đơn',
  });
  tell.at('2022-05-18 09:45', SECOND_OFFICER, 'VerifyIdentity', {
    subject: daughter,
    method: 'population_database',
    homeProvince: 'cao-bang',
    homeCommune: 'Xã Vĩnh Khao',
  });
  const form = tell.attach('2022-05-18 10:10', SECOND_OFFICER, {
    kind: 'request_form',
    title: 'Đơn đề nghị giúp đỡ của bà Lý Thị Nhình (viết lại)',
    lines: ['Người cần giúp: Vi Thị Thoan, sinh ngày 14/9/2002.', 'Lần liên lạc cuối: 13/5/2022.'],
    copyKind: 'original',
  });
  const papers = [{ kind: 'request_form', documentId: form }, { kind: 'id_copy' }] as const;
  tell.at('2022-05-18 10:25', SECOND_OFFICER, 'CompleteDossier', { what: 'request', papers });
  tell.at('2022-05-18 14:15', SECOND_OFFICER, 'RecordKindDetails', {
    details: { victimStatus: 'in_verification', minor: false },
  });
  tell.at(
    '2022-05-18 16:20',
    HEAD,
    'ForwardCase',
    { addressee: 'consular_department', enclosures: papers },
    { source: outgoing('771', '2022-05-18') },
  );
  tell.at(
    '2022-05-18 16:28',
    HEAD,
    'ForwardCase',
    { addressee: 'other', agency: 'Công an tỉnh Cao Bằng', enclosures: papers },
    { source: outgoing('772', '2022-05-18') },
  );
  tell.at(
    '2022-06-09 08:30',
    SECOND_OFFICER,
    'RecordMissionReport',
    {
      mission: 'kh-sihanoukville',
      location: 'Chưa xác định được khu nhà',
      condition: 'Chưa tiếp cận được; lực lượng sở tại đang rà soát theo danh sách.',
      nextStep: 'Đề nghị gia đình cung cấp ảnh, số điện thoại và định vị gần nhất.',
    },
    { on: '2022-06-06', source: incoming('3660', '2022-06-09', 'Cục Lãnh sự', '761/LS-BHCD') },
  );
  tell.at('2022-06-10 09:50', SECOND_OFFICER, 'RecordContact', {
    with: 'applicant',
    subject: mother,
    channel: 'in_person',
    summary: 'Gia đình nộp ảnh và ba số điện thoại từng gọi về; dặn gia đình không chuyển tiền cho người lạ.',
  });
  tell.attach('2022-06-10 10:05', SECOND_OFFICER, {
    kind: 'photo',
    title: 'Ảnh và số điện thoại do gia đình cung cấp',
    lines: ['Một ảnh chân dung (mô tả), ba số điện thoại đã gửi cơ quan đại diện.'],
    as: 'text',
  });
  tell.at('2022-07-19 14:55', SECOND_OFFICER, 'RecordKindDetails', {
    details: { policeCaseNumber: 'Tin báo số 0000517 của Công an tỉnh' },
  });
  tell.at(
    '2022-08-24 09:20',
    SECOND_OFFICER,
    'RecordMissionReport',
    {
      mission: 'kh-sihanoukville',
      location: 'Một khu nhà tại Sihanoukville',
      condition: 'Công dân nhắn còn khỏe, bị ép làm việc trên mạng.',
      nextStep: 'Phối hợp lực lượng sở tại kiểm tra khu nhà trong tháng 9.',
    },
    { on: '2022-08-22', source: incoming('5438', '2022-08-24', 'Cục Lãnh sự', '1105/LS-BHCD') },
  );
  tell.at('2022-09-07 15:40', SECOND_OFFICER, 'AddNote', {
    text: 'Một người khác cùng tỉnh vừa được giải cứu tại cùng khu vực, cho biết có gặp cô Thoan hồi tháng 8. Hai vụ việc để riêng vì là hai người khác nhau.',
  });
  tell.at('2022-12-08 10:15', SECOND_OFFICER, 'RecordContact', {
    with: 'relative',
    subject: mother,
    channel: 'phone',
    summary: 'Báo gia đình: chưa giải cứu được, cơ quan đại diện và công an hai bên vẫn tiếp tục.',
  });
});
