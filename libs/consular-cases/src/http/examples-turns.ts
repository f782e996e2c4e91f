import { bodyOf } from './examples.js';
import * as turns from './turns.dto.js';

export const MARK_UNREACHABLE = bodyOf(
  turns.MarkUnreachableDto,
  'Nobody answers any more',
  { explanation: 'Số điện thoại không còn dùng, xã không biết nơi ở mới.' },
  'For a case in which two contacts in a row were not answered.',
);
