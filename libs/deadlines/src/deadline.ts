import { daysBetween, type DayUnit, type LocalDate, type WorkCalendar } from '#kernel';

/** A limit of the office's table of deadlines. // T-1 to T-25, domain rules */
export interface DeadlineRule {
  /** `T-6` */
  readonly id: string;
  readonly limit: number;
  readonly unit: DayUnit;
  /** What has to be done by then. */
  readonly label: { readonly vi: string; readonly en: string };
}

/**
 * One deadline of one case, computed from its events and the calendar and stored as plain data. It runs, waits
 * (a supplement was asked for: no due day), or is met.
 */
export interface Deadline {
  readonly rule: string;
  /** What it is about, for a rule that asks something of several things in one case. */
  readonly about?: string;
  readonly limit: number;
  readonly unit: DayUnit;
  readonly startedOn: LocalDate;
  /** Since when the clock has been running; `null` while it waits. */
  readonly runningSince: LocalDate | null;
  /** Days used up before the clock last stopped. */
  readonly usedDays: number;
  /** Last day of the limit; `null` while the clock waits. */
  readonly dueOn: LocalDate | null;
  readonly metOn: LocalDate | null;
}

/** The deadlines of one case, one a rule, as its events move them. */
export type Deadlines = readonly Deadline[];

/** Starts a rule's clock; a rule that runs already keeps its first trigger. */
export function startDeadline(
  deadlines: Deadlines,
  rule: Pick<DeadlineRule, 'id' | 'limit' | 'unit'>,
  on: LocalDate,
  calendar: WorkCalendar,
): Deadlines {
  if (deadlines.some((deadline) => deadline.rule === rule.id)) return deadlines;
  const { id, limit, unit } = rule;
  const dueOn = calendar.limitEnd(on, limit, unit);
  return [
    ...deadlines,
    { rule: id, limit, unit, startedOn: on, runningSince: on, usedDays: 0, dueOn, metOn: null },
  ];
}

/** What had to be done was done on that day, in time or not. */
export function meetDeadline(deadlines: Deadlines, rule: string, on: LocalDate): Deadlines {
  return deadlines.map((deadline) =>
    deadline.rule === rule && deadline.metOn === null ? { ...deadline, metOn: on } : deadline,
  );
}

/** A supplement was asked for: the clocks of `rules`, which wait for it, stop. // T-3, T-4, T-6, domain rules */
export function pauseDeadlines(
  deadlines: Deadlines,
  rules: ReadonlySet<string>,
  on: LocalDate,
  calendar: WorkCalendar,
): Deadlines {
  return deadlines.map((deadline) => {
    if (!rules.has(deadline.rule) || !isOpen(deadline) || deadline.runningSince === null) return deadline;
    const usedDays = deadline.usedDays + daysUsed(deadline.runningSince, on, deadline.unit, calendar);
    // A limit that had already run out stays missed: a late request for papers buys no time.
    if (usedDays > deadline.limit) return deadline;
    return { ...deadline, usedDays, runningSince: null, dueOn: null };
  });
}

/** The dossier is complete: stopped clocks go on with the days that were left. */
export function resumeDeadlines(deadlines: Deadlines, on: LocalDate, calendar: WorkCalendar): Deadlines {
  return deadlines.map((deadline) => {
    if (!isOpen(deadline) || deadline.runningSince !== null) return deadline;
    const dueOn = calendar.limitEnd(on, deadline.limit - deadline.usedDays, deadline.unit);
    return { ...deadline, runningSince: on, dueOn };
  });
}

/** More time was allowed: the limit is longer by as much, also when its clock stops later. */
export function extendDeadline(
  deadlines: Deadlines,
  rule: string,
  newDue: LocalDate,
  calendar: WorkCalendar,
): Deadlines {
  return deadlines.map((deadline) => {
    if (deadline.rule !== rule || !isOpen(deadline) || deadline.dueOn === null) return deadline;
    const more = daysUsed(deadline.dueOn, newDue, deadline.unit, calendar);
    return { ...deadline, limit: deadline.limit + more, dueOn: newDue };
  });
}

/** The due day that comes first among the open deadlines; `null` when nothing is due. */
export function nextDueOn(deadlines: Deadlines): LocalDate | null {
  const due = deadlines.filter(isOpen).flatMap(({ dueOn }) => dueOn ?? []);
  return due.sort()[0] ?? null;
}

/** How a deadline stands on a day: computed when asked, nothing happens because time passes. */
export type DeadlineStanding = 'open' | 'overdue' | 'paused' | 'met' | 'met_late';

export function standingOf(deadline: Deadline, today: LocalDate): DeadlineStanding {
  if (deadline.metOn !== null) {
    return deadline.dueOn !== null && deadline.metOn > deadline.dueOn ? 'met_late' : 'met';
  }
  if (deadline.dueOn === null) return 'paused';
  return deadline.dueOn < today ? 'overdue' : 'open';
}

const isOpen = (deadline: Deadline): boolean => deadline.metOn === null;

function daysUsed(from: LocalDate, to: LocalDate, unit: DayUnit, calendar: WorkCalendar): number {
  const used = unit === 'working_days' ? calendar.workingDaysBetween(from, to) : daysBetween(from, to);
  return Math.max(0, used);
}
