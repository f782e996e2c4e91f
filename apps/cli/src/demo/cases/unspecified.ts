import { story } from '../story.js';
import { HEAD, OFFICER } from './office.js';

/** A father from Bảo Lâm has lost touch with his son. What happened, and where, nobody knows; the letter is overdue. */
export const unspecified = story('unspecified', (tell) => {
  const son = tell.register('2022-11-21 14:05', OFFICER, {
    kind: 'person',
    name: 'Lầu Mí Sình',
    birthDate: '1998',
    sex: 'male',
    homeCommune: 'Xã Thượng Lâm Khê',
    homeProvince: 'cao-bang',
    nationality: 'VN',
  });
  const father = tell.register('2022-11-21 14:11', OFFICER, {
    kind: 'person',
    name: 'Lầu Chứ Pó',
    birthDate: '1970',
    sex: 'male',
    address: 'Xóm Phiêng Tẻn, xã Thượng Lâm Khê, huyện Bảo Lâm, tỉnh Cao Bằng',
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900001017' }],
  });
  tell.open('2022-11-21 14:20', OFFICER, {
    channel: 'phone_line',
    kind: 'unspecified',
    country: 'not_stated',
    responsibilityBasis: 'home_residence',
    subjects: [son],
    applicant: father,
    urgency: 'normal',
    summary:
      'Con trai đi làm thuê bên ngoài, hai tháng không gọi về. Gia đình không rõ ở nước nào, có gặp chuyện gì không.',
  });
  tell.at('2022-11-22 08:10', HEAD, 'AssignOfficer', { officer: OFFICER, role: 'lead' });
  tell.at('2022-11-24 09:30', OFFICER, 'VerifyIdentity', {
    subject: son,
    method: 'commune_police',
    homeProvince: 'cao-bang',
    homeCommune: 'Xã Thượng Lâm Khê',
  });
  tell.at('2022-11-28 15:10', OFFICER, 'RecordContact', {
    with: 'applicant',
    subject: father,
    channel: 'phone',
    summary: 'Hướng dẫn ông Pó viết đơn theo mẫu, xin xác nhận của xã; dặn hỏi thêm bạn cùng đi.',
  });
  const form = tell.attach('2022-12-13 10:35', OFFICER, {
    kind: 'request_form',
    title: 'Đơn đề nghị giúp đỡ của ông Lầu Chứ Pó',
    lines: ['Người cần tìm: Lầu Mí Sình, sinh năm 1998.', 'Lần liên lạc cuối: giữa tháng 9/2022.'],
    copyKind: 'original',
  });
  tell.at('2022-12-13 10:50', OFFICER, 'CompleteDossier', {
    what: 'request',
    papers: [
      { kind: 'request_form', documentId: form },
      { kind: 'id_copy' },
      { kind: 'commune_confirmation' },
    ],
  });
  tell.at('2022-12-20 16:20', OFFICER, 'AddNote', {
    text: 'Chưa xác định được nước sở tại nên chưa rõ gửi cơ quan đại diện nào; công văn gửi Cục Lãnh sự còn chờ ý kiến lãnh đạo.',
  });
});
