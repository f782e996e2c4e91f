import { story } from '../story.js';
import { BORDER_OFFICER, HEAD, incoming, OFFICER } from './office.js';

const REMAINS = {
  form: 'bones',
  eligibility: 'citizen_resident',
  residenceProof: 'household_registration',
  groupADiseaseExcluded: true,
} as const;

/** Bones of a man who was buried abroad years ago come home; the mission's permit takes longer than it should. */
export const remainsBones = story('remains-bones', (tell) => {
  const buried = tell.register('2022-07-04 08:00', OFFICER, {
    kind: 'person',
    name: 'Bàn Phúc Quyn',
    birthDate: '1958',
    sex: 'male',
    homeCommune: 'Xã Nậm Rịa',
    homeProvince: 'cao-bang',
    nationality: 'VN',
  });
  const daughter = tell.register('2022-07-04 08:06', OFFICER, {
    kind: 'person',
    name: 'Bàn Thị Phàm',
    birthDate: '1985-02-17',
    sex: 'female',
    identityPapers: [{ kind: 'citizen_id', number: '004185000711', issuedOn: '2021-07-22' }],
    address: 'Xóm Khuổi Cưởm, xã Nậm Rịa, huyện Hòa An, tỉnh Cao Bằng',
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900000711' }],
  });
  tell.open(
    '2022-07-04 08:25',
    OFFICER,
    {
      channel: 'post',
      kind: 'remains_repatriation',
      country: 'not_stated',
      responsibilityBasis: 'family_residence',
      subjects: [buried],
      applicant: daughter,
      urgency: 'normal',
      summary: 'Đơn gửi qua bưu điện: gia đình xin đưa hài cốt của bố, mất năm 2014 khi đi làm thuê, về quê.',
      details: { form: 'bones' },
    },
    { on: '2022-07-01', source: incoming('4190', '2022-07-01', 'Thân nhân, đơn gửi qua bưu điện') },
  );
  tell.at('2022-07-04 09:15', HEAD, 'AssignOfficer', { officer: OFFICER, role: 'lead' });
  tell.at(
    '2022-07-06 10:00',
    OFFICER,
    'VerifyIdentity',
    {
      subject: buried,
      method: 'commune_police',
      homeProvince: 'cao-bang',
      homeCommune: 'Xã Nậm Rịa',
      residenceProof: 'household_registration',
    },
    { source: incoming('4286', '2022-07-06', 'Công an xã Nậm Rịa', '74/CAX') },
  );
  const exhumation = tell.attach('2022-07-07 08:15', OFFICER, {
    kind: 'exhumation_certificate',
    title: 'Giấy phép khai quật',
    lines: ['Phần mộ: Bàn Phúc Quyn, mất năm 2014.', 'Hiệu lực đến ngày 31/8/2022.'],
    copyKind: 'certified',
  });
  const quarantine = tell.attach('2022-07-07 08:19', OFFICER, {
    kind: 'quarantine_certificate',
    title: 'Giấy chứng nhận kiểm dịch y tế hài cốt',
    lines: ['Kết luận: đủ điều kiện vận chuyển.'],
    copyKind: 'certified',
  });
  const papers = [
    { kind: 'death_certificate' },
    { kind: 'exhumation_certificate', documentId: exhumation },
    { kind: 'quarantine_certificate', documentId: quarantine },
  ] as const;
  tell.at('2022-07-07 08:40', OFFICER, 'CompleteDossier', { what: 'remains', papers, remains: REMAINS });
  tell.at('2022-07-12 15:00', OFFICER, 'RecordContact', {
    with: 'mission',
    channel: 'phone',
    summary: 'Giục Tổng Lãnh sự quán cấp giấy phép, đã quá hạn một ngày làm việc từ ngày 08/7.',
  });
  tell.at(
    '2022-07-14 08:55',
    OFFICER,
    'RecordRemainsPermit',
    {
      issuingMission: 'cn-kunming',
      remains: REMAINS,
      papers,
      number: '31/2022/GP-HC',
      entryGate: 'soc-giang',
      entryOn: '2022-07-22',
    },
    { on: '2022-07-13', source: incoming('4455', '2022-07-14', 'Tổng Lãnh sự quán tại Côn Minh', '88/TLSQ') },
  );
  tell.at('2022-07-14 09:10', OFFICER, 'RecordKindDetails', {
    details: {
      permit: 'Giấy phép số 31/2022/GP-HC',
      certificates: 'Giấy phép khai quật, giấy kiểm dịch y tế',
      gate: 'soc-giang',
      entryOn: '2022-07-22',
      burialConsent: 'UBND xã Nậm Rịa đồng ý cải táng tại nghĩa trang dòng họ.',
    },
  });
  tell.attach('2022-07-25 08:05', BORDER_OFFICER, {
    kind: 'handover_minutes',
    title: 'Biên bản bàn giao hài cốt tại cửa khẩu Sóc Giang',
    lines: [
      'Bên giao: đơn vị vận chuyển.',
      'Bên nhận: gia đình bà Bàn Thị Phàm.',
      'Lập lúc 9 giờ 45, 22/7/2022.',
    ],
  });
  // Friday's handover was entered on Monday.
  tell.at(
    '2022-07-25 08:20',
    BORDER_OFFICER,
    'RecordHandoverAtBorder',
    { gate: 'soc-giang', handedOverBy: 'Đơn vị vận chuyển', receivedBy: 'family', route: 'direct' },
    { on: '2022-07-22', source: incoming('4672', '2022-07-22', 'Đồn Biên phòng Sóc Giang', '19/BB-ĐBP') },
  );
  tell.at(
    '2022-07-26 09:00',
    OFFICER,
    'RecordOutcome',
    { outcome: 'died_repatriated', explanation: 'Hài cốt đã được cải táng tại quê.' },
    { on: '2022-07-24' },
  );
  tell.at('2022-07-26 09:40', OFFICER, 'NotifyFamily', { relative: daughter, channel: 'phone' });
  tell.at('2022-08-02 14:10', HEAD, 'CloseCase', {});
});
