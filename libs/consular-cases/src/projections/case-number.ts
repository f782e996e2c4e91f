import { withoutDiacritics } from '#kernel';

/** More digits than any year has cases. */
const SEQUENCE_DIGITS = 8;

const bare = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

/** `bhcd`, `2022`, `7` of BHCD-2022-0007: what a case is found by, however its number is padded or separated. */
export const numberWords = (number: string): string[] =>
  withoutDiacritics(number)
    .split(/[^\p{L}\p{N}]+|(?<=\p{L})(?=\p{N})/u)
    .filter((word) => word !== '')
    .map(bare);

/** Orders case numbers as they were given, beyond the padding too. */
export function numberKey(number: string): string {
  const words = numberWords(number);
  const sequence = words.pop() ?? '';
  return [...words, sequence.padStart(SEQUENCE_DIGITS, '0')].join('-');
}

/** True for what can be meant as a case number or a part of one: at most one word of letters, and digits behind it. */
export const isNumberLike = (text: string): boolean =>
  /^\p{L}{0,8}[^\p{L}]*\p{Nd}[^\p{L}]*$/u.test(text.trim());
