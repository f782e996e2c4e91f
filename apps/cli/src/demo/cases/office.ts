import { type LocalDate } from '#kernel';
import { type SourcePaper } from '../story.js';

/** Who works in the demo office; ids of its profile. */
export const OFFICER = 'officer-consular';
export const SECOND_OFFICER = 'officer-consular-2';
export const BORDER_OFFICER = 'officer-border';
export const HEAD = 'head-consular';
export const DIRECTOR = 'director';

/** A paper that came in. */
export const incoming = (number: string, date: LocalDate, issuer: string, symbol?: string): SourcePaper => ({
  register: 'incoming-2022',
  number,
  ...(symbol !== undefined && { symbol }),
  date,
  issuer,
});

/** A letter of the office itself. */
export const outgoing = (number: string, date: LocalDate): SourcePaper => ({
  register: 'outgoing-2022',
  number,
  symbol: `${number}/SNgV-LS`,
  date,
  issuer: 'Sở Ngoại vụ tỉnh Cao Bằng',
});
