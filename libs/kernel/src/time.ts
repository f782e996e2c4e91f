/** A moment, RFC 3339 in UTC with milliseconds: `2022-01-03T02:15:00.000Z`. Ordered by plain `<`. */
export type Instant = string;

/** A day without a time, `YYYY-MM-DD`. Ordered by plain `<`. */
export type LocalDate = string;

/** The only way time enters: everything that needs "now" is given one of these. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** The day of `instant` on the wall of `timeZone` (IANA name). */
export function localDateOf(instant: Instant, timeZone: string): LocalDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The moment at which `date` begins in `timeZone`; a date counts from its midnight there. */
export function startOfDay(date: LocalDate, timeZone: string): Instant {
  const zoned = Temporal.PlainDate.from(date).toZonedDateTime(timeZone);
  return new Date(zoned.epochMilliseconds).toISOString();
}

/** `date` moved by calendar days; negative goes back. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Calendar days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/** True for a real day written `YYYY-MM-DD`, years 1900 to 2199. */
export function isLocalDate(value: unknown): value is LocalDate {
  if (typeof value !== 'string' || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** True for a moment with an offset or `Z`. */
export function isInstant(value: unknown): value is Instant {
  if (typeof value !== 'string') return false;
  try {
    Temporal.Instant.from(value);
    return true;
  } catch {
    return false;
  }
}
