import { fold, type LocalDate, personal, type Recorded } from '#kernel';
import { deciderSpec, recorded } from '#event-sourcing/testing';
import {
  CASE_FACTS,
  CITIZEN,
  exampleContext,
  NO_CASE,
  OTHER_CASE,
  OTHER_NUMBER,
  paper,
  SAME_CASE,
  SECOND_CITIZEN,
  STRANGER,
  SUBJECT_FACTS,
} from '../../testing/index.js';
import { type CaseRefusal, refusal } from '../errors.js';
import { type RosterCommand, type RosterContext } from './commands.js';
import { rosterDecider } from './decider.js';
import { type RosterEvent, type RosterEventOf } from './events.js';

const GROUP = { id: SAME_CASE, number: 'BHCD-2022-0001', seenRevision: 4 };
const STREAM = 'rosterEntry-00000000-0000-5000-8000-000000000001';
const DAY = '2022-03-10';
const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`]);

function context(on: LocalDate = DAY, refused: CaseRefusal | null = null): RosterContext {
  const { facts: _ofCases, ...common } = exampleContext({ occurredOn: on });
  const group = { ref: GROUP, refused };
  const records = { [CITIZEN]: [CITIZEN, SECOND_CITIZEN] };
  return { ...common, facts: { group, subjects: SUBJECT_FACTS, cases: CASE_FACTS, records } };
}

type Changes = Partial<RosterEventOf<'RosterEntryAdded'>['data']>;
const added = (changes: Changes = {}): RosterEvent => ({
  type: 'RosterEntryAdded',
  data: {
    case: GROUP,
    subject: { id: CITIZEN, kind: 'person', minor: false, homeProvince: 'cao-bang', seenRevision: 0 },
    status: 'not_found',
    ...changes,
  },
  occurredOn: DAY,
});
const updated = (data: RosterEventOf<'RosterEntryUpdated'>['data'], occurredOn = DAY): RosterEvent => ({
  type: 'RosterEntryUpdated',
  data,
  occurredOn,
});
const removed: RosterEvent = {
  type: 'RosterEntryRemoved',
  data: { reason: own('Không ở vùng chiến sự') },
  occurredOn: DAY,
};

const add = (data: object = {}): RosterCommand => ({
  type: 'AddRosterEntry',
  data: { subject: CITIZEN, status: 'not_found', ...data },
});
const update = (data: object): RosterCommand => ({ type: 'UpdateRosterEntry', data });
const remove: RosterCommand = { type: 'RemoveRosterEntry', data: { reason: 'Không ở vùng chiến sự' } };

const after = (history: readonly RosterEvent[], command: RosterCommand, told = context()) =>
  deciderSpec(rosterDecider, told)
    .given(...recorded<RosterEvent>(STREAM, history))
    .when(command);

describe('somebody on a roster (A-12)', () => {
  it('is put there with what is known', () => {
    after([], add()).then(added());
    const known = {
      status: 'safe',
      lastContactOn: '2022-03-09',
      ownCase: OTHER_CASE,
      note: 'Ở nhà người quen',
    };
    const ownCase = { id: OTHER_CASE, number: OTHER_NUMBER, seenRevision: 3 };
    after([], add(known)).then(
      added({ status: 'safe', lastContactOn: '2022-03-09', ownCase, note: own('Ở nhà người quen') }),
    );
  });

  it('is put there once, and again after being taken off', () => {
    after([added()], add()).thenNothing();
    for (const other of [{ status: 'safe' }, { note: 'Mới' }, { lastContactOn: '2022-03-09' }]) {
      after([added()], add(other)).thenRefused('consular-case.already-on-roster', {
        people: [CITIZEN],
        subjects: [CITIZEN],
      });
    }
    after([added(), removed], add()).then(added());
  });

  it('stands for themselves: where another record does, that one is named', () => {
    const { facts, ...known } = context();
    const merged = { ...facts.subjects[CITIZEN]!, mergedInto: SECOND_CITIZEN };
    after([], add(), { ...known, facts: { ...facts, subjects: { [CITIZEN]: merged } } }).thenRefused(
      'consular-case.subject-merged',
      { subject: CITIZEN, into: SECOND_CITIZEN },
    );
  });

  it('was not erased', () => {
    const { facts, ...known } = context();
    const erased = { ...facts.subjects[CITIZEN]!, erased: true };
    after([], add(), { ...known, facts: { ...facts, subjects: { [CITIZEN]: erased } } }).thenRefused(
      'consular-case.subject-erased',
      { subject: CITIZEN },
    );
  });

  it('is known, and so is their own case, which is not the group’s', () => {
    after([], add({ subject: STRANGER })).thenRefused('consular-case.unknown-subject', { subject: STRANGER });
    after([], add({ ownCase: NO_CASE })).thenRefused('consular-case.unknown-case', { case: NO_CASE });
    after([added()], update({ ownCase: SAME_CASE })).thenRefused('consular-case.linked-to-itself', {
      number: GROUP.number,
    });
  });

  it('has an own case that is about them, by whichever of their records', () => {
    const alone = context();
    const told = { ...alone, facts: { ...alone.facts, records: {} } };
    const refused = { number: OTHER_NUMBER, subject: CITIZEN };
    for (const [history, command] of [
      [[], add({ ownCase: OTHER_CASE })],
      [[added()], update({ ownCase: OTHER_CASE })],
    ] as const) {
      after(history, command, told).thenRefused('consular-case.own-case-of-another', refused);
    }
  });

  it('is heard of and told about no later than today', () => {
    const future = { occurredOn: '2022-03-11', today: DAY };
    after([], add({ lastContactOn: '2022-03-11' })).thenRefused('consular-case.date-in-future', future);
    after([added()], update({ lastContactOn: '2022-03-11' })).thenRefused(
      'consular-case.date-in-future',
      future,
    );
    after([], add(), { ...context(), occurredOn: '2022-03-11' }).thenRefused(
      'consular-case.date-in-future',
      future,
    );
  });

  it('is updated with what is new', () => {
    after([added()], update({ status: 'evacuated', note: 'Qua biên giới' })).then(
      updated({ status: 'evacuated', note: own('Qua biên giới') }),
    );
    after([added()], update({ lastContactOn: '2022-03-09' })).then(updated({ lastContactOn: '2022-03-09' }));
    after([added()], update({ status: 'not_found' })).thenNothing();
    after([added()], update({ status: 'not_found' }), context('2022-03-12')).then(
      updated({ status: 'not_found' }, '2022-03-12'),
    );
    after([added()], update({ status: 'not_found' }), { ...context(), source: paper('7') }).then(
      updated({ status: 'not_found' }),
    );
    after([added()], update({})).thenRefused('consular-case.field-required', { field: 'status' });
  });

  it('is updated and taken off only while on it', () => {
    for (const history of [[], [added(), removed]]) {
      for (const command of [update({ status: 'safe' }), remove])
        after(history, command).thenRefused('consular-case.not-on-roster', {});
    }
    after([added()], remove).then(removed);
    after([added()], { type: 'RemoveRosterEntry', data: { reason: ' ' } }).thenRefused(
      'consular-case.field-required',
      { field: 'reason' },
    );
  });

  it('is not taken off before the day they came, nor comes back before they were; how they are is told of any', () => {
    const earlier = context('2022-03-09');
    const outOfOrder = (since: string) => ({ occurredOn: '2022-03-09', after: since, on: DAY });
    after([added()], remove, earlier).thenRefused(
      'consular-case.date-out-of-order',
      outOfOrder('RosterEntryAdded'),
    );
    after([added(), removed], add(), earlier).thenRefused(
      'consular-case.date-out-of-order',
      outOfOrder('RosterEntryRemoved'),
    );
    after([added()], update({ status: 'safe' }), earlier).then(updated({ status: 'safe' }, '2022-03-09'));
  });

  it('stays as they are once the case takes nothing any more', () => {
    const closed = context(DAY, refusal('consular-case.closed', { phase: 'closed' }));
    after([], add(), closed).thenRefused('consular-case.closed', { phase: 'closed' });
    for (const command of [update({ status: 'safe' }), remove])
      after([added()], command, closed).thenRefused('consular-case.closed', { phase: 'closed' });
  });

  it('folds from any part of their history', () => {
    const history = recorded<RosterEvent>(STREAM, [
      added(),
      updated({ status: 'to_evacuate', lastContactOn: '2022-03-09' }),
      removed,
      added({ status: 'safe' }),
    ]);
    const statesOf = (events: readonly Recorded<RosterEvent>[]) => fold(rosterDecider, events);
    expect(statesOf(history)).toEqual({
      phase: 'listed',
      subject: CITIZEN,
      status: 'safe',
      lastContactOn: null,
      ownCase: null,
      since: DAY,
      asOf: DAY,
    });
    expect(statesOf(history.slice(0, 2))).toMatchObject({
      status: 'to_evacuate',
      lastContactOn: '2022-03-09',
    });
    expect(statesOf(history.slice(1, 3))).toEqual({ phase: 'absent' });
    for (const [index, event] of history.entries())
      expect(rosterDecider.admits(statesOf(history.slice(0, index)), event)).toBeNull();
  });
});
