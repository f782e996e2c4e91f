import { isLocalDate, type LocalDate } from './time.js';

/** Limits are counted in calendar days (ngày), working days (ngày làm việc) or years; every limit says which. // Deadlines, domain rules */
export type DayUnit = 'calendar_days' | 'working_days' | 'years';

/** Which days an office rests. Holidays and swapped days are data that an administrator replaces. */
export interface CalendarData {
  readonly version: string;
  /** ISO weekdays that are rest days: 6 Saturday, 7 Sunday. */
  readonly weekend: readonly number[];
  readonly holidays: readonly LocalDate[];
  /** Rest days that the government swapped into working days. */
  readonly workingDays: readonly LocalDate[];
}

const DAY_MS = 86_400_000;

/** Days since 1970-01-01. */
const numberOf = (date: LocalDate): number => Date.parse(date) / DAY_MS;
const dateOf = (day: number): LocalDate => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The same day of a later year; the last of February for a day that it does not have. */
function yearsAfter(date: LocalDate, years: number): LocalDate {
  const year = Number(date.slice(0, 4)) + years;
  const same = `${year}${date.slice(4)}`;
  return isLocalDate(same) ? same : `${year}-02-28`;
}

/** ISO weekday; 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Days as an office counts them. */
export class WorkCalendar {
  readonly version: string;
  private readonly weekend: ReadonlySet<number>;
  /** Days that are not what their weekday says, and whether they are worked. */
  private readonly exceptions: ReadonlyMap<number, boolean>;

  constructor(data: CalendarData) {
    this.version = data.version;
    this.weekend = new Set(data.weekend);
    const said = new Map<number, boolean>();
    for (const date of data.holidays) said.set(numberOf(date), false);
    for (const date of data.workingDays) said.set(numberOf(date), true);
    this.exceptions = new Map([...said].filter(([day, works]) => works === this.isWeekend(day)));
  }

  isWorkingDay(date: LocalDate): boolean {
    return this.isWorking(numberOf(date));
  }

  /** `date` itself when it is a working day, else the next one. */
  workingDayFrom(date: LocalDate): LocalDate {
    return dateOf(this.workingFrom(numberOf(date)));
  }

  /**
   * The last day of a limit. Day 1 is the day after the trigger; an end on a rest day moves to the next
   * working day. A limit of 0 ends on the trigger's own day. // Deadlines, domain rules
   */
  limitEnd(trigger: LocalDate, days: number, unit: DayUnit): LocalDate {
    if (unit === 'years') return this.workingDayFrom(yearsAfter(trigger, days));
    const start = numberOf(trigger);
    if (unit === 'calendar_days') return dateOf(this.workingFrom(start + days));
    let day = days === 0 ? this.workingFrom(start) : start;
    for (let left = days; left > 0; left -= 1) day = this.workingFrom(day + 1);
    return dateOf(day);
  }

  /** Working days after `from` up to and including `to`; negative when `to` lies before `from`. */
  workingDaysBetween(from: LocalDate, to: LocalDate): number {
    if (to < from) return -this.workingDaysBetween(to, from);
    const [first, last] = [numberOf(from), numberOf(to)];
    const weeks = Math.floor((last - first) / 7);
    let count = weeks * (7 - this.weekend.size);
    for (let day = first + weeks * 7 + 1; day <= last; day += 1) if (!this.isWeekend(day)) count += 1;
    for (const [day, works] of this.exceptions) if (first < day && day <= last) count += works ? 1 : -1;
    return count;
  }

  private isWeekend(day: number): boolean {
    return this.weekend.has(weekdayOf(day));
  }

  private isWorking(day: number): boolean {
    return this.exceptions.get(day) ?? !this.isWeekend(day);
  }

  private workingFrom(day: number): number {
    let working = day;
    while (!this.isWorking(working)) working += 1;
    return working;
  }
}
