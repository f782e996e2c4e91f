import { fold, personal } from '#kernel';
import {
  after,
  caseIn,
  CHILD,
  CITIZEN,
  COMPANY,
  EXAMPLE_DAY,
  EXAMPLE_REFERENCE,
  exampleContext,
  paper,
  play,
  RELATIVE,
  SECOND_CITIZEN,
  type Step,
  step,
  STRANGER,
  SUBJECT_FACTS,
} from '../testing/index.js';
import { consularCaseDecider } from './decider.js';
import { type CaseSubject, type ConsularCaseEvent, type EventOf } from './events/index.js';

const DAY_BEFORE = '2022-03-09';
const OWNERS = [`subject-${CITIZEN}`, `subject-${RELATIVE}`];
const own = <T>(value: T) => personal(value, OWNERS);
const citizen: CaseSubject = {
  id: CITIZEN,
  kind: 'person',
  minor: false,
  homeProvince: 'cao-bang',
  seenRevision: 0,
};

const opened: EventOf<'ConsularCaseOpened'> = {
  type: 'ConsularCaseOpened',
  occurredOn: EXAMPLE_DAY,
  data: {
    number: 'BHCD-2022-0001',
    channel: 'in_person',
    kind: 'detention',
    country: 'MY',
    responsibilityBasis: 'home_residence',
    subjects: [citizen],
    applicant: RELATIVE,
    urgency: 'normal',
    place: own('Selangor'),
    summary: own('Gia đình báo con trai bị giữ ở nước ngoài'),
  },
};

