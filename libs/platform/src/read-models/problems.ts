import { type ProblemDefinition } from '../problems/problem.js';

/** Refusals of what is asked of the read models. */
export const READ_MODEL_PROBLEMS = {
  'read-model.unknown': {
    status: 404,
    title: {
      vi: 'Không có mô hình đọc «{name}»; hiện có: {known}',
      en: 'There is no read model “{name}”; there are: {known}',
    },
  },
  'read-model.rebuild-running': {
    status: 409,
    title: {
      vi: 'Đang dựng lại một mô hình đọc: hãy chờ hoặc hủy trước',
      en: 'A read model is being rebuilt: wait for it, or cancel it first',
    },
  },
  'read-model.rebuild-not-running': {
    status: 409,
    title: { vi: '«{name}» không đang được dựng lại', en: '“{name}” is not being rebuilt' },
  },
  'read-model.not-parked': {
    status: 404,
    title: {
      vi: 'Không có luồng nào đang bị gác lại với mã {ids}; chưa thử lại luồng nào',
      en: 'Nothing is parked under {ids}; nothing was tried again',
    },
  },
  'read-model.not-kept': {
    status: 503,
    title: {
      vi: 'Không có tiến trình nào cập nhật mô hình đọc lúc này; yêu cầu chưa được thực hiện',
      en: 'No process keeps the read models just now; nothing was done',
    },
  },
} as const satisfies Record<string, ProblemDefinition>;
