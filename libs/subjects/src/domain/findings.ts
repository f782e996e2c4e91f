import { type LocalDate } from '#kernel';
import { type PartialDate } from './details.js';

const FULL_AGE = 18;

/**
 * Whether somebody born on `birthDate` is under 18 on `day`; `undefined` when the known part of the date does not
 * tell. // Civil Code 2015, Article 21
 */
export function isMinorOn(birthDate: PartialDate, day: LocalDate): boolean | undefined {
  const [year = '', ...rest] = birthDate.split('-');
  const birthday = [String(Number(year) + FULL_AGE), ...rest].join('-');
  const known = day.slice(0, birthday.length);
  if (birthday === known && birthday.length < day.length) return undefined;
  return known < birthday;
}

/** Whether a date, as far as it is known, lies after `day`. */
export function isAfter(date: PartialDate, day: LocalDate): boolean {
  return date > day.slice(0, date.length);
}

/** Whether two dates can be the same day as far as they are known. */
export function mayBeSameDay(one: PartialDate, other: PartialDate): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
