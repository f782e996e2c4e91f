/** Languages that every sentence of the system exists in. */
export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in both languages. */
export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

/** The best of our languages for an `Accept-Language` header; Vietnamese when it wants neither. */
export function languageOf(header: string | undefined): Language {
  if (header === undefined) return 'vi';
  const ranked = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { tag: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of ranked) {
    if (tag === '*') return 'vi';
    const known = LANGUAGES.find((language) => language === tag);
    if (known) return known;
  }
  return 'vi';
}

/** Fills `{name}` in both languages from `values`; lists are joined, what is missing shows as `…`. */
export function fill(template: Bilingual, values: Readonly<Record<string, unknown>>): Bilingual {
  return { vi: fillText(template.vi, values), en: fillText(template.en, values) };
}

function fillText(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => shown(values[name]));
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return '…';
}
