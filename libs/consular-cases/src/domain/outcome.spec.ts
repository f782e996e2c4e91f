import { personal } from '#kernel';
import {
  after,
  caseIn,
  CHILD,
  CITIZEN,
  EXAMPLE_DAY,
  exampleContext,
  paper,
  play,
  prisonRelease,
  RELATIVE,
  remainsEntry,
  SECOND_CITIZEN,
  step,
  STEPS_TO,
  STRANGER,
  trafficking,
} from '../testing/index.js';
import { type ConsularCaseEvent } from './events/index.js';

const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);
const event = (type: string, data: object, occurredOn = EXAMPLE_DAY): ConsularCaseEvent =>
  ({ type, occurredOn, data }) as ConsularCaseEvent;

describe('an outcome', () => {
  const returned = event('OutcomeRecorded', { outcome: 'returned', explanation: own('Đã về đến gia đình') });

  it('is recorded once, in protection', () => {
    after(caseIn('in_protection'), step('RecordOutcome')).then(returned);
    after(caseIn('resolved'), step('RecordOutcome', { explanation: null })).thenNothing();
    after(caseIn('closed'), step('RecordOutcome', { explanation: null })).thenNothing();
    after(caseIn('closed'), step('RecordOutcome')).thenRefused('consular-case.closed', { phase: 'closed' });
    for (const other of [{}, { explanation: null, decidedBy: 'court' }] as const) {
      after(caseIn('resolved'), step('RecordOutcome', other)).thenRefused(
        'consular-case.outcome-already-recorded',
        { outcome: 'returned' },
      );
    }
    after(caseIn('resolved'), step('RecordOutcome', { outcome: 'released' })).thenRefused(
      'consular-case.outcome-already-recorded',
      { outcome: 'returned' },
    );
    after(caseIn('resolved'), step('RecordOutcome', {}, { on: '2022-03-11' })).thenRefused(
      'consular-case.outcome-already-recorded',
      { outcome: 'returned' },
    );
  });

  it('that is being monitored is followed by another, of which the family is told anew', () => {
    const monitored = play(
      ...STEPS_TO.in_protection,
      step('RecordOutcome', { outcome: 'still_detained' }),
      step('NotifyFamily'),
    );
    const monitoring = step('RecordOutcome', { outcome: 'still_detained' });
    after(monitored, monitoring).thenRefused('consular-case.outcome-already-recorded', {
      outcome: 'still_detained',
    });
    const later = step(
      'RecordOutcome',
      { outcome: 'still_detained', explanation: null },
      { on: '2022-04-01' },
    );
    after(monitored, later).then(event('OutcomeRecorded', { outcome: 'still_detained' }, '2022-04-01'));
    const released = step('RecordOutcome', { outcome: 'released', explanation: null }, { on: '2022-05-02' });
    after(monitored, released).then(event('OutcomeRecorded', { outcome: 'released' }, '2022-05-02'));
    const news = play(
      ...STEPS_TO.in_protection,
      step('RecordOutcome', { outcome: 'still_detained' }),
      step('NotifyFamily'),
      released,
    );
    after(news, step('CloseCase', {}, { on: '2022-05-03' })).thenRefused(
      'consular-case.family-not-notified',
      {},
    );
  });

  it('of somebody whose identity could not be confirmed is that no protection is needed', () => {
    const unconfirmed = caseIn('received', step('RecordIdentityNotConfirmed'));
    const needless = step('RecordOutcome', { outcome: 'no_protection_needed', explanation: null });
    after(unconfirmed, needless).then(event('OutcomeRecorded', { outcome: 'no_protection_needed' }));
    for (const refused of [
      { given: unconfirmed, when: step('RecordOutcome') },
      { given: caseIn('received'), when: needless },
    ]) {
      after(refused.given, refused.when).thenRefused('consular-case.identity-not-verified', {
        phase: 'received',
      });
    }
    after(caseIn('verified'), needless).thenRefused('consular-case.not-in-protection', { phase: 'verified' });
  });

  it('that somebody is a victim is a competent body’s, on paper (A-8)', () => {
    const confirmed = { outcome: 'victim_confirmed', explanation: null } as const;
    const source = paper('501');
    after(caseIn('in_protection'), step('RecordOutcome', confirmed, { source })).thenRefused(
      'consular-case.victim-decision-required',
      {},
    );
    const decided = { ...confirmed, decidedBy: 'provincial_police' } as const;
    after(caseIn('in_protection'), step('RecordOutcome', decided)).thenRefused(
      'consular-case.victim-decision-required',
      {},
    );
    after(caseIn('in_protection'), step('RecordOutcome', decided, { source })).then(
      event('OutcomeRecorded', { outcome: 'victim_confirmed', decidedBy: 'provincial_police' }),
    );
  });
});

