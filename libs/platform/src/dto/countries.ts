import { COUNTRY_CODES, isCountry, NOT_STATED } from '#kernel';
import { type Bilingual } from '../language.js';

const names = {
  vi: new Intl.DisplayNames('vi', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

/** True for an ISO 3166-1 alpha-2 code in capitals and for `not_stated`. */
export const isCountryCode = (value: unknown): value is string =>
  typeof value === 'string' && (value === NOT_STATED || isCountry(value));

/** The country's name in both languages; an unknown code names itself. */
export function countryName(code: string): Bilingual {
  if (code === NOT_STATED) return { vi: 'Chưa nêu', en: 'Not stated' };
  if (!isCountry(code)) return { vi: code, en: code };
  return { vi: names.vi.of(code) ?? code, en: names.en.of(code) ?? code };
}

/** Every country code with its names, in the order of codes; `not_stated` last. */
export const allCountries = (): (Bilingual & { readonly code: string })[] =>
  [...COUNTRY_CODES, NOT_STATED].map((code) => ({ code, ...countryName(code) }));
