import { type LabelledField, PROCEDURE_LABELS } from '#event-sourcing';
import { DETAIL_NAMES, type DetailField } from '../domain/details.js';
import { type SubjectStreamEvent } from '../domain/events.js';

interface Label {
  readonly vi: string;
  readonly en: string;
}

const DETAIL_LABELS: Readonly<Record<DetailField, Label>> = {
  name: { vi: 'Họ tên hoặc tên gọi', en: 'Name' },
  otherNames: { vi: 'Tên khác', en: 'Other names' },
  birthDate: { vi: 'Ngày sinh', en: 'Birth date' },
  sex: { vi: 'Giới tính', en: 'Sex' },
  identityPapers: { vi: 'Giấy tờ nhân thân', en: 'Identity papers' },
  passport: { vi: 'Hộ chiếu', en: 'Passport' },
  address: { vi: 'Địa chỉ', en: 'Address' },
  homeCommune: { vi: 'Xã, phường thường trú', en: 'Home commune' },
  contacts: { vi: 'Liên hệ', en: 'Contacts' },
  representative: { vi: 'Người đại diện', en: 'Representative' },
  minor: { vi: 'Chưa đủ 18 tuổi', en: 'Minor' },
  homeProvince: { vi: 'Tỉnh, thành phố thường trú', en: 'Home province' },
  nationality: { vi: 'Quốc tịch', en: 'Nationality' },
};

/** The fields of a subject's document that its history compares, in the order of the form. */
export const SUBJECT_FIELDS: readonly LabelledField[] = [
  { field: 'kind', label: { vi: 'Loại', en: 'Kind' } },
  { field: 'merged', label: { vi: 'Hồ sơ đã nhập', en: 'Records merged in' } },
  { field: 'mergedInto', label: { vi: 'Nhập vào hồ sơ', en: 'Merged into' } },
  ...DETAIL_NAMES.map((name) => ({ field: `details.${name}`, label: DETAIL_LABELS[name] })),
];

/** What each event says happened. */
export const EVENT_LABELS: Readonly<Record<SubjectStreamEvent['type'], Label>> = {
  ...PROCEDURE_LABELS,
  SubjectRegistered: { vi: 'Ghi nhận người hoặc pháp nhân', en: 'Registered' },
  SubjectDetailsCorrected: { vi: 'Sửa thông tin', en: 'Details corrected' },
  SubjectsMerged: { vi: 'Nhập hồ sơ trùng của cùng một người', en: 'Another record merged in' },
  SubjectMergedInto: { vi: 'Được nhập vào hồ sơ khác', en: 'Merged into another record' },
  SubjectMergeReverted: { vi: 'Tách lại hồ sơ đã nhập', en: 'Merge taken back' },
  SubjectUnmerged: { vi: 'Được tách lại', en: 'Record of its own again' },
  ProcessingRestricted: { vi: 'Hạn chế xử lý dữ liệu cá nhân', en: 'Processing restricted' },
  RestrictionLifted: { vi: 'Bỏ hạn chế xử lý', en: 'Restriction lifted' },
  PersonalDataErased: { vi: 'Xóa dữ liệu cá nhân', en: 'Personal data erased' },
};
