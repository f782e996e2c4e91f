import { WorkCalendar } from '#kernel';
import {
  meetDeadline,
  nextDueOn,
  pauseDeadlines,
  resumeDeadlines,
  standingOf,
  startDeadline,
} from './index.js';

// January 2022: 1 Saturday (holiday), 3 Monday a day off in lieu; Tết 31 January to 4 February.
const calendar = new WorkCalendar({
  version: 'test',
  weekend: [6, 7],
  holidays: ['2022-01-03', '2022-01-31', '2022-02-01', '2022-02-02', '2022-02-03', '2022-02-04'],
  workingDays: ['2022-01-08'],
});
const fiveWorkingDays = { id: 'T-4', limit: 5, unit: 'working_days' as const };
const ALL = new Set(['T-4', 'T-5']);
const threeDays = { id: 'T-5', limit: 3, unit: 'calendar_days' as const };

describe('deadlines', () => {
  it('start on the day after the trigger and skip rest days', () => {
    expect(startDeadline([], fiveWorkingDays, '2022-01-28', calendar)).toEqual([
      {
        rule: 'T-4',
        limit: 5,
        unit: 'working_days',
        startedOn: '2022-01-28',
        runningSince: '2022-01-28',
        usedDays: 0,
        dueOn: '2022-02-11',
        metOn: null,
      },
    ]);
  });

  it('count calendar days and move an end on a rest day to the next working day', () => {
    expect(nextDueOn(startDeadline([], threeDays, '2022-01-28', calendar))).toBe('2022-02-07');
    expect(nextDueOn(startDeadline([], threeDays, '2022-01-10', calendar))).toBe('2022-01-13');
  });

  it('count a Saturday that was swapped into a working day', () => {
    const rule = { id: 'T-6', limit: 1, unit: 'working_days' as const };
    expect(nextDueOn(startDeadline([], rule, '2022-01-07', calendar))).toBe('2022-01-08');
  });

  it('keep the first trigger', () => {
    const started = startDeadline([], threeDays, '2022-01-10', calendar);
    expect(startDeadline(started, threeDays, '2022-01-20', calendar)).toBe(started);
  });

  it('stop while a supplement is awaited and go on with the days left', () => {
    const started = startDeadline([], fiveWorkingDays, '2022-01-10', calendar);
    const paused = pauseDeadlines(started, ALL, '2022-01-12', calendar);
    expect(paused).toMatchObject([{ usedDays: 2, runningSince: null, dueOn: null }]);
    expect(standingOf(paused[0]!, '2022-06-01')).toBe('paused');
    expect(nextDueOn(paused)).toBeNull();
    expect(resumeDeadlines(paused, '2022-01-20', calendar)).toMatchObject([
      { runningSince: '2022-01-20', dueOn: '2022-01-25' },
    ]);
  });

  it('run on when their rule waits for no papers', () => {
    const started = startDeadline([], threeDays, '2022-01-10', calendar);
    expect(pauseDeadlines(started, new Set(['T-4']), '2022-01-12', calendar)).toEqual(started);
  });

  it('are not saved by a supplement asked for after they were missed', () => {
    const started = startDeadline([], threeDays, '2022-01-10', calendar);
    expect(pauseDeadlines(started, ALL, '2022-01-17', calendar)).toEqual(started);
  });

  it('are met in time or late', () => {
    const started = startDeadline([], threeDays, '2022-01-10', calendar);
    expect(standingOf(meetDeadline(started, 'T-5', '2022-01-13')[0]!, '2022-02-01')).toBe('met');
    expect(standingOf(meetDeadline(started, 'T-5', '2022-01-14')[0]!, '2022-02-01')).toBe('met_late');
    expect(standingOf(started[0]!, '2022-01-13')).toBe('open');
    expect(standingOf(started[0]!, '2022-01-14')).toBe('overdue');
    expect(nextDueOn(meetDeadline(started, 'T-5', '2022-01-13'))).toBeNull();
  });
});
