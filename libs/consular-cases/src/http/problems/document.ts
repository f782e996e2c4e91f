import { type ProblemDefinition } from '#platform';

/** What the content of a document can be refused with; the rules about its record are the domain's. */
export const DOCUMENT_PROBLEMS = {
  'consular-case.document-not-found': {
    status: 404,
    title: {
      vi: 'Hồ sơ vụ việc không có giấy tờ này',
      en: 'The case’s file holds no such document',
    },
  },
  'consular-case.document-erased': {
    status: 410,
    title: {
      vi: 'Nội dung giấy tờ này đã được xóa cùng dữ liệu cá nhân',
      en: 'The content of this document was erased with the personal data',
    },
  },
  'consular-case.file-type-not-allowed': {
    status: 422,
    title: {
      vi: 'Tệp không thuộc loại được nhận: {allowed}',
      en: 'The file is none of the types that are taken: {allowed}',
    },
  },
} satisfies Readonly<Record<string, ProblemDefinition>>;

export type DocumentProblemCode = keyof typeof DOCUMENT_PROBLEMS;