describe('opening a case', () => {
  it('records who it is about with the findings seen, and seals what is written', () => {
    after([], step('OpenConsularCase')).then(opened);
  });

  it('is refused for a record that another one stands for, which is named', () => {
    const merged = { ...SUBJECT_FACTS[RELATIVE]!, mergedInto: SECOND_CITIZEN };
    const facts = { ...exampleContext().facts, subjects: { ...SUBJECT_FACTS, [RELATIVE]: merged } };
    const refused = { subject: RELATIVE, into: SECOND_CITIZEN };
    for (const people of [{}, { subjects: [RELATIVE], applicant: null }])
      after([], step('OpenConsularCase', people), { facts }).thenRefused(
        'consular-case.subject-merged',
        refused,
      );
  });

  it('is refused for somebody who was erased, also as who asks for help', () => {
    const erased = { ...SUBJECT_FACTS[RELATIVE]!, erased: true };
    const facts = { ...exampleContext().facts, subjects: { ...SUBJECT_FACTS, [RELATIVE]: erased } };
    for (const people of [{}, { subjects: [RELATIVE], applicant: null }])
      after([], step('OpenConsularCase', people), { facts }).thenRefused('consular-case.subject-erased', {
        subject: RELATIVE,
      });
  });

  it('records what is known of the kind beside it', () => {
    const details = { custodyAuthority: '  Cảnh sát sở tại ', visitConsent: 'agreed' };
    after([], step('OpenConsularCase', { details })).then(opened, {
      type: 'KindDetailsRecorded',
      occurredOn: EXAMPLE_DAY,
      data: {
        kind: 'detention',
        details: { custodyAuthority: own('Cảnh sát sở tại'), visitConsent: 'agreed' },
      },
    });
  });

  it('takes what is known: no place, no applicant, no country, nobody known, one person once', () => {
    const { place: _p, summary: _s, applicant: _a, ...least } = opened.data;
    const event = (data: Partial<typeof opened.data>): ConsularCaseEvent => ({
      ...opened,
      data: { ...least, ...data },
    });
    const bare = { place: null, summary: ' ', applicant: null, country: 'not_stated' } as const;
    after([], step('OpenConsularCase', { ...bare, subjects: [CITIZEN, CITIZEN] })).then(
      event({ country: 'not_stated' }),
    );
    after([], step('OpenConsularCase', { ...bare, subjects: [], summary: 'Chưa rõ là ai' })).then(
      event({ country: 'not_stated', subjects: [], summary: personal('Chưa rõ là ai', []) }),
    );
  });

  it('keeps the finding that somebody is a minor, and that somebody is a legal entity', () => {
    after(
      [],
      step('OpenConsularCase', { subjects: [CHILD, COMPANY], applicant: null, summary: null, place: null }),
    ).then({
      ...opened,
      data: {
        number: 'BHCD-2022-0001',
        channel: 'in_person',
        kind: 'detention',
        country: 'MY',
        responsibilityBasis: 'home_residence',
        subjects: [
          { id: CHILD, kind: 'person', minor: true, homeProvince: 'cao-bang', seenRevision: 2 },
          { id: COMPANY, kind: 'legal_entity', seenRevision: 0 },
        ],
        urgency: 'normal',
      },
    });
  });

  it('judges without a number and decides nothing', () => {
    const facts = { subjects: SUBJECT_FACTS, cases: {}, reference: EXAMPLE_REFERENCE, caseNumber: null };
    after([], step('OpenConsularCase'), { facts }).thenNothing();
    after([], step('OpenConsularCase', { channel: 'post' }), { facts }).thenRefused(
      'consular-case.source-required',
      {},
    );
  });

  it.each(['post', 'consular_department_letter', 'foreign_authority_letter', 'other_province'] as const)(
    'wants the register number of what came by %s (G-3)',
    (channel) => {
      after([], step('OpenConsularCase', { channel })).thenRefused('consular-case.source-required', {});
      after([], step('OpenConsularCase', { channel }, { source: paper(' ') })).thenRefused(
        'consular-case.source-required',
        {},
      );
      after([], step('OpenConsularCase', { channel }, { source: paper('12') })).then({
        ...opened,
        data: { ...opened.data, channel },
      });
    },
  );

  it.each<[string, Parameters<typeof step<'OpenConsularCase'>>[1], string, object]>([
    ['an unknown subject', { subjects: [CITIZEN, STRANGER] }, 'unknown-subject', { subject: STRANGER }],
    ['a subject nobody asked about', { subjects: ['x'] }, 'unknown-subject', { subject: 'x' }],
    ['an unknown applicant', { applicant: STRANGER }, 'unknown-subject', { subject: STRANGER }],
    ['a country that is none', { country: 'XX' }, 'unknown-country', { country: 'XX' }],
    ['a country in small letters', { country: 'my' }, 'unknown-country', { country: 'my' }],
    [
      'a fact of another kind',
      { details: { vessel: 'CB-1' } },
      'kind-detail-unknown',
      { kind: 'detention', field: 'vessel' },
    ],
    [
      'a status that nobody decided (A-8)',
      { kind: 'trafficking', details: { victimStatus: 'confirmed' } },
      'victim-decision-required',
      {},
    ],
    [
      'trafficking without the status of the victim',
      { kind: 'trafficking', details: { minor: true } },
      'kind-detail-missing',
      { missing: ['victimStatus'] },
    ],
  ])('refuses %s', (_, changes, code, details) => {
    after([], step('OpenConsularCase', changes)).thenRefused(`consular-case.${code}`, { ...details });
  });

  it('refuses tomorrow, and a case that is open', () => {
    const { command } = step('OpenConsularCase');
    after([], { command, on: EXAMPLE_DAY }, { today: '2022-03-09' }).thenRefused(
      'consular-case.date-in-future',
      {
        occurredOn: EXAMPLE_DAY,
        today: '2022-03-09',
      },
    );
    after([], step('OpenConsularCase', {}, { source: paper('12', 'incoming', '2099-01-01') })).thenRefused(
      'consular-case.date-in-future',
      { occurredOn: '2099-01-01', today: EXAMPLE_DAY },
    );
    after(caseIn('received'), step('OpenConsularCase')).thenRefused('consular-case.already-opened', {
      phase: 'received',
    });
  });
});

