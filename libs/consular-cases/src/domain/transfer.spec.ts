import { recorded } from '#event-sourcing/testing';
import { fold, personal } from '#kernel';
import {
  after,
  caseIn,
  CITIZEN,
  declined,
  EXAMPLE_DAY,
  EXAMPLE_STREAM,
  exampleContext,
  handedOver,
  paper,
  play,
  receivedByTransfer,
  RELATIVE,
  type Step,
  step,
  STEPS_TO,
  type StoryName,
} from '../testing/index.js';
import { consularCaseDecider } from './decider.js';
import { type ConsularCaseEvent } from './events/index.js';
import { hasEnded } from './phases.js';
import { type OpenedCase } from './state.js';

const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);
const event = (type: string, data: object, occurredOn = EXAMPLE_DAY): ConsularCaseEvent =>
  ({ type, occurredOn, data }) as ConsularCaseEvent;
const stateOf = (history: ReturnType<typeof play>) => fold(consularCaseDecider, history) as OpenedCase;

describe('a transfer to another office (A-10)', () => {
  const toProvince = event('CaseTransferredOut', {
    party: 'province',
    province: 'lao-cai',
    basis: 'home_residence',
  });

  it.each<StoryName>([
    'received',
    'awaiting_supplement',
    'verified',
    'in_protection',
    'resolved',
    'unreachable',
  ])('can be made in %s, and leads back there when it is declined', (phase) => {
    after(caseIn(phase), step('TransferCase')).then(toProvince);
    const away = [...STEPS_TO[phase], step('TransferCase')];
    expect(stateOf(play(...away))).toMatchObject({
      phase: 'transferred_out',
      transfer: {
        party: 'province',
        province: 'lao-cai',
        on: EXAMPLE_DAY,
        letter: 'outgoing/2022/501',
        acceptedOn: null,
      },
    });
    expect(stateOf(play(...away, step('DeclineTransfer')))).toMatchObject({ phase, transfer: null });
  });

  it('goes back through where it was before, however often it stood aside', () => {
    const steps: Step[] = [
      ...STEPS_TO.awaiting_supplement,
      ...STEPS_TO.unreachable.slice(1),
      step('TransferCase'),
    ];
    const phases = [
      play(...steps),
      play(...steps, step('DeclineTransfer')),
      play(...steps, step('DeclineTransfer'), step('RecordContact')),
      play(...steps, step('DeclineTransfer'), step('RecordContact'), step('RecordSupplement')),
    ].map((history) => stateOf(history).phase);
    expect(phases).toEqual(['transferred_out', 'unreachable', 'awaiting_supplement', 'received']);
  });

  it('is with another province, or with an agency that is named, by letter', () => {
    const received = caseIn('received');
    after(received, step('TransferCase', { province: 'cao-bang' })).thenRefused(
      'consular-case.transfer-to-own-province',
      { province: 'cao-bang' },
    );
    after(received, step('TransferCase', { province: 'nowhere' })).thenRefused(
      'consular-case.unknown-province',
      { province: 'nowhere' },
    );
    after(received, step('TransferCase', { province: null })).thenRefused('consular-case.field-required', {
      field: 'province',
    });
    after(received, step('TransferCase', { party: 'agency' })).thenRefused('consular-case.field-required', {
      field: 'agency',
    });
    after(received, step('TransferCase', {}, { source: null })).thenRefused(
      'consular-case.source-required',
      {},
    );
    const agency = { party: 'agency', province: null, agency: 'Công an tỉnh', basis: 'competence' } as const;
    after(received, step('TransferCase', agency)).then(
      event('CaseTransferredOut', { party: 'agency', agency: own('Công an tỉnh'), basis: 'competence' }),
    );
  });

  it('is with one of the two, also once it is corrected', () => {
    const received = stateOf(caseIn('received'));
    const agency = own('Công an tỉnh');
    for (const [party, field] of [
      ['agency', 'province'],
      ['province', 'agency'],
    ]) {
      const both = event('CaseTransferredOut', { party, province: 'lang-son', agency, basis: 'competence' });
      const [asked] = recorded(EXAMPLE_STREAM, [both]);
      expect(consularCaseDecider.admits(received, asked!)).toMatchObject({
        code: 'consular-case.field-out-of-place',
        details: { field },
      });
    }
  });

  it('is made once at a time, and not of a case that has ended', () => {
    const away = caseIn('transferred_out');
    after(away, step('TransferCase')).thenNothing();
    for (const other of [
      step('TransferCase', { explanation: 'Gửi lại' }),
      step('TransferCase', {}, { source: paper('502', 'outgoing') }),
    ]) {
      after(away, other).thenRefused('consular-case.transferred-out', { phase: 'transferred_out' });
    }
    for (const phase of ['closed', 'withdrawn'] as const)
      after(caseIn(phase), step('TransferCase')).thenRefused(`consular-case.${phase}`, { phase });
    after(declined(), step('TransferCase')).then(toProvince);
  });

  it('is accepted once, by letter: the case is theirs', () => {
    const away = caseIn('transferred_out');
    after(away, step('RecordTransferAccepted')).then(event('TransferAccepted', {}));
    after(away, step('RecordTransferAccepted', {}, { source: null })).thenRefused(
      'consular-case.source-required',
      {},
    );
    after(handedOver(), step('RecordTransferAccepted')).thenNothing();
    for (const other of [
      step('RecordTransferAccepted', { explanation: 'Nhận lần nữa' }),
      step('RecordTransferAccepted', {}, { on: '2022-03-11' }),
      step('RecordTransferAccepted', {}, { source: paper('603') }),
      step('DeclineTransfer'),
    ]) {
      after(handedOver(), other).thenRefused('consular-case.transfer-already-accepted', { on: EXAMPLE_DAY });
    }
    expect([hasEnded(stateOf(away)), hasEnded(stateOf(handedOver()))]).toEqual([false, true]);
  });

  it('is declined once, by letter', () => {
    const away = caseIn('transferred_out');
    after(away, step('DeclineTransfer')).then(
      event('TransferDeclined', { reason: own('Công dân đã chuyển nơi cư trú') }),
    );
    after(away, step('DeclineTransfer', {}, { source: null })).thenRefused(
      'consular-case.source-required',
      {},
    );
    const bare = play(...STEPS_TO.transferred_out, step('DeclineTransfer', { reason: null }));
    after(bare, step('DeclineTransfer', { reason: null })).thenNothing();
    for (const answer of ['DeclineTransfer', 'RecordTransferAccepted'] as const) {
      after(declined(), step(answer)).thenRefused('consular-case.not-transferred', { phase: 'verified' });
    }
  });

  it('is not answered before it was made', () => {
    const away = play(...STEPS_TO.verified, step('TransferCase', {}, { on: '2022-03-14' }));
    for (const answer of ['DeclineTransfer', 'RecordTransferAccepted'] as const) {
      after(away, step(answer, {}, { on: '2022-03-11' })).thenRefused('consular-case.date-out-of-order', {
        occurredOn: '2022-03-11',
        after: 'CaseTransferredOut',
        on: '2022-03-14',
      });
    }
  });

  it('leaves room to ask and to note until it is accepted, and for papers and links afterwards', () => {
    for (const taken of ['AddNote', 'RecordContact', 'AssignOfficer'] as const) {
      const { command } = step(taken);
      const away = stateOf(caseIn('transferred_out'));
      expect(consularCaseDecider.decide(command, away, exampleContext())).toHaveLength(1);
      after(handedOver(), step(taken)).thenRefused('consular-case.transferred-out', {
        phase: 'transferred_out',
      });
    }
    const late = (history: ReturnType<typeof play>) =>
      consularCaseDecider.decide(step('AttachDocument').command, stateOf(history), exampleContext());
    expect(late(caseIn('transferred_out'))).toMatchObject([{ data: { late: false } }]);
    expect(late(handedOver())).toMatchObject([{ data: { late: true } }]);
  });
});

