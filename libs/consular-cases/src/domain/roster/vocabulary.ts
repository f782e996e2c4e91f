import { type Choice } from '../vocabulary/index.js';

const list = <const L extends readonly Choice[]>(choices: L): L => choices;

/** How somebody on a roster is, as far as the office knows. // A-12, domain rules */
export const ROSTER_STATUSES = list([
  { code: 'not_found', vi: 'Chưa tìm thấy', en: 'Not found' },
  { code: 'to_evacuate', vi: 'Cần sơ tán', en: 'To be evacuated' },
  { code: 'evacuated', vi: 'Đã sơ tán', en: 'Evacuated' },
  { code: 'safe', vi: 'An toàn', en: 'Safe' },
]);
export type RosterStatus = (typeof ROSTER_STATUSES)[number]['code'];
