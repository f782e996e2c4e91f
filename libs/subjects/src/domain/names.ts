import { withoutDiacritics } from '#kernel';
import { type PersonalDetails, type PartialDate, type SubjectKind } from './details.js';
import { mayBeSameDay } from './findings.js';

/** Category of the streams that are people and legal entities. */
export const SUBJECT_CATEGORY = 'subject';

export const subjectStream = (id: string): string => `${SUBJECT_CATEGORY}-${id}`;

/** An identity number as it is compared: capitals and digits only, however it was spaced. */
export const normalisedNumber = (number: string): string =>
  number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Every number that papers of the subject carry, normalised, each once. */
export function identityNumbers({
  identityPapers,
  passport,
}: Pick<PersonalDetails, 'identityPapers' | 'passport'>): string[] {
  const numbers = [...(identityPapers ?? []), ...(passport ? [passport] : [])].map(({ number }) => number);
  return [...new Set(numbers.map(normalisedNumber))].filter((number) => number !== '');
}

/** Why two records may be of one subject. */
export const LIKENESS_REASONS = [
  'same_identity_number',
  'same_name_and_birth_date',
  'same_name',
  'same_name_birth_date_may_match',
  'same_name_birth_date_unknown',
] as const;
export type LikenessReason = (typeof LIKENESS_REASONS)[number];

/** How sure each reason makes, 0 to 100. */
export const LIKENESS_SCORES: Readonly<Record<LikenessReason, number>> = {
  same_identity_number: 100,
  same_name_and_birth_date: 90,
  same_name: 80,
  same_name_birth_date_may_match: 70,
  same_name_birth_date_unknown: 50,
};

/** What two records are compared by. */
export interface Comparable {
  readonly kind: SubjectKind;
  readonly names: readonly string[];
  readonly birthDate?: PartialDate;
}

/**
 * Why two names may be of one subject: the words are the same in any order, diacritics aside, and the birth dates do
 * not speak against it. `null` when they are two.
 */
export function nameLikeness(one: Comparable, other: Comparable): LikenessReason | null {
  if (one.kind !== other.kind) return null;
  const keys = new Set(one.names.map(wordKey));
  if (!other.names.some((name) => keys.has(wordKey(name)))) return null;
  if (one.kind === 'legal_entity') return 'same_name';
  if (one.birthDate === undefined || other.birthDate === undefined) return 'same_name_birth_date_unknown';
  if (!mayBeSameDay(one.birthDate, other.birthDate)) return null;
  const known = one.birthDate === other.birthDate && one.birthDate.length === 'YYYY-MM-DD'.length;
  return known ? 'same_name_and_birth_date' : 'same_name_birth_date_may_match';
}

const wordKey = (name: string): string => withoutDiacritics(name).split(' ').sort().join(' ');
