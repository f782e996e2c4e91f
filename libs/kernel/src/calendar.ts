import { addDays, daysBetween, type LocalDate } from './time.js';

/** Limits are counted in calendar days (ngày) or working days (ngày làm việc); every limit says which. // domain.md §6 */
export type DayUnit = 'calendar_days' | 'working_days';

/** Which days an office rests. Holidays and swapped days are data that an administrator replaces. */
export interface CalendarData {
  readonly version: string;
  /** ISO weekdays that are rest days: 6 Saturday, 7 Sunday. */
  readonly weekend: readonly number[];
  readonly holidays: readonly LocalDate[];
  /** Rest days that the government swapped into working days. */
  readonly workingDays: readonly LocalDate[];
}

/** Days as an office counts them. */
export class WorkCalendar {
  readonly version: string;
  private readonly weekend: ReadonlySet<number>;
  private readonly holidays: ReadonlySet<LocalDate>;
  private readonly swapped: ReadonlySet<LocalDate>;

  constructor(data: CalendarData) {
    this.version = data.version;
    this.weekend = new Set(data.weekend);
    this.holidays = new Set(data.holidays);
    this.swapped = new Set(data.workingDays);
  }

  isWorkingDay(date: LocalDate): boolean {
    if (this.swapped.has(date)) return true;
    return !this.holidays.has(date) && !this.weekend.has(Temporal.PlainDate.from(date).dayOfWeek);
  }

  /** `date` itself when it is a working day, else the next one. */
  workingDayFrom(date: LocalDate): LocalDate {
    let day = date;
    while (!this.isWorkingDay(day)) day = addDays(day, 1);
    return day;
  }

  /**
   * The last day of a limit. Day 1 is the day after the trigger; an end on a rest day moves to the next
   * working day. A limit of 0 ends on the trigger's own day. // Clock rules, domain.md §6
   */
  limitEnd(trigger: LocalDate, days: number, unit: DayUnit): LocalDate {
    if (unit === 'calendar_days') return this.workingDayFrom(addDays(trigger, days));
    let day = days === 0 ? this.workingDayFrom(trigger) : trigger;
    for (let left = days; left > 0; left -= 1) day = this.workingDayFrom(addDays(day, 1));
    return day;
  }

  /** Working days after `from` up to and including `to`; negative when `to` lies before `from`. */
  workingDaysBetween(from: LocalDate, to: LocalDate): number {
    if (to < from) return -this.workingDaysBetween(to, from);
    let count = 0;
    for (let left = daysBetween(from, to), day = from; left > 0; left -= 1) {
      day = addDays(day, 1);
      if (this.isWorkingDay(day)) count += 1;
    }
    return count;
  }
}
