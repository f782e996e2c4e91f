/** What an agency that was asked thinks. // Consular cases, domain rules */
export const STANCES = [
  { code: 'agree', vi: 'Thống nhất', en: 'Agrees' },
  { code: 'object', vi: 'Không thống nhất', en: 'Objects' },
  { code: 'conditional', vi: 'Thống nhất có điều kiện', en: 'Agrees on conditions' },
  { code: 'silent', vi: 'Quá hạn không có ý kiến', en: 'Did not answer' },
] as const;
export type Stance = (typeof STANCES)[number]['code'];
