import { story } from '../story.js';
import { HEAD, incoming, SECOND_OFFICER } from './office.js';

/** A body is to come home; at the end of the year one paper of the supplement is still missing. */
export const remainsBody = story('remains-body', (tell) => {
  const deceased = tell.register('2022-12-14 08:10', SECOND_OFFICER, {
    kind: 'person',
    name: 'La Văn Thường',
    birthDate: '1993-06-18',
    sex: 'male',
    homeCommune: 'Xã Bản Ngườm',
    homeProvince: 'cao-bang',
    nationality: 'VN',
  });
  const father = tell.register('2022-12-14 08:16', SECOND_OFFICER, {
    kind: 'person',
    name: 'La Văn Chấn',
    birthDate: '1966',
    sex: 'male',
    identityPapers: [{ kind: 'citizen_id', number: '004066001119', issuedOn: '2021-11-30' }],
    address: 'Xóm Bó Lài, xã Bản Ngườm, huyện Thạch An, tỉnh Cao Bằng',
    homeProvince: 'cao-bang',
    nationality: 'VN',
    contacts: [{ phone: '0900001119' }],
  });
  tell.open(
    '2022-12-14 08:30',
    SECOND_OFFICER,
    {
      channel: 'post',
      kind: 'remains_repatriation',
      country: 'not_stated',
      responsibilityBasis: 'family_residence',
      subjects: [deceased],
      applicant: father,
      urgency: 'urgent',
      summary: 'Gia đình gửi đơn xin đưa thi hài anh Thường về an táng; đơn không ghi nơi mất.',
      details: { form: 'body' },
    },
    { on: '2022-12-13', source: incoming('7982', '2022-12-13', 'Thân nhân, đơn gửi qua bưu điện') },
  );
  tell.at('2022-12-14 09:00', HEAD, 'AssignOfficer', { officer: SECOND_OFFICER, role: 'lead' });
  tell.at(
    '2022-12-16 10:05',
    SECOND_OFFICER,
    'VerifyIdentity',
    {
      subject: deceased,
      method: 'commune_committee',
      homeProvince: 'cao-bang',
      homeCommune: 'Xã Bản Ngườm',
      residenceProof: 'household_registration',
    },
    { source: incoming('8041', '2022-12-15', 'UBND xã Bản Ngườm', '112/UBND') },
  );
  tell.at('2022-12-19 14:25', SECOND_OFFICER, 'RequestSupplement', {
    dossier: 'remains',
    missing: ['quarantine_certificate', 'relationship_proof'],
    explanation:
      'Thi hài cần giấy chứng nhận kiểm dịch y tế; đơn chưa kèm giấy tờ chứng minh quan hệ cha con.',
    dueOn: '2022-12-30',
  });
  const proof = tell.attach('2022-12-26 09:10', SECOND_OFFICER, {
    kind: 'relationship_proof',
    title: 'Trích lục khai sinh của anh La Văn Thường',
    lines: ['Cha: La Văn Chấn.'],
    copyKind: 'certified',
  });
  tell.at(
    '2022-12-26 09:20',
    SECOND_OFFICER,
    'RecordSupplement',
    {
      papers: [{ kind: 'relationship_proof', documentId: proof }],
      complete: false,
    },
    { source: incoming('8177', '2022-12-23', 'Ông La Văn Chấn') },
  );
  tell.at('2022-12-29 10:40', SECOND_OFFICER, 'RecordContact', {
    with: 'applicant',
    subject: father,
    channel: 'phone',
    summary: 'Bệnh viện hẹn cấp giấy kiểm dịch sau ngày nghỉ Tết Dương lịch; gia đình sẽ gửi ngay khi có.',
  });
});
