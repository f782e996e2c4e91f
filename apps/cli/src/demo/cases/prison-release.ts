import { story } from '../story.js';
import { BORDER_OFFICER, DIRECTOR, HEAD, incoming, outgoing } from './office.js';

/** A man from Lào Cai has served his sentence and is handed over at Trà Lĩnh: our case by the place of the event. */
export const prisonRelease = story('prison-release', (tell) => {
  const released = tell.register('2022-06-07 08:05', BORDER_OFFICER, {
    kind: 'person',
    name: 'Giàng Seo Phử',
    birthDate: '1993',
    sex: 'male',
    homeCommune: 'Xã Sín Lùng',
    homeProvince: 'lao-cai',
    nationality: 'VN',
  });
  tell.open(
    '2022-06-07 08:30',
    BORDER_OFFICER,
    {
      channel: 'foreign_authority_letter',
      kind: 'prison_release',
      country: 'not_stated',
      responsibilityBasis: 'border_gate',
      subjects: [released],
      urgency: 'normal',
      summary: 'Phía bạn báo sẽ trao trả một người mãn hạn tù qua cửa khẩu Trà Lĩnh, quê tỉnh Lào Cai.',
      details: {
        sentence: '18 tháng tù về tội xuất nhập cảnh trái phép',
        releasedOn: '2022-06-14',
        handingAuthority: 'Cơ quan quản lý xuất nhập cảnh phía bạn',
        gate: 'tra-linh',
        receivingForce: 'border_guard',
        homeProvince: 'lao-cai',
      },
    },
    {
      on: '2022-06-06',
      source: incoming('3570', '2022-06-06', 'Cơ quan quản lý xuất nhập cảnh phía bạn', '27/CT'),
    },
  );
  tell.at('2022-06-07 09:00', HEAD, 'AssignOfficer', { officer: BORDER_OFFICER, role: 'lead' });
  tell.at('2022-06-10 10:10', BORDER_OFFICER, 'VerifyIdentity', {
    subject: released,
    method: 'population_database',
    homeProvince: 'lao-cai',
    homeCommune: 'Xã Sín Lùng',
  });
  tell.at('2022-06-13 14:30', BORDER_OFFICER, 'RecordContact', {
    with: 'authority',
    channel: 'phone',
    summary: 'Trao đổi với Sở Ngoại vụ Lào Cai; thống nhất Công an xã Sín Lùng đón tại bến xe.',
  });
  tell.attach('2022-06-15 08:10', BORDER_OFFICER, {
    kind: 'handover_minutes',
    title: 'Biên bản trao trả, tiếp nhận người tại cửa khẩu Trà Lĩnh',
    lines: [
      'Bên giao: cơ quan quản lý xuất nhập cảnh phía bạn.',
      'Bên nhận: Đồn Biên phòng Trà Lĩnh.',
      'Lập lúc 15 giờ 10, 14/6/2022.',
    ],
    pages: 2,
  });
  tell.at(
    '2022-06-15 08:25',
    BORDER_OFFICER,
    'RecordHandoverAtBorder',
    {
      gate: 'tra-linh',
      handedOverBy: 'Cơ quan quản lý xuất nhập cảnh phía bạn',
      receivedBy: 'border_guard',
      route: 'direct',
    },
    { on: '2022-06-14', source: incoming('3782', '2022-06-15', 'Đồn Biên phòng Trà Lĩnh', '31/BB-ĐBP') },
  );
  tell.at(
    '2022-06-15 09:00',
    BORDER_OFFICER,
    'RecordSupportPayment',
    {
      payer: 'provincial_budget',
      amount: { amount: 850_000, currency: 'VND' },
      purpose: 'Tiền ăn và vé xe khách Cao Bằng - Lào Cai',
      repayable: false,
    },
    { on: '2022-06-14', source: outgoing('921', '2022-06-14') },
  );
  tell.at('2022-06-16 15:15', BORDER_OFFICER, 'RecordKindDetails', {
    details: { onwardEscort: 'Đi xe khách ngày 15/6, Công an xã Sín Lùng đón tại bến xe Lào Cai' },
  });
  tell.at(
    '2022-06-17 08:40',
    BORDER_OFFICER,
    'RecordOutcome',
    { outcome: 'released', explanation: 'Đã về đến nơi cư trú ngày 15/6/2022.' },
    { on: '2022-06-15' },
  );
  tell.at('2022-06-20 09:20', BORDER_OFFICER, 'WaiveFamilyNotification', {
    reason: 'Không còn thân nhân gần; Công an xã Sín Lùng trực tiếp đón và bàn giao cho trưởng thôn.',
  });
  tell.at('2022-06-22 10:30', DIRECTOR, 'CloseCase', {
    remark: 'Đã gửi công văn thông báo cho Sở Ngoại vụ Lào Cai.',
  });
});
