import { fold, personal } from '#kernel';
import {
  after,
  caseIn,
  CITIZEN,
  EXAMPLE_DAY,
  play,
  RELATIVE,
  type Step,
  step,
  STEPS_TO,
  type StoryName,
} from '../testing/index.js';
import { consularCaseDecider } from './decider.js';
import { type ConsularCaseEvent } from './events/index.js';
import { type ContactParty } from './vocabulary/acts.js';

const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);
const event = (type: string, data: object, occurredOn = EXAMPLE_DAY): ConsularCaseEvent =>
  ({ type, occurredOn, data }) as ConsularCaseEvent;

const unanswered = (changes: { on?: string; with?: ContactParty } = {}): Step =>
  step(
    'RecordContact',
    { answered: false, with: changes.with ?? 'relative' },
    { on: changes.on ?? EXAMPLE_DAY },
  );
const answered = (changes: { on?: string; with?: ContactParty } = {}): Step =>
  step('RecordContact', { with: changes.with ?? 'relative' }, { on: changes.on ?? EXAMPLE_DAY });

const phaseOf = (...steps: readonly Step[]) => fold(consularCaseDecider, play(...steps)).phase;

describe('people who cannot be reached', () => {
  const marked = event('CaseMarkedUnreachable', {
    attempts: 2,
    explanation: own('Số điện thoại không còn dùng'),
  });

  it('are so after two contacts in a row that nobody answered', () => {
    const once = [...STEPS_TO.received, unanswered()];
    for (const [steps, attempts] of [
      [STEPS_TO.received, 0],
      [once, 1],
      [[...once, unanswered({ with: 'mission' })], 1],
      [[...once, answered(), unanswered()], 1],
    ] as const) {
      after(play(...steps), step('MarkUnreachable')).thenRefused('consular-case.contacts-not-attempted', {
        attempts,
        needed: 2,
      });
    }
    after(play(...once, unanswered()), step('MarkUnreachable')).then(marked);
    after(play(...once, answered({ with: 'mission' }), unanswered()), step('MarkUnreachable')).then(marked);
  });

  it('are so in every phase until there is an outcome', () => {
    for (const phase of ['awaiting_supplement', 'verified', 'forwarded', 'in_protection'] as const) {
      after(caseIn(phase, unanswered(), unanswered()), step('MarkUnreachable')).then(marked);
    }
    const refused = {
      resolved: 'outcome-already-recorded',
      closed: 'closed',
      withdrawn: 'withdrawn',
    } as const;
    for (const phase of ['resolved', 'closed', 'withdrawn'] as const) {
      after(caseIn(phase), step('MarkUnreachable')).thenRefused(`consular-case.${refused[phase]}`, { phase });
    }
  });

  it('are so no earlier than they were tried', () => {
    const tried = caseIn('received', unanswered({ on: '2022-03-14' }), unanswered({ on: '2022-03-12' }));
    after(tried, step('MarkUnreachable', {}, { on: '2022-03-13' })).thenRefused(
      'consular-case.date-out-of-order',
      { occurredOn: '2022-03-13', after: 'ContactRecorded', on: '2022-03-14' },
    );
    after(tried, step('MarkUnreachable', { explanation: null }, { on: '2022-03-14' })).then(
      event('CaseMarkedUnreachable', { attempts: 2 }, '2022-03-14'),
    );
  });

  it('are so once', () => {
    const again = caseIn('unreachable');
    after(again, step('MarkUnreachable', { explanation: null })).thenNothing();
    for (const more of [
      step('MarkUnreachable'),
      step('MarkUnreachable', { explanation: null }, { on: '2022-03-11' }),
    ])
      after(again, more).thenRefused('consular-case.unreachable', { phase: 'unreachable' });
    after(caseIn('unreachable', answered()), step('MarkUnreachable')).thenRefused(
      'consular-case.contacts-not-attempted',
      { attempts: 0, needed: 2 },
    );
  });

  it.each<StoryName>(['received', 'awaiting_supplement', 'verified', 'forwarded', 'in_protection'])(
    'are reached again, and the case is back in %s',
    (phase) => {
      const lost = [...STEPS_TO[phase], unanswered(), unanswered(), step('MarkUnreachable')];
      expect(phaseOf(...lost)).toBe('unreachable');
      expect(phaseOf(...lost, answered())).toBe(phase);
      expect(phaseOf(...lost, unanswered())).toBe('unreachable');
      expect(phaseOf(...lost, answered({ with: 'mission' }))).toBe('unreachable');
    },
  );

  it('are not reached by what lies before and was only recorded late', () => {
    const later = { on: '2022-03-20' };
    const lost = [
      ...STEPS_TO.verified,
      unanswered(later),
      unanswered(later),
      step('MarkUnreachable', {}, later),
    ];
    expect(phaseOf(...lost, answered({ on: '2022-03-12' }))).toBe('unreachable');
    expect(phaseOf(...lost, answered(later))).toBe('verified');
  });

  it('are reached while the case waits for another office, and it comes back to where it was before', () => {
    const later = { on: '2022-03-20' };
    const away = (...meanwhile: readonly Step[]) =>
      phaseOf(
        ...STEPS_TO.verified,
        unanswered(),
        unanswered(),
        step('MarkUnreachable', {}, later),
        step('TransferCase', {}, later),
        ...meanwhile,
        step('DeclineTransfer', {}, later),
      );
    expect(away()).toBe('unreachable');
    expect(away(answered(later))).toBe('verified');
    expect(away(answered({ on: '2022-03-12' }))).toBe('unreachable');
    expect(away(answered({ ...later, with: 'mission' }))).toBe('unreachable');
    expect(away(unanswered(later))).toBe('unreachable');
  });

  it('leave the case where nothing is done but looking for them', () => {
    const lost = caseIn('unreachable');
    for (const command of ['VerifyIdentity', 'RequestSupplement', 'CompleteDossier', 'ForwardCase'] as const)
      after(lost, step(command)).thenRefused('consular-case.unreachable', { phase: 'unreachable' });
  });

  it('may stay unfound: the case ends so, and its family is told or it is known why not', () => {
    const outcome = step('RecordOutcome', { outcome: 'not_found', explanation: null });
    after(caseIn('unreachable'), outcome).then(event('OutcomeRecorded', { outcome: 'not_found' }));
    after(caseIn('unreachable'), step('RecordOutcome')).thenRefused('consular-case.unreachable', {
      phase: 'unreachable',
    });
    expect(
      phaseOf(...STEPS_TO.unreachable, outcome, step('WaiveFamilyNotification'), step('CloseCase')),
    ).toBe('closed');
    expect(phaseOf(...STEPS_TO.unreachable, step('WithdrawCase'))).toBe('withdrawn');
  });
});
