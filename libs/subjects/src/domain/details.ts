import { type LocalDate, type Personal } from '#kernel';

export const SUBJECT_KINDS = ['person', 'legal_entity'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const SEXES = ['female', 'male', 'other'] as const;
export type Sex = (typeof SEXES)[number];

export const PAPER_KINDS = [
  'citizen_id',
  'identity_card',
  'birth_certificate',
  'seaman_book',
  'business_registration',
  'tax_code',
  'other',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** A day as far as it is known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Many papers state the year of birth only. */
export type PartialDate = string;

export interface IdentityPaper {
  readonly kind: PaperKind;
  readonly number: string;
  readonly issuedOn?: LocalDate;
  readonly issuer?: string;
}

export interface Passport {
  readonly number: string;
  readonly issuedOn?: LocalDate;
  readonly expiresOn?: LocalDate;
  /** Authority or country that issued it. */
  readonly issuer?: string;
}

/** How the subject, or somebody close to it, can be reached. */
export interface Contact {
  readonly name?: string;
  /** What this person is to the subject, in the office's words; absent for the subject itself. */
  readonly relation?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly address?: string;
}

/** Who speaks for a legal entity. */
export interface Representative {
  readonly name: string;
  readonly position?: string;
  readonly phone?: string;
  readonly email?: string;
}

/** What tells who somebody is; in the log each of these is sealed with the subject's own key. // Personal data, domain rules */
export interface PersonalDetails {
  readonly name: string;
  /** Names used before, foreign spellings, abbreviations. */
  readonly otherNames?: readonly string[];
  readonly birthDate?: PartialDate;
  readonly sex?: Sex;
  readonly identityPapers?: readonly IdentityPaper[];
  readonly passport?: Passport;
  readonly address?: string;
  readonly homeCommune?: string;
  readonly contacts?: readonly Contact[];
  readonly representative?: Representative;
}

/** What names nobody and is read by rules, lists and figures as it is. */
export interface Findings {
  /** Under 18 on the day it was recorded. */
  readonly minor?: boolean;
  /** Code of the province or city the subject comes from, as the office profile has it. */
  readonly homeProvince?: string;
  /** ISO 3166-1 alpha-2, or `not_stated`; for a legal entity the country of the law it is under. */
  readonly nationality?: string;
}

export interface SubjectDetails extends PersonalDetails, Findings {}

/** {@link SubjectDetails} as the log keeps them. */
export type RecordedDetails = {
  readonly [K in keyof PersonalDetails]: Personal<Exclude<PersonalDetails[K], undefined>>;
} & Findings;

/** Fields that get another value; `null` takes the value away. */
export type Changes<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> | null };

export type DetailField = keyof SubjectDetails;

const BOTH: readonly SubjectKind[] = SUBJECT_KINDS;
const PERSON: readonly SubjectKind[] = ['person'];
const LEGAL_ENTITY: readonly SubjectKind[] = ['legal_entity'];

/** Which fields are sealed, and which kinds of subject have them. */
export const DETAIL_FIELDS: {
  readonly [F in DetailField]-?: { readonly sealed: boolean; readonly kinds: readonly SubjectKind[] };
} = {
  name: { sealed: true, kinds: BOTH },
  otherNames: { sealed: true, kinds: BOTH },
  birthDate: { sealed: true, kinds: PERSON },
  sex: { sealed: true, kinds: PERSON },
  identityPapers: { sealed: true, kinds: BOTH },
  passport: { sealed: true, kinds: PERSON },
  address: { sealed: true, kinds: BOTH },
  homeCommune: { sealed: true, kinds: PERSON },
  contacts: { sealed: true, kinds: BOTH },
  representative: { sealed: true, kinds: LEGAL_ENTITY },
  minor: { sealed: false, kinds: PERSON },
  homeProvince: { sealed: false, kinds: BOTH },
  nationality: { sealed: false, kinds: BOTH },
};

/** The fields in their order on the form. */
export const DETAIL_NAMES = Object.keys(DETAIL_FIELDS) as readonly DetailField[];
