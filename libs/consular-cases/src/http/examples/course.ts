import * as course from '../course.dto.js';
import { bodyOf, incoming, outgoing } from './index.js';

export const SEEK_OPINION = bodyOf(course.SeekOpinionDto, 'The provincial police is asked', {
  agency: 'Công an tỉnh',
  question: 'Đề nghị cho ý kiến về việc tiếp nhận công dân qua cửa khẩu.',
  ...outgoing('801'),
});

export const RECORD_OPINION = bodyOf(
  course.RecordOpinionDto,
  'It agrees',
  { requestNo: 1, stance: 'agree', opinion: 'Thống nhất tiếp nhận.', ...incoming('802', 'Công an tỉnh') },
  'For a case in which an agency was asked.',
);

export const EXTEND_DEADLINE = bodyOf(
  course.ExtendDeadlineDto,
  'The director allows more time to put somebody in charge',
  { deadline: 'T-1', newDue: '2099-12-31', authority: 'Giám đốc Sở', reason: 'Chờ phân công.' },
  'For a case in which that deadline runs.',
);
