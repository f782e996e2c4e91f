import { type ProblemDefinition } from '#platform';
import { type DocumentRefusal } from '../../queries/case-document.handler.js';

/** Said of a file before it is attached. */
export const FILE_TYPE_NOT_ALLOWED = 'consular-case.file-type-not-allowed';

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
  [FILE_TYPE_NOT_ALLOWED]: {
    status: 422,
    title: {
      vi: 'Tệp không thuộc loại được nhận: {allowed}',
      en: 'The file is none of the types that are taken: {allowed}',
    },
  },
} satisfies Readonly<Record<DocumentRefusal | typeof FILE_TYPE_NOT_ALLOWED, ProblemDefinition>>;