describe('the family (A-3)', () => {
  it('is told, each relative and channel once a day', () => {
    const told = event('FamilyNotified', {
      relative: RELATIVE,
      channel: 'phone',
      summary: own('Đã báo kết quả'),
    });
    after(caseIn('resolved'), step('NotifyFamily')).then(told);
    after(caseIn('told'), step('NotifyFamily', { summary: null })).thenNothing();
    after(caseIn('told'), step('NotifyFamily')).thenRefused('consular-case.family-already-notified', {});
    after(caseIn('closed'), step('NotifyFamily', { summary: null })).thenNothing();
    after(caseIn('closed'), step('NotifyFamily')).thenRefused('consular-case.closed', { phase: 'closed' });
    after(caseIn('told'), step('NotifyFamily', { channel: 'post', summary: null })).then(
      event('FamilyNotified', { relative: RELATIVE, channel: 'post' }),
    );
    after(caseIn('told'), step('NotifyFamily', { relative: SECOND_CITIZEN, summary: null })).then(
      event('FamilyNotified', { relative: SECOND_CITIZEN, channel: 'phone' }),
    );
  });

  it('is told after the outcome, by somebody the office knows', () => {
    after(caseIn('in_protection'), step('NotifyFamily')).thenRefused('consular-case.outcome-not-recorded', {
      phase: 'in_protection',
    });
    after(caseIn('resolved'), step('NotifyFamily', { relative: STRANGER })).thenRefused(
      'consular-case.unknown-subject',
      { subject: STRANGER },
    );
    const resolved = play(...STEPS_TO.in_protection, step('RecordOutcome', {}, { on: '2022-03-20' }));
    for (const early of [
      step('NotifyFamily', {}, { on: '2022-03-19' }),
      step('WaiveFamilyNotification', {}, { on: '2022-03-19' }),
    ]) {
      after(resolved, early).thenRefused('consular-case.date-out-of-order', {
        occurredOn: '2022-03-19',
        after: 'OutcomeRecorded',
        on: '2022-03-20',
      });
    }
  });

  it('is not told for a reason that is recorded', () => {
    const waived = event('FamilyNotificationWaived', { reason: own('Không còn thân nhân') });
    after(caseIn('resolved'), step('WaiveFamilyNotification')).then(waived);
    after(
      caseIn('resolved', step('WaiveFamilyNotification')),
      step('WaiveFamilyNotification', { reason: 'Gia đình đã chuyển đi' }),
    ).thenRefused('consular-case.family-notification-already-waived', { on: EXAMPLE_DAY });
    after(caseIn('closed'), step('WaiveFamilyNotification')).thenRefused('consular-case.closed', {
      phase: 'closed',
    });
    after(caseIn('resolved'), step('WaiveFamilyNotification', { reason: ' ' })).thenRefused(
      'consular-case.field-required',
      { field: 'reason' },
    );
    after(caseIn('told'), step('WaiveFamilyNotification')).thenRefused(
      'consular-case.family-already-notified',
      {},
    );
  });
});

describe('closing', () => {
  it('needs an outcome, and that the family was told or why not (A-3)', () => {
    const closed = event('CaseClosed', { outcome: 'returned', remark: own('Hồ sơ đủ') });
    after(caseIn('told'), step('CloseCase')).then(closed);
    after(caseIn('resolved', step('WaiveFamilyNotification')), step('CloseCase')).then(closed);
    after(caseIn('closed'), step('CloseCase', { remark: null })).thenNothing();
    for (const other of [step('CloseCase'), step('CloseCase', { remark: null }, { on: '2022-03-11' })]) {
      after(caseIn('closed'), other).thenRefused('consular-case.closed', { phase: 'closed' });
    }
    after(caseIn('resolved'), step('CloseCase')).thenRefused('consular-case.family-not-notified', {});
    after(caseIn('in_protection'), step('CloseCase')).thenRefused('consular-case.outcome-not-recorded', {
      phase: 'in_protection',
    });
  });

  it('comes after the outcome and the news', () => {
    const told = play(
      ...STEPS_TO.in_protection,
      step('RecordOutcome', {}, { on: '2022-03-20' }),
      step('NotifyFamily', {}, { on: '2022-03-22' }),
      step('NotifyFamily', { channel: 'post' }, { on: '2022-03-25' }),
    );
    after(told, step('CloseCase', {}, { on: '2022-03-21' })).thenRefused('consular-case.date-out-of-order', {
      occurredOn: '2022-03-21',
      after: 'FamilyNotified',
      on: '2022-03-22',
    });
    after(told, step('CloseCase', { remark: null }, { on: '2022-03-22' })).then(
      event('CaseClosed', { outcome: 'returned' }, '2022-03-22'),
    );
  });

  it('needs a kind', () => {
    const [, ...rest] = STEPS_TO.told;
    const unspecified = [step('OpenConsularCase', { kind: 'unspecified', country: 'not_stated' }), ...rest];
    after(play(...unspecified), step('CloseCase')).thenRefused('consular-case.kind-not-specified', {});
    after(play(...unspecified, step('ClassifyCase')), step('CloseCase', { remark: null })).then(
      event('CaseClosed', { outcome: 'returned' }),
    );
  });

  it.each([
    ['a release at the gate', prisonRelease],
    ['an entry of ashes', remainsEntry],
    ['a victim brought home', trafficking],
  ])('ends %s', (_, story) => {
    after(story(), step('CloseCase')).thenRefused('consular-case.closed', { phase: 'closed' });
  });

  it('lets nothing in but late documents (G-7)', () => {
    for (const phase of ['closed', 'withdrawn'] as const) {
      after(caseIn(phase), step('AddNote')).thenRefused(`consular-case.${phase}`, { phase });
      expect(caseIn(phase, step('AttachDocument')).at(-1)).toMatchObject({
        type: 'DocumentAttached',
        data: { late: true },
      });
    }
  });
});

