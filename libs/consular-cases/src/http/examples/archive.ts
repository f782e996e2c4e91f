import * as archive from '../archive.dto.js';
import { bodyOf } from './index.js';

export const CLOSE_FILE = bodyOf(
  archive.CloseFileDto,
  'Weeded, and kept for as long as files of its kind are',
  { weededOn: '2022-06-20', retention: 'consular', remark: 'Hồ sơ đủ, đã đánh số tờ.' },
  'For a case that is closed or withdrawn, or that another office took.',
);

export const HAND_OVER_TO_ARCHIVE = bodyOf(
  archive.HandOverToArchiveDto,
  'The archive put it on a shelf',
  { reference: 'Kho 1, hộp 12, hồ sơ 34' },
  'For a case whose file is closed.',
);

export const PROPOSE_DESTRUCTION = bodyOf(
  archive.ProposeDestructionDto,
  'The retention has ended',
  { reason: 'Hết thời hạn bảo quản, không còn giá trị sử dụng.' },
  'For a case whose file is closed, and whose retention has ended.',
);
