import fc from 'fast-check';
import { type CommandContext, type DomainError, fold, personal, type Recorded } from '#kernel';
import { subjectDecider } from './decider.js';
import { type Erasure, type ErasureFacts, erased, type NamingCase, type SubjectRecord } from './erasure.js';
import { type PersonalDataErased, type SubjectEvent } from './events.js';

const STREAM = 'subject-5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312';
const PROPOSAL = '0a4ee96b-ce40-5e86-949b-0c899da67f14';
const own = <T>(value: T) => personal(value, [STREAM]);

const recorded = (events: readonly SubjectEvent[]): Recorded<SubjectEvent>[] =>
  events.map((event, revision) => ({ ...event, revision, stream: STREAM }) as Recorded<SubjectEvent>);

const erasing: PersonalDataErased = {
  type: 'PersonalDataErased',
  data: { fields: ['name'], ground: 'request', keys: 1, cases: [], proposal: PROPOSAL },
  occurredOn: '2022-03-10',
};

const history = recorded([
  {
    type: 'SubjectRegistered',
    data: { kind: 'person', details: { name: own('Nông Thị Mẫu'), address: own('Xóm Mẫu'), minor: false } },
    occurredOn: '2022-03-09',
  },
  {
    type: 'SubjectDetailsCorrected',
    data: { changes: { address: null, sex: own('female'), minor: true }, reason: own('nhập sai') },
    occurredOn: '2022-03-09',
  },
  erasing,
]);

const known = fold(subjectDecider, history.slice(0, 2));

const record: SubjectRecord = { history, state: known, decisions: [] };

const context = (facts: Partial<ErasureFacts> = {}): CommandContext<ErasureFacts> => ({
  actor: { id: 'director', role: 'director', unit: 'leadership' },
  now: '2022-03-10T02:00:00.000Z',
  today: '2022-03-10',
  occurredOn: '2022-03-10',
  facts: { cases: [], records: [], keys: 2, unerased: [], ...facts },
});

const approved = (payload: Erasure, facts: Partial<ErasureFacts> = {}, from = record) =>
  erased({ id: PROPOSAL, payload, reason: own('đơn') }, from, context(facts));

const codeOf = (work: () => unknown): [string, unknown] => {
  try {
    work();
  } catch (error) {
    const { code, details } = error as DomainError;
    return [code, details];
  }
  throw new Error('nothing was refused');
};

const ended: NamingCase = { id: 'a', number: 'BHCD-2022-0001', running: false, sharedTexts: [] };
const shared: NamingCase = {
  ...ended,
  sharedTexts: [
    { event: 'e1', field: 'condition' },
    { event: 'e2', field: 'text' },
  ],
};

describe('an erasure that was approved', () => {
  it('names every detail that ever had a value, the cases and the ground, and no value', () => {
    expect(approved({ ground: 'agreement' }, { cases: [ended] })).toEqual([
      {
        type: 'PersonalDataErased',
        data: {
          fields: ['name', 'sex', 'address'],
          ground: 'agreement',
          keys: 2,
          cases: [{ id: 'a', number: 'BHCD-2022-0001' }],
          proposal: PROPOSAL,
        },
        occurredOn: '2022-03-10',
      },
    ]);
  });

  it('is refused while a case that names the person runs', () => {
    const running = { ...ended, number: 'BHCD-2022-0002', running: true };
    expect(codeOf(() => approved({ ground: 'request' }, { cases: [ended, running] }))).toEqual([
      'subject.in-running-case',
      { cases: ['BHCD-2022-0002'] },
    ]);
  });

  it('is refused while others would lose texts that nobody has let go', () => {
    const refused = codeOf(() => approved({ ground: 'request', lettingGo: ['e1'] }, { cases: [shared] }));
    expect(refused).toEqual([
      'subject.texts-shared',
      {
        count: 1,
        where: ['BHCD-2022-0001'],
        texts: [{ case: 'BHCD-2022-0001', event: 'e2', field: 'text' }],
      },
    ]);
    const both = { ground: 'request', lettingGo: ['e1', 'e2'] } as const;
    expect(approved(both, { cases: [shared] })).toHaveLength(1);
  });

  it('lets go only what is about others too, as far as that is known when it is proposed', () => {
    const payload = { ground: 'request', lettingGo: ['e1', 'e2', 'e3'] } as const;
    expect(codeOf(() => approved(payload, { cases: [shared], proposing: true }))).toEqual([
      'subject.letting-go-unknown',
      { field: 'lettingGo', events: ['e3'] },
    ]);
    expect(approved(payload, { cases: [shared] })).toHaveLength(1);
  });

  it('is refused while another record of the same person is not erased', () => {
    expect(codeOf(() => approved({ ground: 'request' }, { unerased: ['b'] }))).toEqual([
      'subject.records-unerased',
      { records: ['b'] },
    ]);
  });

  it('is not approved twice', () => {
    const gone = { ...record, state: fold(subjectDecider, history) };
    expect(codeOf(() => approved({ ground: 'request' }, {}, gone))[0]).toBe('subject.erased');
  });
});

describe('somebody who was erased', () => {
  it('stays so in any subset of a history', () => {
    fc.assert(
      fc.property(fc.subarray(history), (subset) => {
        const { phase } = fold(subjectDecider, subset);
        expect(phase === 'erased').toBe(subset.some(({ type }) => type === 'PersonalDataErased'));
      }),
    );
  });

  it('cannot be registered, corrected or erased again', () => {
    const state = fold(subjectDecider, history);
    expect(history.map((event) => subjectDecider.admits(state, event)?.code)).toEqual([
      'subject.already-registered',
      'subject.erased',
      'subject.erased',
    ]);
  });
});
