import { type Deadlines } from '#deadlines';
import { type Recorded, WorkCalendar } from '#kernel';
import { type ConsularCaseEvent } from '../domain/events/index.js';
import { caseIn, paper, play, remainsEntry, step, STEPS_TO, trafficking } from '../testing/index.js';
import { consularCaseProjection, type ConsularCaseDocument } from './index.js';

/** Civil servants' rest days at the beginning of 2022, Tết from 31 January to 4 February. */
const calendar = new WorkCalendar({
  version: '2022',
  weekend: [6, 7],
  holidays: [
    '2022-01-01',
    '2022-01-03',
    '2022-01-31',
    '2022-02-01',
    '2022-02-02',
    '2022-02-03',
    '2022-02-04',
  ],
  workingDays: [],
});
const projection = consularCaseProjection(calendar);
const evolve = (document: ConsularCaseDocument | null, event: Recorded<ConsularCaseEvent>) =>
  projection.evolve(document, event);

const on = (day: string) => ({ on: `2022-${day}` });
const deadlinesOf = (history: readonly Recorded<ConsularCaseEvent>[]): Deadlines =>
  history.reduce<ConsularCaseDocument | null>(evolve, null)?.deadlines ?? [];
const ruleOf = (history: readonly Recorded<ConsularCaseEvent>[], id: string) =>
  deadlinesOf(history).find(({ rule }) => rule === id);

const lead = (day: string) => step('AssignOfficer', {}, on(day));

