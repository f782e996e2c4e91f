import { DomainError, type LocalDate } from '#kernel';
import {
  type Changes,
  DETAIL_FIELDS,
  DETAIL_NAMES,
  type PersonalDetails,
  type SubjectDetails,
  type SubjectKind,
} from './details.js';
import { type SubjectErrorCode } from './errors.js';
import { isAfter, isMinorOn } from './findings.js';

/** A broken rule of this module. */
export const broken = (code: SubjectErrorCode, message: string, details?: Record<string, unknown>) =>
  new DomainError(code, message, details);

/** Texts in composed form, without spaces around them: the same name typed on two keyboards is the same name. */
export function tidy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? part.normalize('NFC').trim().replace(/\s+/gu, ' ') : part,
  ) as T;
}

/** The first field that subjects of this kind do not have: a legal entity has no birth date. */
export function fieldNotOfKind(kind: SubjectKind, fields: object): DomainError | null {
  const field = DETAIL_NAMES.find((name) => name in fields && !DETAIL_FIELDS[name].kinds.includes(kind));
  return field ? broken('subject.field-not-of-kind', `a ${kind} has no ${field}`, { field, kind }) : null;
}

export function assertOfKind(kind: SubjectKind, fields: object): void {
  const refusal = fieldNotOfKind(kind, fields);
  if (refusal) throw refusal;
}

export function assertNamed({ name }: { readonly name?: string | null }): void {
  if (!name) throw broken('subject.name-required', 'a subject has a name');
}

/** A province is one of the office profile's; which it was stays so when the map changes. */
export function assertProvince(
  { homeProvince }: { readonly homeProvince?: string | null },
  provinces: ReadonlySet<string>,
): void {
  if (!homeProvince || provinces.has(homeProvince)) return;
  throw broken('subject.province-unknown', `there is no province ${homeProvince}`, {
    province: homeProvince,
  });
}

/** Whether the details hold together on `today`. @throws DomainError the rule they break */
export function assertSound(kind: SubjectKind, details: Partial<SubjectDetails>, today: LocalDate): void {
  assertOfKind(kind, details);
  assertPast(details, today);
  assertReachable(details);
}

function assertPast(details: Partial<PersonalDetails>, today: LocalDate): void {
  const dates: readonly (readonly [string, string | undefined])[] = [
    ['birthDate', details.birthDate],
    ['passport.issuedOn', details.passport?.issuedOn],
    ...(details.identityPapers ?? []).map(
      (paper, index) => [`identityPapers.${index}.issuedOn`, paper.issuedOn] as const,
    ),
  ];
  for (const [field, date] of dates) {
    if (date !== undefined && isAfter(date, today)) {
      throw broken('subject.date-in-future', `${field} lies after ${today}`, { field, today });
    }
  }
}

function assertReachable({ contacts = [] }: Partial<PersonalDetails>): void {
  const index = contacts.findIndex(({ phone, email, address }) => !phone && !email && !address);
  if (index >= 0) {
    throw broken('subject.contact-empty', 'a contact says how to reach somebody', {
      field: `contacts.${index}`,
    });
  }
}

/**
 * Whether the subject is a minor on `today`: what the birth date says, else what was stated.
 * @throws DomainError when both are known and differ
 */
export function minorFinding(
  { birthDate, minor: stated }: Pick<SubjectDetails, 'birthDate' | 'minor'>,
  today: LocalDate,
): boolean | undefined {
  const computed = birthDate === undefined ? undefined : isMinorOn(birthDate, today);
  if (computed !== undefined && stated !== undefined && computed !== stated) {
    throw broken('subject.minor-contradicts-birth-date', 'the stated age contradicts the birth date');
  }
  return computed ?? stated;
}

/** `details` after `changes`; `null` takes a value away. */
export function applyChanges<T extends object>(details: T, changes: Changes<T>): T {
  const entries = Object.entries({ ...details, ...changes }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(entries) as T;
}

/** The changes that change something. */
export function realChanges<T extends object>(details: Partial<T>, changes: Changes<T>): Changes<T> {
  const entries = (Object.entries(changes) as [keyof T, unknown][]).filter(
    ([field, value]) => value !== undefined && !same(value, details[field] ?? null),
  );
  return Object.fromEntries(entries) as Changes<T>;
}

function same(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...fields].every((field) => same(one[field], other[field]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