describe('identity', () => {
  const verified = (data: Partial<EventOf<'IdentityVerified'>['data']> = {}): ConsularCaseEvent => ({
    type: 'IdentityVerified',
    occurredOn: EXAMPLE_DAY,
    data: {
      subject: citizen,
      method: 'commune_police',
      homeProvince: 'cao-bang',
      homeCommune: own('Xã Mẫu'),
      ...data,
    },
  });

  it('is verified once', () => {
    after(caseIn('received'), step('VerifyIdentity')).then(verified());
    const again = { homeCommune: null } as const;
    for (const phase of ['verified', 'in_protection', 'closed'] as const) {
      after(caseIn(phase), step('VerifyIdentity', again)).thenNothing();
    }
    for (const other of [
      step('VerifyIdentity'),
      step('VerifyIdentity', { ...again, method: 'commune_committee' }),
      step('VerifyIdentity', { ...again, homeProvince: 'lao-cai' }),
      step('VerifyIdentity', { ...again, residenceProof: 'household_registration' }),
      step('VerifyIdentity', again, { on: '2022-03-11' }),
      step('VerifyIdentity', again, { source: paper('300') }),
    ]) {
      after(caseIn('verified'), other).thenRefused('consular-case.identity-already-verified', {});
      for (const phase of ['closed', 'withdrawn'] as const) {
        after(caseIn(phase), other).thenRefused(`consular-case.${phase}`, { phase });
      }
    }
  });

  it('may be looked at again after it could not be confirmed', () => {
    after(caseIn('received'), step('RecordIdentityNotConfirmed', { checks: ['papers', 'papers'] })).then({
      type: 'IdentityNotConfirmed',
      occurredOn: EXAMPLE_DAY,
      data: { subject: CITIZEN, checks: ['papers'], explanation: own('Giấy tờ không khớp') },
    });
    after(caseIn('received', step('RecordIdentityNotConfirmed')), step('VerifyIdentity')).then(verified());
    after(caseIn('verified'), step('RecordIdentityNotConfirmed')).thenRefused(
      'consular-case.identity-already-verified',
      {},
    );
  });

  it('of a group is verified one by one, and of a case about nobody by naming the first', () => {
    const group = [step('OpenConsularCase', { subjects: [CITIZEN, SECOND_CITIZEN] }), step('VerifyIdentity')];
    const second = { id: SECOND_CITIZEN, kind: 'person', seenRevision: 1 } as const;
    const owners = [CITIZEN, RELATIVE, SECOND_CITIZEN].map((id) => `subject-${id}`);
    after(play(...group), step('VerifyIdentity', { subject: SECOND_CITIZEN })).then(
      verified({ subject: second, homeCommune: personal('Xã Mẫu', owners) }),
    );
    after(play(...group), step('RecordIdentityNotConfirmed')).thenRefused(
      'consular-case.identity-already-verified',
      { subject: CITIZEN },
    );
    const stranger = step('RecordIdentityNotConfirmed', { subject: RELATIVE });
    after(play(...group), stranger).thenRefused('consular-case.subject-not-in-case', { subject: RELATIVE });
    const nobody = play(step('OpenConsularCase', { subjects: [], applicant: null, channel: 'press' }));
    after(nobody, step('VerifyIdentity')).then(
      verified({ homeCommune: personal('Xã Mẫu', [`subject-${CITIZEN}`]) }),
    );
  });

  it('is not verified twice, whoever says so later', () => {
    const group = play(
      step('OpenConsularCase', { subjects: [CITIZEN, SECOND_CITIZEN] }),
      step('VerifyIdentity'),
    );
    const [, first] = group;
    if (!first) throw new Error('the example is empty');
    expect(consularCaseDecider.admits(fold(consularCaseDecider, group), first)).toMatchObject({
      code: 'consular-case.identity-already-verified',
      details: { subject: CITIZEN },
    });
  });

  it('of what came by post is confirmed by the commune (A-2)', () => {
    const posted = play(step('OpenConsularCase', { channel: 'post' }, { source: paper('12') }));
    for (const method of ['papers', 'population_database'] as const) {
      after(posted, step('VerifyIdentity', { method }, { source: paper('13') })).thenRefused(
        'consular-case.post-needs-commune-confirmation',
        { method },
      );
      after(caseIn('received'), step('VerifyIdentity', { method })).then(verified({ method }));
    }
    for (const method of ['commune_committee', 'commune_police'] as const) {
      after(posted, step('VerifyIdentity', { method }, { source: paper('13') })).then(verified({ method }));
    }
  });

  it.each([
    ['household_registration', '2024-02-14', true],
    ['household_registration', '2024-02-15', false],
    ['identity_card', '2024-02-14', false],
    ['identity_card', '2024-02-15', true],
    ['residence_confirmation', '2024-02-14', false],
    ['residence_confirmation', '2024-02-15', true],
    ['personal_id_notice', '2024-02-14', false],
    ['personal_id_notice', '2024-02-15', true],
    ['permanent_residence_card', '2024-02-14', true],
    ['permanent_residence_card', '2024-02-15', true],
  ] as const)('takes %s as proof of residence on %s: %s (A-7)', (residenceProof, on, valid) => {
    const decided = after(caseIn('received'), step('VerifyIdentity', { residenceProof }, { on }));
    if (valid) decided.then({ ...verified({ residenceProof }), occurredOn: on });
    else decided.thenRefused('consular-case.residence-proof-not-valid', { proof: residenceProof, on });
  });

  it.each<[string, Parameters<typeof step<'VerifyIdentity'>>[1], string, object]>([
    ['somebody else', { subject: SECOND_CITIZEN }, 'subject-not-in-case', { subject: SECOND_CITIZEN }],
    ['somebody unknown', { subject: STRANGER }, 'unknown-subject', { subject: STRANGER }],
    ['an unknown province', { homeProvince: 'atlantis' }, 'unknown-province', { province: 'atlantis' }],
  ])('refuses %s', (_, changes, code, details) => {
    after(caseIn('received'), step('VerifyIdentity', changes)).thenRefused(`consular-case.${code}`, {
      ...details,
    });
  });
});

