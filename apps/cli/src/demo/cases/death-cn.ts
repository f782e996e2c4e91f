import { story } from '../story.js';
import { BORDER_OFFICER, HEAD, incoming, OFFICER, outgoing } from './office.js';

/** A worker dies in China. The letter to the ministry goes out late: the family needed time, and a holiday came. */
export const deathChina = story('death-cn', (tell) => {
  const worker = tell.register('2022-04-06 07:50', OFFICER, {
    kind: 'person',
    name: 'Triệu Văn Phin',
    birthDate: '1990-12-01',
    sex: 'male',
    address: 'Xóm Khuổi Rào, xã Mai Lĩnh, huyện Bảo Lạc, tỉnh Cao Bằng',
    homeCommune: 'Xã Mai Lĩnh',
    homeProvince: 'cao-bang',
    nationality: 'VN',
  });
  tell.open(
    '2022-04-06 08:12',
    OFFICER,
    {
      channel: 'consular_department_letter',
      kind: 'death_abroad',
      country: 'CN',
      place: 'Thành phố Sùng Tả, Quảng Tây',
      responsibilityBasis: 'home_residence',
      subjects: [worker],
      urgency: 'normal',
      summary:
        'Cục Lãnh sự chuyển thông báo của phía bạn về một công dân tử vong tại công trường, đề nghị xác minh nhân thân.',
      details: { diedOn: '2022-04-02', placeOfDeath: 'Công trường tại Sùng Tả' },
    },
    { on: '2022-04-05', source: incoming('2190', '2022-04-05', 'Cục Lãnh sự', '452/LS-BHCD') },
  );
  tell.at('2022-04-06 08:30', HEAD, 'AssignOfficer', { officer: OFFICER, role: 'lead' });
  tell.at('2022-04-06 08:33', HEAD, 'AssignOfficer', { officer: BORDER_OFFICER, role: 'support' });
  const brother = tell.register('2022-04-06 14:05', OFFICER, {
    kind: 'person',
    name: 'Triệu Văn Quẩy',
    birthDate: '1986',
    sex: 'male',
    identityPapers: [{ kind: 'citizen_id', number: '004086000407', issuedOn: '2021-08-16' }],
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900000407' }],
  });
  tell.at('2022-04-06 15:35', OFFICER, 'VerifyIdentity', {
    subject: worker,
    method: 'commune_police',
    homeProvince: 'cao-bang',
    homeCommune: 'Xã Mai Lĩnh',
    residenceProof: 'household_registration',
  });
  tell.at('2022-04-07 09:00', OFFICER, 'RecordContact', {
    with: 'relative',
    subject: brother,
    channel: 'commune',
    summary: 'Qua Công an xã báo tin cho gia đình; gia đình xin vài ngày bàn việc an táng.',
  });
  const confirmation = tell.attach('2022-04-07 10:20', OFFICER, {
    kind: 'commune_confirmation',
    title: 'Công an xã Mai Lĩnh xác nhận nhân thân',
    lines: ['Triệu Văn Phin, sinh ngày 01/12/1990, thường trú tại xóm Khuổi Rào.'],
    copyKind: 'original',
  });
  tell.at('2022-04-07 10:30', OFFICER, 'CompleteDossier', {
    what: 'request',
    papers: [{ kind: 'commune_confirmation', documentId: confirmation }, { kind: 'official_letter' }],
  });
  tell.at('2022-04-12 16:30', OFFICER, 'AddNote', {
    text: 'Gia đình nghỉ Giỗ Tổ mới họp được, chiều nay trả lời chọn hỏa táng. Công văn trình ký sáng mai, đã chậm so với hạn.',
  });
  tell.at(
    '2022-04-13 10:15',
    HEAD,
    'ForwardCase',
    {
      addressee: 'consular_department',
      enclosures: [{ kind: 'commune_confirmation', documentId: confirmation }, { kind: 'authorisation' }],
    },
    { source: outgoing('577', '2022-04-13') },
  );
  tell.at('2022-04-13 10:25', OFFICER, 'RecordKindDetails', {
    details: { relativesChoice: 'cremation_abroad', authorisedRelative: brother },
  });
  tell.at(
    '2022-04-20 08:45',
    OFFICER,
    'RecordMissionReport',
    {
      mission: 'cn-nanning',
      location: 'Nhà tang lễ thành phố Sùng Tả',
      condition: 'Công an sở tại kết luận tai nạn lao động, không có dấu hiệu tội phạm.',
      nextStep: 'Hỏa táng theo nguyện vọng gia đình ngày 25/4; chủ sử dụng lao động bồi thường.',
    },
    { on: '2022-04-19', source: incoming('2522', '2022-04-20', 'Tổng Lãnh sự quán tại Nam Ninh', '96/TLSQ') },
  );
  tell.at('2022-04-20 08:55', OFFICER, 'RecordKindDetails', {
    details: {
      causeOfDeath: 'Tai nạn lao động (ngã giàn giáo)',
      deathCertificate: 'Giấy chứng tử số 0000418 của bệnh viện Sùng Tả',
      costs: { amount: 1_850_000, currency: 'CNY' },
      insurerOrEmployer: 'Chủ thầu xây dựng tại Sùng Tả',
    },
  });
  tell.at(
    '2022-04-27 14:20',
    BORDER_OFFICER,
    'RecordSupportPayment',
    {
      payer: 'employer',
      amount: { amount: 9_000_000, currency: 'CNY' },
      purpose: 'Chủ thầu bồi thường, trao gia đình qua Tổng Lãnh sự quán',
      repayable: false,
    },
    {
      on: '2022-04-25',
      source: incoming('2680', '2022-04-27', 'Tổng Lãnh sự quán tại Nam Ninh', '103/TLSQ'),
    },
  );
  tell.at(
    '2022-04-27 14:40',
    OFFICER,
    'RecordOutcome',
    {
      outcome: 'died_buried_abroad',
      explanation: 'Đã hỏa táng và gửi tro cốt tại nghĩa trang sở tại theo nguyện vọng gia đình.',
    },
    { on: '2022-04-25' },
  );
  tell.at('2022-04-28 09:10', OFFICER, 'NotifyFamily', {
    relative: brother,
    channel: 'commune',
    summary: 'Báo kết quả qua UBND xã, trao bản sao giấy chứng tử và biên nhận tiền bồi thường.',
  });
  tell.at('2022-05-05 10:00', HEAD, 'CloseCase', {});
});
