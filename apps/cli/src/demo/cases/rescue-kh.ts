import { story } from '../story.js';
import { HEAD, incoming, OFFICER, outgoing, SECOND_OFFICER } from './office.js';

/** A man is freed in Cambodia and comes home; the police, not the office, say that he was a victim. */
export const rescueCambodia = story('rescue-kh', (tell) => {
  const freed = tell.register('2022-09-07 07:55', OFFICER, {
    kind: 'person',
    name: 'Hứa Văn Độ',
    birthDate: '2000-04-23',
    sex: 'male',
    homeCommune: 'Xã Đức Hoành',
    homeProvince: 'cao-bang',
    nationality: 'VN',
  });
  tell.open(
    '2022-09-07 08:15',
    OFFICER,
    {
      channel: 'consular_department_letter',
      kind: 'rescue_return',
      country: 'KH',
      place: 'Sihanoukville',
      responsibilityBasis: 'home_residence',
      subjects: [freed],
      urgency: 'urgent',
      summary:
        'Cục Lãnh sự báo lực lượng sở tại đã giải cứu một nhóm công dân, trong đó có một người Cao Bằng.',
      details: { victimStatus: 'suspected', rescueForce: 'host_state_police', rescuedOn: '2022-08-30' },
    },
    { on: '2022-09-06', source: incoming('5735', '2022-09-06', 'Cục Lãnh sự', '1162/LS-BHCD') },
  );
  tell.at('2022-09-07 08:30', HEAD, 'AssignOfficer', { officer: OFFICER, role: 'lead' });
  tell.at('2022-09-07 08:33', HEAD, 'AssignOfficer', { officer: SECOND_OFFICER, role: 'support' });
  const mother = tell.register('2022-09-07 10:20', OFFICER, {
    kind: 'person',
    name: 'Hoàng Thị Khiếu',
    birthDate: '1974',
    sex: 'female',
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900000915' }],
  });
  tell.at('2022-09-07 14:10', OFFICER, 'VerifyIdentity', {
    subject: freed,
    method: 'commune_police',
    homeProvince: 'cao-bang',
    homeCommune: 'Xã Đức Hoành',
  });
  tell.at(
    '2022-09-07 15:05',
    OFFICER,
    'RecordRescue',
    {
      by: 'host_state_police',
      place: 'Một khu nhà tại Sihanoukville',
      condition: 'Suy nhược nhẹ, không thương tích; đang ở cơ sở tạm trú của Lãnh sự quán.',
    },
    { on: '2022-08-30' },
  );
  // The same place as in the case of the young woman: linked, and still two people and two cases.
  tell.at('2022-09-07 15:30', OFFICER, 'RecordKindDetails', (numbers) => ({
    details: { traffickingCase: numbers('trafficking-kh'), health: 'Suy nhược nhẹ' },
  }));
  tell.at('2022-09-08 10:25', OFFICER, 'RecordKindDetails', { details: { victimStatus: 'in_verification' } });
  tell.at(
    '2022-09-16 09:15',
    OFFICER,
    'RecordTravelDocument',
    { documentKind: 'laissez_passer', issuedBy: 'kh-sihanoukville', number: 'TH-0000967', subject: freed },
    { on: '2022-09-14', source: incoming('5948', '2022-09-16', 'Lãnh sự quán tại Sihanoukville', '63/LSQ') },
  );
  tell.at(
    '2022-09-21 09:40',
    OFFICER,
    'RecordSupportPayment',
    {
      payer: 'citizen_protection_fund',
      amount: { amount: 24_000, currency: 'USD' },
      purpose: 'Ăn ở tạm và xe đưa ra cửa khẩu',
      repayable: false,
    },
    { on: '2022-09-20', source: incoming('6072', '2022-09-21', 'Cục Lãnh sự', '1230/LS-BHCD') },
  );
  tell.at(
    '2022-09-26 08:20',
    SECOND_OFFICER,
    'RecordContact',
    {
      with: 'authority',
      channel: 'phone',
      summary: 'Công an cửa khẩu phía Nam báo đã tiếp nhận; xã và y tế tỉnh chuẩn bị đón, khám sức khỏe.',
    },
    { on: '2022-09-23' },
  );
  tell.at('2022-09-28 14:35', SECOND_OFFICER, 'RecordContact', {
    with: 'subject',
    subject: freed,
    channel: 'in_person',
    summary: 'Anh Độ về đến xã, kể có gặp một cô gái cùng tỉnh trong khu nhà hồi tháng 8.',
  });
  tell.attach('2022-09-28 15:00', SECOND_OFFICER, {
    kind: 'medical_report',
    title: 'Phiếu khám sức khỏe của cơ sở y tế tỉnh',
    lines: ['Kết luận: đủ sức khỏe, cần theo dõi tâm lý.'],
    copyKind: 'copy',
  });
  const decision = incoming('6680', '2022-10-18', 'Công an tỉnh Cao Bằng', '1411/CAT-PC02');
  tell.at(
    '2022-10-18 09:25',
    OFFICER,
    'RecordKindDetails',
    {
      details: {
        victimStatus: 'confirmed',
        victimDecidedBy: 'provincial_police',
        victimDecisionPaper: 'Văn bản số 1411/CAT-PC02 ngày 17/10/2022',
      },
    },
    { on: '2022-10-17', source: decision },
  );
  tell.at(
    '2022-10-18 09:40',
    OFFICER,
    'RecordOutcome',
    { outcome: 'victim_confirmed', decidedBy: 'provincial_police' },
    { on: '2022-10-17', source: decision },
  );
  tell.at('2022-10-18 14:20', OFFICER, 'NotifyFamily', {
    relative: mother,
    channel: 'in_person',
    summary: 'Báo kết quả, hướng dẫn chế độ hỗ trợ nạn nhân tại xã.',
  });
  tell.at('2022-10-21 10:00', HEAD, 'CloseCase', {}, { source: outgoing('1655', '2022-10-21') });
});
