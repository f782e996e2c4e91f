/** A written text as it is kept: composed (NFC), and without white space around it. */
export const tidy = (written: string): string => written.normalize('NFC').trim();

/**
 * Text as people type it when they search: lower case, no diacritics, `đ` as `d`, single spaces.
 * Stored beside what is searched, so that every store gives the same answer whatever its collation.
 */
export function withoutDiacritics(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The distinct words of {@link withoutDiacritics}. */
export function searchWords(text: string): string[] {
  return [...new Set(withoutDiacritics(text).split(' '))].filter((word) => word !== '');
}

const VISIBLE = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Nothing in it can be seen: empty, white space, marks of direction, fillers. */
export const isBlank = (text: string): boolean => !VISIBLE.test(text);