/** The history that an act follows, and the act on the day before the case was received. */
const acts: readonly (readonly [given: Parameters<typeof after>[0], when: Step])[] = [
  [caseIn('received'), step('VerifyIdentity', {}, { on: DAY_BEFORE })],
  [caseIn('received'), step('RecordIdentityNotConfirmed', {}, { on: DAY_BEFORE })],
  [caseIn('received'), step('RequestSupplement', {}, { on: DAY_BEFORE })],
  [caseIn('awaiting_supplement'), step('RecordSupplement', {}, { on: DAY_BEFORE })],
  [caseIn('received'), step('CompleteDossier', {}, { on: DAY_BEFORE })],
  [caseIn('verified'), step('ForwardCase', {}, { on: DAY_BEFORE })],
  [caseIn('forwarded'), step('RecordMissionReport', {}, { on: DAY_BEFORE })],
  [play(step('OpenConsularCase', { kind: 'unspecified' })), step('ClassifyCase', {}, { on: DAY_BEFORE })],
  [caseIn('resolved'), step('NotifyFamily', {}, { on: DAY_BEFORE })],
  [caseIn('resolved'), step('WaiveFamilyNotification', {}, { on: DAY_BEFORE })],
  [caseIn('told'), step('CloseCase', {}, { on: DAY_BEFORE })],
  [caseIn('received'), step('WithdrawCase', {}, { on: DAY_BEFORE })],
  [caseIn('received'), step('AssignOfficer', {}, { on: DAY_BEFORE })],
];

describe('what the office does about a case', () => {
  it.each(acts.map(([given, when]) => [when.command.type, given, when] as const))(
    '%s lies after the day it was received',
    (_, given, when) => {
      after(given, when).thenRefused('consular-case.date-out-of-order', {
        occurredOn: DAY_BEFORE,
        after: 'ConsularCaseOpened',
        on: EXAMPLE_DAY,
      });
    },
  );
});
