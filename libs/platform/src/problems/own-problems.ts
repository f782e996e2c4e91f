import { PERMISSION_NAMES, ROLE_NAMES } from '../access/access-names.js';
import { type ProblemDefinition } from './problem.js';

/** Problems of HTTP itself, of access and of carrying commands out; what a rule of the office says is its module's. */
export const OWN_PROBLEMS = {
  'validation.failed': {
    status: 400,
    title: { vi: 'Dữ liệu gửi lên không hợp lệ', en: 'The request holds values that cannot be accepted' },
  },
  'request.malformed': {
    status: 400,
    title: { vi: 'Không đọc được nội dung yêu cầu', en: 'The request cannot be read' },
  },
  'request.unsupported-media-type': {
    status: 415,
    title: {
      vi: 'Nội dung phải là JSON (application/json); nơi nhận tệp đính kèm là multipart/form-data',
      en: 'The body must be JSON (application/json), or multipart/form-data where a file is sent',
    },
  },
  'request.too-large': {
    status: 413,
    title: { vi: 'Nội dung yêu cầu quá lớn', en: 'The body of the request is too large' },
  },
  'request.too-many-uploads': {
    status: 503,
    title: {
      vi: 'Máy chủ đang nhận nhiều tệp cùng lúc, hãy gửi lại sau giây lát',
      en: 'The server is taking many files just now: send this one again in a moment',
    },
  },
  'request.address-too-long': {
    status: 414,
    title: { vi: 'Địa chỉ của yêu cầu quá dài', en: 'The address of the request is too long' },
  },
  'request.headers-too-large': {
    status: 431,
    title: { vi: 'Phần đầu của yêu cầu quá lớn', en: 'The headers of the request are too large' },
  },
  'request.timeout': {
    status: 408,
    title: { vi: 'Yêu cầu được gửi đến quá chậm', en: 'The request took too long to arrive' },
  },
  'request.not-found': {
    status: 404,
    title: { vi: 'Không có địa chỉ này', en: 'There is no such address' },
  },
  'request.method-not-allowed': {
    status: 405,
    title: { vi: 'Địa chỉ này không nhận phương thức đó', en: 'This address does not take that method' },
  },
  'request.foreign-host': {
    status: 421,
    title: {
      vi: 'Máy chủ này không nhận tên {host}; người quản trị có thể thêm tên đó vào ALLOWED_HOSTS',
      en: 'This server does not answer to the name {host}; whoever runs it can add it to ALLOWED_HOSTS',
    },
  },
  'request.foreign-origin': {
    status: 403,
    title: {
      vi: 'Yêu cầu được gửi từ một trang web khác',
      en: 'A page of another site sent this request',
    },
  },
  'request.refused': {
    status: 400,
    title: { vi: 'Yêu cầu bị từ chối', en: 'The request was refused' },
  },
  'request.cursor-invalid': {
    status: 400,
    title: {
      vi: 'Con trỏ trang không còn dùng được, hãy tải lại từ trang đầu',
      en: 'The page cursor cannot be used any more: start again from the first page',
    },
  },
  'access.unknown-actor': {
    status: 401,
    title: {
      vi: 'Không biết người dùng này; X-Demo-Actor phải là một trong: {known}',
      en: 'No such actor; X-Demo-Actor must be one of: {known}',
    },
  },
  'access.denied': {
    status: 403,
    title: {
      vi: 'Vai trò {role} không được phép: {permission}',
      en: 'The role of {role} is not permitted to: {permission}',
    },
    names: { role: ROLE_NAMES, permission: PERMISSION_NAMES },
  },
  'command.key-reused': {
    status: 422,
    title: {
      vi: 'Idempotency-Key này đã dùng cho một nội dung khác',
      en: 'This Idempotency-Key was used for another payload',
    },
  },
  'command.stale-revision': {
    status: 412,
    title: {
      vi: 'Hồ sơ đã thay đổi: bạn xem bản {expected}, nay là bản {actual}',
      en: 'The record has changed: you saw revision {expected}, it is now {actual}',
    },
  },
  'command.conflict': {
    status: 409,
    title: {
      vi: 'Có người khác đang ghi cùng lúc, hãy thử lại',
      en: 'Others were writing at the same time: try again',
    },
  },
  'personal.erased': {
    status: 409,
    title: {
      vi: 'Dữ liệu cá nhân của người này đã được xóa, không thể ghi thêm',
      en: 'This person’s data was erased: nothing more can be written about them',
    },
  },
  'store.unavailable': {
    status: 503,
    title: {
      vi: 'Kho dữ liệu tạm thời không ghi được, hãy thử lại; yêu cầu gửi lại không bị ghi hai lần',
      en: 'The store cannot be used just now: send the same request again, it is not recorded twice',
    },
  },
  'server.starting': {
    status: 503,
    title: {
      vi: 'Máy chủ đang khởi động, hãy thử lại sau; tiến độ ở /health/ready',
      en: 'The server is still starting: try again; /health/ready says how far it is',
    },
  },
  'server.stopping': {
    status: 503,
    title: {
      vi: 'Máy chủ đang dừng, hãy gửi lại sau; yêu cầu này chưa được thực hiện',
      en: 'The server is stopping: send the request again, it was not carried out',
    },
  },
  'past.busy': {
    status: 503,
    title: {
      vi: 'Đang dựng lại {limit} thời điểm khác trong quá khứ, hãy hỏi lại sau giây lát',
      en: '{limit} other moments of the past are being folded: ask again in a moment',
    },
  },
  'history.not-foldable': {
    status: 500,
    title: {
      vi: 'Chương trình này không đọc được lịch sử của hồ sơ {id} từ bản {revision}; nhật ký vẫn nguyên vẹn. Người quản trị xem nguyên nhân ở các luồng bị gác lại và thử lại được; mã tra cứu: {correlationId}',
      en: 'This program cannot take in the history of record {id} from revision {revision} on; its log is whole. An administrator sees the cause among the parked documents and can try again; reference: {correlationId}',
    },
  },
  'live.too-many-connections': {
    status: 503,
    title: {
      vi: 'Đã đủ {limit} kết nối theo dõi trực tiếp',
      en: 'All {limit} live connections are taken',
    },
  },
  'internal.error': {
    status: 500,
    title: {
      vi: 'Lỗi hệ thống; mã tra cứu: {correlationId}',
      en: 'Something went wrong inside; reference: {correlationId}',
    },
  },
} as const satisfies Record<string, ProblemDefinition>;
