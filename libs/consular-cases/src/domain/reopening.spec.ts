import { fold, personal } from '#kernel';
import {
  after,
  caseIn,
  CITIZEN,
  EXAMPLE_DATA,
  EXAMPLE_DAY,
  play,
  prisonRelease,
  RELATIVE,
  remainsEntry,
  reopened,
  step,
  STEPS_TO,
} from '../testing/index.js';
import { consularCaseDecider } from './decider.js';
import { type ConsularCaseEvent } from './events/index.js';

const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);
const event = (type: string, data: object, occurredOn = EXAMPLE_DAY): ConsularCaseEvent =>
  ({ type, occurredOn, data }) as ConsularCaseEvent;
const { newFact } = EXAMPLE_DATA.ReopenCase;
const attached = step('AttachDocument');

describe('a closed case', () => {
  it('is re-opened by a document with a new fact', () => {
    after(caseIn('closed', attached), step('ReopenCase')).then(
      event('CaseReopened', {
        ground: 'new_information',
        newFact,
        explanation: own('Phía bạn thông báo ngày về mới'),
      }),
    );
    after(caseIn('closed'), step('ReopenCase')).thenRefused('consular-case.unknown-document', {
      documentId: newFact,
    });
  });

  it('is re-opened no earlier than it was closed', () => {
    const closed = play(
      ...STEPS_TO.told,
      step('CloseCase', {}, { on: '2022-05-02' }),
      step('AttachDocument', {}, { on: '2022-05-03' }),
    );
    after(closed, step('ReopenCase', {}, { on: '2022-05-01' })).thenRefused(
      'consular-case.date-out-of-order',
      { occurredOn: '2022-05-01', after: 'CaseClosed', on: '2022-05-02' },
    );
  });

  it.each([
    ['in_protection', [...STEPS_TO.closed, attached, step('ReopenCase')]],
    [
      'received',
      [
        ...STEPS_TO.received,
        step('RecordIdentityNotConfirmed'),
        step('RecordOutcome', { outcome: 'no_protection_needed' }),
        step('WaiveFamilyNotification'),
        step('CloseCase'),
        attached,
        step('ReopenCase'),
      ],
    ],
    [
      'verified',
      [
        ...STEPS_TO.unreachable,
        step('RecordContact'),
        step('VerifyIdentity'),
        ...STEPS_TO.unreachable.slice(1),
        step('RecordOutcome', { outcome: 'not_found' }),
        step('WaiveFamilyNotification'),
        step('CloseCase'),
        attached,
        step('ReopenCase'),
      ],
    ],
  ] as const)('goes on in %s, where it was before its outcome', (phase, steps) => {
    expect(fold(consularCaseDecider, play(...steps))).toMatchObject({
      phase,
      outcome: null,
      told: [],
      waivedOn: null,
      closedOn: null,
    });
  });

  it('that was settled at home goes on in protection', () => {
    for (const settled of [prisonRelease(), remainsEntry()]) {
      expect(fold(consularCaseDecider, settled)).toMatchObject({ phase: 'closed', wasInProtection: true });
    }
  });

  it('ends anew: with an outcome, the family told again, and a closure', () => {
    after(reopened(), step('RecordOutcome', { explanation: null })).then(
      event('OutcomeRecorded', { outcome: 'returned' }),
    );
    after(reopened(), step('NotifyFamily', { summary: null })).thenRefused(
      'consular-case.outcome-not-recorded',
      { phase: 'in_protection' },
    );
    const again = play(...STEPS_TO.closed, attached, step('ReopenCase'), step('RecordOutcome'));
    after(again, step('CloseCase', { remark: null })).thenRefused('consular-case.family-not-notified', {});
    after(again, step('NotifyFamily', { summary: null })).then(
      event('FamilyNotified', { relative: RELATIVE, channel: 'phone' }),
    );
  });

  it('is re-opened once, and nothing else is', () => {
    after(reopened(), step('ReopenCase', { explanation: null })).thenNothing();
    for (const more of [{}, { explanation: null, ground: 'person_found' }] as const) {
      after(reopened(), step('ReopenCase', more)).thenRefused('consular-case.not-closed', {
        phase: 'in_protection',
      });
    }
    for (const phase of ['received', 'in_protection', 'resolved', 'unreachable'] as const)
      after(caseIn(phase, attached), step('ReopenCase')).thenRefused('consular-case.not-closed', { phase });
    after(caseIn('withdrawn'), step('ReopenCase')).thenRefused('consular-case.withdrawn', {
      phase: 'withdrawn',
    });
  });
});
