import fc from 'fast-check';
import { addDays, daysBetween, isLocalDate, localDateOf, startOfDay, WorkCalendar } from './index.js';

const calendar = new WorkCalendar({
  version: 'test',
  weekend: [6, 7],
  holidays: ['2022-01-31', '2022-02-01', '2022-02-02', '2022-02-03', '2022-02-04'],
  workingDays: ['2022-02-12'],
});

const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2020-01-01', days));

describe('the working calendar', () => {
  it('rests on weekends and holidays, and works on swapped days', () => {
    expect(
      ['2022-01-28', '2022-01-29', '2022-01-31', '2022-02-07', '2022-02-12'].map((d) =>
        calendar.isWorkingDay(d),
      ),
    ).toEqual([true, false, false, true, true]);
  });

  it('ends a limit of no days on the trigger, or on the first working day after it', () => {
    expect(calendar.limitEnd('2022-01-28', 0, 'working_days')).toBe('2022-01-28');
    expect(calendar.limitEnd('2022-01-29', 0, 'working_days')).toBe('2022-02-07');
  });

  it('never ends a limit on a rest day', () => {
    fc.assert(
      fc.property(
        day,
        fc.nat(60),
        fc.constantFrom('calendar_days' as const, 'working_days' as const),
        (from, limit, unit) => calendar.isWorkingDay(calendar.limitEnd(from, limit, unit)),
      ),
    );
  });

  it('ends a limit of years on the same day, or on the first working day after it', () => {
    expect(calendar.limitEnd('2021-03-15', 1, 'years')).toBe('2022-03-15');
    expect(calendar.limitEnd('2021-01-30', 1, 'years')).toBe('2022-02-07');
    expect(calendar.limitEnd('2020-02-29', 3, 'years')).toBe('2023-02-28');
  });

  it('counts as many working days as a limit has', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 60 }),
        (from, limit) =>
          calendar.workingDaysBetween(from, calendar.limitEnd(from, limit, 'working_days')) === limit,
      ),
    );
  });

  it('counts every working day once, however far the days lie apart', () => {
    fc.assert(
      fc.property(day, fc.nat(1200), (from, days) => {
        const each = Array.from({ length: days }, (_, index) => addDays(from, index + 1));
        const counted = calendar.workingDaysBetween(from, addDays(from, days));
        return counted === each.filter((date) => calendar.isWorkingDay(date)).length;
      }),
      { numRuns: 50 },
    );
  });

  it('counts backwards as it counts forwards', () => {
    fc.assert(
      fc.property(
        day,
        day,
        (a, b) => calendar.workingDaysBetween(a, b) === -calendar.workingDaysBetween(b, a) || a === b,
      ),
    );
  });
});

describe('days and moments', () => {
  it('belong to the office: a day begins at its midnight there', () => {
    expect(startOfDay('2022-01-03', 'Asia/Ho_Chi_Minh')).toBe('2022-01-02T17:00:00.000Z');
    expect(localDateOf('2022-01-02T17:00:00.000Z', 'Asia/Ho_Chi_Minh')).toBe('2022-01-03');
    expect(localDateOf('2022-01-02T16:59:59.999Z', 'Asia/Ho_Chi_Minh')).toBe('2022-01-02');
  });

  it('are checked', () => {
    expect(
      ['2024-02-29', '2023-02-29', '2022-13-01', '22-01-01', '2022-1-1', 20220101, null].map(isLocalDate),
    ).toEqual([true, false, false, false, false, false, false]);
  });

  it('add up', () => {
    fc.assert(fc.property(day, day, (a, b) => addDays(a, daysBetween(a, b)) === b));
  });
});
