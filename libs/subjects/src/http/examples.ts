import { type CommandDto } from '#platform';
import {
  type CheckDuplicatesDto,
  type CorrectSubjectDetailsDto,
  type RegisterSubjectDto,
  type SearchSubjectsDto,
} from './subject-input.dto.js';

/** Bodies for the documentation; a spec sends each of them. */
export type Examples<T> = Record<
  string,
  { summary: string; value: Omit<T, keyof CommandDto> & Partial<CommandDto> }
>;

export const REGISTER_EXAMPLES: Examples<RegisterSubjectDto> = {
  person: {
    summary: 'A person, with what the papers say',
    value: {
      kind: 'person',
      name: 'Nông Thị Mẫu',
      birthDate: '2005-06-30',
      sex: 'female',
      identityPapers: [{ kind: 'citizen_id', number: '004305000001', issuedOn: '2021-05-04' }],
      passport: { number: 'C0000001', issuedOn: '2020-01-06', expiresOn: '2030-01-06' },
      address: 'Xóm Mẫu, xã Mẫu',
      homeCommune: 'Xã Mẫu',
      homeProvince: 'cao-bang',
      nationality: 'VN',
      contacts: [{ name: 'Nông Văn Thử', relation: 'cha', phone: '0900000001' }],
    },
  },
  littleKnown: {
    summary: 'A person of whom little is known yet',
    value: { kind: 'person', name: 'Hoàng Văn Thử', birthDate: '1990' },
  },
  legalEntity: {
    summary: 'A legal entity',
    value: {
      kind: 'legal_entity',
      name: 'Công ty TNHH Thử Nghiệm',
      otherNames: ['Thu Nghiem Co., Ltd.'],
      identityPapers: [{ kind: 'tax_code', number: '0000000001' }],
      representative: { name: 'Hoàng Văn Mẫu', position: 'Giám đốc', phone: '0900000002' },
      nationality: 'VN',
    },
  },
};

export const CORRECT_EXAMPLES: Examples<CorrectSubjectDetailsDto> = {
  change: {
    summary: 'Another birth date',
    value: { changes: { birthDate: '2003-06-30' }, reason: 'Giấy khai sinh ghi năm 2003' },
  },
  remove: {
    summary: 'A value taken away',
    value: { remove: ['passport'], reason: 'Hộ chiếu của người khác, nhập nhầm' },
  },
};

export const SEARCH_EXAMPLES: Examples<SearchSubjectsDto> = {
  name: { summary: 'By beginnings of words', value: { name: 'nong mau', limit: 20 } },
  number: { summary: 'By the number of a paper', value: { identityNumber: '0043 0500 0001' } },
};

export const CHECK_EXAMPLES: Examples<CheckDuplicatesDto> = {
  typing: {
    summary: 'What a form holds so far',
    value: { kind: 'person', name: 'nong thi mau', birthDate: '2005' },
  },
};
