const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Whether a code is that of a language, ISO 639-1. */
export const isLanguage = (code: string): boolean => /^[a-z]{2}$/.test(code) && NAMES.of(code) !== undefined;