describe('deadlines of a case', () => {
  it('T-1: somebody is put in charge by the next working day', () => {
    const opened = step('OpenConsularCase', {}, on('01-28'));
    expect(ruleOf(play(opened), 'T-1')).toMatchObject({ dueOn: '2022-02-07', metOn: null });
    const supported = step('AssignOfficer', { role: 'support' }, on('01-28'));
    expect(ruleOf(play(opened, supported, lead('02-07')), 'T-1')?.metOn).toBe('2022-02-07');
  });

  it('T-1: in an urgent case somebody is put in charge at once', () => {
    const urgent = step('OpenConsularCase', { urgency: 'urgent' }, on('01-28'));
    expect(ruleOf(play(urgent), 'T-1')).toMatchObject({ limit: 0, dueOn: '2022-01-28' });
  });

  it('T-2: each paper is numbered and sent by the next working day after its signature, or late', () => {
    const letter = (number: string, signedOn: string, date = signedOn) => ({
      ...on(date.slice(5)),
      source: { ...paper(number, 'outgoing', date), signedOn },
    });
    const history = play(
      step('OpenConsularCase', {}, on('01-26')),
      step('VerifyIdentity', {}, on('01-26')),
      step('ForwardCase', {}, letter('101', '2022-01-27', '2022-01-28')),
      step(
        'ForwardCase',
        { addressee: 'mission', mission: 'lsq-nam-ninh' },
        letter('102', '2022-01-27', '2022-02-07'),
      ),
      step(
        'ForwardCase',
        { addressee: 'other', agency: 'Cơ quan mẫu' },
        { ...on('02-07'), source: paper('103', 'outgoing') },
      ),
    );
    expect(deadlinesOf(history).filter(({ rule }) => rule === 'T-2')).toMatchObject([
      { about: 'outgoing/2022/101', startedOn: '2022-01-27', dueOn: '2022-01-28', metOn: '2022-01-28' },
      { about: 'outgoing/2022/102', startedOn: '2022-01-27', dueOn: '2022-01-28', metOn: '2022-02-07' },
    ]);
  });

  it('T-3: the permit comes one working day after the papers about remains are complete', () => {
    expect(ruleOf(remainsEntry(), 'T-3')).toMatchObject({
      limit: 1,
      dueOn: '2022-03-11',
      metOn: '2022-03-10',
    });
  });

  it('T-4: a deportee gets a travel document within five working days, over Tết', () => {
    const complete = step('CompleteDossier', { what: 'deportee' }, on('01-26'));
    const history = play(step('OpenConsularCase', {}, on('01-26')), complete);
    expect(ruleOf(history, 'T-4')).toMatchObject({ startedOn: '2022-01-26', dueOn: '2022-02-09' });
    const issued = caseIn(
      'in_protection',
      step('CompleteDossier', { what: 'deportee' }, on('03-14')),
      step('RecordTravelDocument', {}, on('03-22')),
    );
    expect(ruleOf(issued, 'T-4')).toMatchObject({ dueOn: '2022-03-21', metOn: '2022-03-22' });
  });

  it('T-25: the file is in the archive within a year of the settling, which begins anew after a re-opening', () => {
    const told = [...STEPS_TO.told, step('CloseCase', {}, on('03-20'))];
    const filed = [step('CloseFile', {}, on('03-21')), step('HandOverToArchive', {}, on('04-04'))];
    const T25 = { startedOn: '2022-03-20', dueOn: '2023-03-20', metOn: null };
    expect(ruleOf(play(...told), 'T-25')).toMatchObject(T25);
    expect(ruleOf(play(...told, ...filed), 'T-25')).toMatchObject({ ...T25, metOn: '2022-04-04' });
    const again = [step('AttachDocument', {}, on('04-05')), step('ReopenCase', {}, on('04-05'))];
    expect(ruleOf(play(...told, ...filed, ...again), 'T-25')).toBeUndefined();
    const ends = [
      step('RecordOutcome', {}, on('04-06')),
      step('NotifyFamily', {}, on('04-06')),
      step('CloseCase', {}, on('04-07')),
    ];
    expect(ruleOf(play(...told, ...filed, ...again, ...ends), 'T-25')).toMatchObject({
      startedOn: '2022-04-07',
      metOn: null,
    });
    const settled = play(...told).reduce<ConsularCaseDocument | null>(evolve, null);
    expect(settled).toMatchObject({ nextDueOn: null, fileTask: 'close_file', fileDueOn: '2023-03-20' });
  });

  it('are due on the day to which they were extended, also when papers are awaited later', () => {
    const more = step('ExtendDeadline', { deadline: 'T-6', newDue: '2022-03-17' }, on('03-11'));
    const extended = [...STEPS_TO.received, lead('03-10'), step('CompleteDossier', {}, on('03-10')), more];
    expect(ruleOf(play(...extended), 'T-6')).toMatchObject({ limit: 5, dueOn: '2022-03-17' });
    const asked = step('RequestSupplement', {}, on('03-14'));
    const answered = step('RecordSupplement', {}, on('03-21'));
    expect(ruleOf(play(...extended, asked, answered), 'T-6')).toMatchObject({ dueOn: '2022-03-24' });
    const projected = play(...extended).reduce<ConsularCaseDocument | null>(evolve, null);
    expect(projected?.nextDueOn).toBe('2022-03-17');
  });

  describe('T-5: a suspected victim is verified within three days', () => {
    const opened = (status?: string) =>
      step(
        'OpenConsularCase',
        { kind: 'trafficking', country: 'KH', details: { victimStatus: status ?? 'suspected' } },
        on('02-14'),
      );
    const status = (victimStatus: string, day: string) =>
      step('RecordKindDetails', { details: { victimStatus } }, on(day));

    it('from the intake, in calendar days', () => {
      expect(ruleOf(play(opened()), 'T-5')).toMatchObject({ dueOn: '2022-02-17', metOn: null });
    });

    it('until the status is another one, whatever it becomes later', () => {
      const verified = play(opened(), status('in_verification', '02-16'), status('suspected', '02-20'));
      expect(ruleOf(verified, 'T-5')).toMatchObject({ startedOn: '2022-02-14', metOn: '2022-02-16' });
    });

    it('at once, when the intake says that it is done', () => {
      expect(ruleOf(play(opened('in_verification')), 'T-5')?.metOn).toBe('2022-02-14');
    });

    it('or until the outcome says so', () => {
      expect(ruleOf(trafficking(), 'T-5')?.metOn).toBe('2022-03-10');
    });

    it('from the day on which the suspicion comes up in another kind of case', () => {
      const rescue = (day: string) =>
        step('OpenConsularCase', { kind: 'rescue_return', details: null }, on(day));
      expect(ruleOf(play(rescue('02-14')), 'T-5')).toBeUndefined();
      expect(ruleOf(play(rescue('02-14'), status('suspected', '02-16')), 'T-5')).toMatchObject({
        startedOn: '2022-02-16',
        dueOn: '2022-02-21',
      });
    });

    it('from the day on which a case turns out to be one of trafficking', () => {
      const history = play(
        step('OpenConsularCase', { kind: 'unspecified', details: null }, on('02-14')),
        step(
          'ClassifyCase',
          { kind: 'trafficking', country: null, details: { victimStatus: 'suspected' } },
          on('02-15'),
        ),
      );
      expect(ruleOf(history, 'T-5')).toMatchObject({ startedOn: '2022-02-15', dueOn: '2022-02-18' });
    });
  });

  describe('T-6: a complete request is forwarded', () => {
    const complete = (urgency: 'normal' | 'urgent') => [
      step('OpenConsularCase', { urgency }, on('02-10')),
      step('VerifyIdentity', {}, on('02-11')),
      step('CompleteDossier', {}, on('02-11')),
    ];

    it('the next working day, or the same day when it is urgent', () => {
      expect(ruleOf(play(...complete('normal')), 'T-6')?.dueOn).toBe('2022-02-14');
      expect(ruleOf(play(...complete('urgent')), 'T-6')?.dueOn).toBe('2022-02-11');
    });

    it('to the Consular Department or a mission', () => {
      const to = (addressee: 'other' | 'consular_department') =>
        play(
          ...complete('normal'),
          step(
            'ForwardCase',
            { addressee, ...(addressee === 'other' && { agency: 'Cơ quan mẫu' }) },
            on('02-14'),
          ),
        );
      expect(ruleOf(to('consular_department'), 'T-6')?.metOn).toBe('2022-02-14');
      expect(ruleOf(to('other'), 'T-6')?.metOn).toBeNull();
    });

    it('is met already by a letter that went out before the papers were recorded as complete', () => {
      const history = caseIn('forwarded', step('CompleteDossier', {}, on('03-14')));
      expect(ruleOf(history, 'T-6')).toMatchObject({ startedOn: '2022-03-14', metOn: '2022-03-10' });
    });

    it('waits alone while papers are awaited: neither somebody in charge nor a possible victim waits for them', () => {
      const asked = play(
        step(
          'OpenConsularCase',
          { kind: 'trafficking', country: 'KH', details: { victimStatus: 'suspected' } },
          on('02-14'),
        ),
        step('VerifyIdentity', {}, on('02-14')),
        step('CompleteDossier', {}, on('02-14')),
        step('RequestSupplement', { dueOn: '2022-03-01' }, on('02-14')),
      );
      const due = deadlinesOf(asked).map(({ rule, dueOn }) => [rule, dueOn]);
      expect(due.sort()).toEqual([
        ['T-1', '2022-02-15'],
        ['T-5', '2022-02-17'],
        ['T-6', null],
      ]);
    });

    it('leaves a suspicion that comes up meanwhile its three days', () => {
      const history = play(
        step('OpenConsularCase', { kind: 'rescue_return', details: null }, on('02-14')),
        step('RequestSupplement', { dueOn: '2022-03-01' }, on('02-14')),
        step('RecordKindDetails', { details: { victimStatus: 'suspected' } }, on('02-16')),
      );
      expect(ruleOf(history, 'T-5')).toMatchObject({ startedOn: '2022-02-16', dueOn: '2022-02-21' });
    });

    it('waits while papers are awaited, with the day that was left', () => {
      const asked = [...complete('normal'), step('RequestSupplement', { dueOn: '2022-03-01' }, on('02-11'))];
      expect(ruleOf(play(...asked), 'T-6')).toMatchObject({ dueOn: null, usedDays: 0 });
      const part = step('RecordSupplement', { complete: false }, on('02-15'));
      expect(ruleOf(play(...asked, part), 'T-6')).toMatchObject({ dueOn: null });
      const whole = step('RecordSupplement', {}, on('02-16'));
      expect(ruleOf(play(...asked, part, whole), 'T-6')).toMatchObject({ dueOn: '2022-02-17', usedDays: 0 });
    });
  });
});
