import { type Role } from '#kernel';
import { type Bilingual } from '../language.js';
import { type CodeName } from '../problems/problem.js';
import { type Permission } from './access-policy.js';

const listed = (names: Readonly<Record<string, Bilingual>>): readonly CodeName[] =>
  Object.entries(names).map(([code, name]) => ({ code, ...name }));

/** What roles are called, within a sentence. */
export const ROLE_NAMES = listed({
  officer: { vi: 'chuyên viên', en: 'officer' },
  head: { vi: 'trưởng phòng', en: 'division head' },
  director: { vi: 'giám đốc', en: 'director' },
  clerk: { vi: 'văn thư', en: 'clerk' },
  report_reader: { vi: 'người đọc báo cáo', en: 'report reader' },
  inspector: { vi: 'thanh tra', en: 'inspector' },
  analyst: { vi: 'chuyên viên phân tích', en: 'analyst' },
  data_protection_officer: { vi: 'phụ trách bảo vệ dữ liệu', en: 'data-protection officer' },
  administrator: { vi: 'quản trị', en: 'administrator' },
} satisfies Record<Role, Bilingual>);

/** What a role may do or not, within a sentence: somebody “is not permitted to …”. */
export const PERMISSION_NAMES = listed({
  'case.command': { vi: 'ghi vào vụ việc', en: 'record anything about cases' },
  'case.decide': { vi: 'quyết định đề nghị của người khác', en: 'decide what another person proposed' },
  'case.direct': { vi: 'quyết định việc thuộc thẩm quyền giám đốc', en: 'decide what is up to the director' },
  'case.read': { vi: 'xem vụ việc', en: 'read cases' },
  'subject.command': {
    vi: 'ghi vào hồ sơ của người và pháp nhân',
    en: 'record anything about people and legal entities',
  },
  'subject.read': {
    vi: 'xem hồ sơ của người và pháp nhân',
    en: 'read records of people and legal entities',
  },
  'erasure.propose': {
    vi: 'hạn chế xử lý và đề nghị xóa dữ liệu cá nhân',
    en: 'restrict personal data and propose its erasure',
  },
  'personal.read': { vi: 'xem dữ liệu cá nhân', en: 'read personal data' },
  'restricted.read': { vi: 'xem dữ liệu bị hạn chế xử lý', en: 'read restricted data' },
  'history.read': { vi: 'xem lịch sử', en: 'read histories' },
  'report.read': { vi: 'xem số liệu và báo cáo', en: 'read figures and reports' },
  'approval.read': { vi: 'xem những đề nghị chờ quyết định', en: 'see what waits to be decided' },
  'live.read': { vi: 'theo dõi trực tiếp', en: 'follow live updates' },
  'read-model.manage': { vi: 'quản lý mô hình đọc', en: 'look after read models' },
  admin: { vi: 'quản trị hệ thống', en: 'administer the system' },
} satisfies Record<Permission, Bilingual>);