describe('withdrawing', () => {
  it('is possible while a case is open, with a reason', () => {
    const withdrawn = event('CaseWithdrawn', { by: 'applicant', reason: own('Gia đình tự giải quyết') });
    for (const phase of ['received', 'awaiting_supplement', 'verified', 'in_protection', 'told'] as const) {
      after(caseIn(phase), step('WithdrawCase')).then(withdrawn);
    }
    after(caseIn('withdrawn'), step('WithdrawCase')).thenRefused('consular-case.withdrawn', {
      phase: 'withdrawn',
    });
    after(caseIn('received'), step('WithdrawCase', { reason: '' })).thenRefused(
      'consular-case.field-required',
      {
        field: 'reason',
      },
    );
    after(caseIn('closed'), step('WithdrawCase')).thenRefused('consular-case.closed', { phase: 'closed' });
  });

  const needsApproval = 'consular-case.withdrawal-needs-approval';

  it('of a minor needs more than an officer', () => {
    const child = step('OpenConsularCase', { subjects: [CITIZEN, CHILD] });
    after(play(child), step('WithdrawCase')).thenRefused(needsApproval, { because: 'minor' });
    const foundOut = play(
      step('OpenConsularCase', { subjects: [], applicant: null }),
      step('VerifyIdentity', { subject: CHILD }),
    );
    after(foundOut, step('WithdrawCase')).thenRefused(needsApproval, { because: 'minor' });
    const said = play(
      step('OpenConsularCase', {
        kind: 'trafficking',
        details: { victimStatus: 'suspected', minor: true },
      }),
    );
    after(said, step('WithdrawCase')).thenRefused(needsApproval, { because: 'minor' });
  });

  it.each(['minor', 'suspected_victim'] as const)(
    'of a case that protects somebody elsewhere (%s) needs more than an officer, unless the director approved it',
    (because) => {
      const { facts } = exampleContext();
      const knowing = { facts: { ...facts, protectsElsewhere: because } };
      after(caseIn('received'), step('WithdrawCase'), knowing).thenRefused(needsApproval, { because });
      // What the case itself says comes first.
      const child = play(step('OpenConsularCase', { subjects: [CHILD] }));
      after(child, step('WithdrawCase'), knowing).thenRefused(needsApproval, { because: 'minor' });
      const free = { facts: { ...facts, protectsElsewhere: null } };
      after(caseIn('received'), step('WithdrawCase'), free).then(
        event('CaseWithdrawn', { by: 'applicant', reason: own('Gia đình tự giải quyết') }),
      );
    },
  );

  it('of somebody who may be a victim of trafficking needs more than an officer, until that is ruled out', () => {
    const because = { because: 'suspected_victim' };
    const sold = step('OpenConsularCase', { kind: 'trafficking' });
    after(play(sold), step('WithdrawCase')).thenRefused(needsApproval, because);
    const rescued = step('OpenConsularCase', {
      kind: 'rescue_return',
      details: { victimStatus: 'in_verification' },
    });
    after(play(rescued), step('WithdrawCase')).thenRefused(needsApproval, because);
    const ruledOut = step('RecordKindDetails', {
      details: {
        victimStatus: 'not_victim',
        victimDecidedBy: 'provincial_police',
        victimDecisionPaper: '12/KL-CAT',
      },
    });
    after(play(sold, ruledOut), step('WithdrawCase')).then(
      event('CaseWithdrawn', { by: 'applicant', reason: own('Gia đình tự giải quyết') }),
    );
  });
});
