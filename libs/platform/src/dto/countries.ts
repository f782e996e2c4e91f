import { createRequire } from 'node:module';
import countries, { type LocaleData } from 'i18n-iso-countries';
import { type Bilingual } from '../language.js';

/** A country that the papers do not name. */
export const NOT_STATED = 'not_stated';

const load = createRequire(import.meta.url);
for (const language of ['vi', 'en']) {
  countries.registerLocale(load(`i18n-iso-countries/langs/${language}.json`) as LocaleData);
}

const CODES: ReadonlySet<string> = new Set(Object.keys(countries.getAlpha2Codes()));

/** True for an ISO 3166-1 alpha-2 code in capitals and for {@link NOT_STATED}. */
export const isCountryCode = (value: unknown): value is string =>
  typeof value === 'string' && (value === NOT_STATED || CODES.has(value));

/** The country's name in both languages; an unknown code names itself. */
export function countryName(code: string): Bilingual {
  if (code === NOT_STATED) return { vi: 'Chưa nêu', en: 'Not stated' };
  return { vi: countries.getName(code, 'vi') ?? code, en: countries.getName(code, 'en') ?? code };
}

/** Every country code with its names, in the order of codes; {@link NOT_STATED} last. */
export const allCountries = (): (Bilingual & { readonly code: string })[] =>
  [...[...CODES].sort(), NOT_STATED].map((code) => ({ code, ...countryName(code) }));