describe('a case that comes by transfer (A-10)', () => {
  const from = { party: 'province', province: 'lao-cai', basis: 'home_residence' } as const;
  const opening = (changes: object, source = true) =>
    step(
      'OpenConsularCase',
      { channel: 'in_person', transferredFrom: { ...from, ...changes } },
      { source: source ? paper('12') : null },
    );

  it('says who had begun with it, by what letter', () => {
    expect(receivedByTransfer()).toMatchObject([
      { type: 'ConsularCaseOpened' },
      { type: 'CaseReceivedByTransfer', data: { ...from, theirNumber: own('LC-12') } },
    ]);
    expect(stateOf(receivedByTransfer())).toMatchObject({
      phase: 'received',
      receivedFrom: { party: 'province', province: 'lao-cai', on: EXAMPLE_DAY, letter: 'incoming/2022/12' },
    });
  });

  it('comes from another office, which is named, by letter', () => {
    after([], opening({}, false)).thenRefused('consular-case.source-required', {});
    after([], opening({ province: 'cao-bang' })).thenRefused('consular-case.transfer-to-own-province', {
      province: 'cao-bang',
    });
    after([], opening({ province: undefined })).thenRefused('consular-case.field-required', {
      field: 'province',
    });
    after([], opening({ party: 'agency' })).thenRefused('consular-case.field-required', { field: 'agency' });
  });
});
