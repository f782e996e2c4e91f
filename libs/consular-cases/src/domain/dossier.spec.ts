import { personal } from '#kernel';
import {
  after,
  caseIn,
  CITIZEN,
  EXAMPLE_DAY,
  paper,
  play,
  RELATIVE,
  step,
  STEPS_TO,
} from '../testing/index.js';
import { type RemainsAnswers } from './commands/index.js';
import { type EventOf } from './events/index.js';
import { type PaperKind } from './vocabulary/index.js';

const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);
const papers = (...kinds: PaperKind[]) => kinds.map((kind) => ({ kind }));
const document = 'aaaaaaaa-aaaa-5aaa-8aaa-aaaaaaaaaaaa';
const held = (...kinds: PaperKind[]) => kinds.map((kind) => ({ kind, documentId: document }));

describe('a supplement', () => {
  const requested: EventOf<'SupplementRequested'> = {
    type: 'SupplementRequested',
    occurredOn: EXAMPLE_DAY,
    data: {
      dossier: 'request',
      requestNo: 1,
      missing: ['id_copy'],
      dueOn: '2022-04-30',
      explanation: own('Thiếu bản sao căn cước'),
    },
  };

  it.each(['received', 'verified'] as const)('is asked for in %s, and leads back there', (phase) => {
    after(caseIn(phase), step('RequestSupplement', { missing: ['id_copy', 'id_copy'] })).then(requested);
    const answered = caseIn(phase, step('RequestSupplement'), step('RecordSupplement'));
    if (phase === 'received') {
      after(answered, step('ForwardCase')).thenRefused('consular-case.identity-not-verified', { phase });
    } else {
      after(answered, step('ForwardCase')).then({
        type: 'CaseForwarded',
        occurredOn: EXAMPLE_DAY,
        data: { addressee: 'consular_department', enclosures: papers('request_form', 'id_copy') },
      });
    }
  });

  it('may come in parts: the case waits until the officer says that it is all', () => {
    const waiting = caseIn('awaiting_supplement', step('RecordSupplement', { complete: false }));
    after(waiting, step('VerifyIdentity')).thenRefused('consular-case.awaiting-supplement', {
      phase: 'awaiting_supplement',
    });
    after(waiting, step('RecordSupplement', { papers: papers('passport_copy') })).then({
      type: 'SupplementReceived',
      occurredOn: EXAMPLE_DAY,
      data: { dossier: 'request', papers: papers('passport_copy'), complete: true },
    });
  });

  it('is asked for once a dossier', () => {
    const answered = [...STEPS_TO.awaiting_supplement, step('RecordSupplement')];
    after(play(...answered), step('RequestSupplement')).thenRefused(
      'consular-case.supplement-already-requested',
      { dossier: 'request' },
    );
    after(play(...answered), step('RequestSupplement', { dossier: 'remains', explanation: null })).then({
      ...requested,
      data: { dossier: 'remains', requestNo: 2, missing: ['id_copy'], dueOn: '2022-04-30' },
    });
    const all = (['remains', 'deportee'] as const).flatMap((dossier) => [
      step('RequestSupplement', { dossier }),
      step('RecordSupplement'),
    ]);
    after(play(...answered, ...all), step('RequestSupplement')).thenRefused(
      'consular-case.supplement-already-requested',
      {},
    );
  });

  it('is not due before it is asked for, and does not come before it', () => {
    after(caseIn('received'), step('RequestSupplement', { dueOn: '2022-03-09' })).thenRefused(
      'consular-case.date-out-of-order',
      { occurredOn: '2022-03-09', after: 'SupplementRequested', on: EXAMPLE_DAY },
    );
    const asked = play(...STEPS_TO.received, step('RequestSupplement', {}, { on: '2022-03-15' }));
    after(asked, step('RecordSupplement', {}, { on: '2022-03-14' })).thenRefused(
      'consular-case.date-out-of-order',
      { occurredOn: '2022-03-14', after: 'SupplementRequested', on: '2022-03-15' },
    );
  });
});

describe('papers', () => {
  it.each([
    ['awaiting_supplement', step('RecordSupplement', { papers: held('id_copy') })],
    ['received', step('CompleteDossier', { papers: held('request_form', 'id_copy') })],
    ['verified', step('ForwardCase', { enclosures: held('request_form', 'id_copy') })],
    ['verified', step('RecordRemainsPermit', { papers: held('death_certificate', 'cremation_certificate') })],
  ] as const)('of a case in %s are not said to be in the file when they are not', (phase, taken) => {
    after(caseIn(phase), taken).thenRefused('consular-case.unknown-document', { documentId: document });
    expect(play(...STEPS_TO[phase], step('AttachDocument'), taken)).toHaveLength(STEPS_TO[phase].length + 2);
  });
});

describe('the dossier of a request', () => {
  const completed: EventOf<'DossierCompleted'> = {
    type: 'DossierCompleted',
    occurredOn: EXAMPLE_DAY,
    data: { what: 'request', papers: papers('request_form', 'id_copy') },
  };

  it('is complete once', () => {
    after(caseIn('received'), step('CompleteDossier')).then(completed);
    after(caseIn('received', step('CompleteDossier')), step('CompleteDossier')).thenNothing();
    const passport = papers('request_form', 'id_copy', 'passport_copy');
    after(caseIn('received', step('CompleteDossier')), step('CompleteDossier', { papers: passport })).then({
      ...completed,
      data: { what: 'request', papers: passport },
    });
  });

  it.each<[PaperKind[], PaperKind[]]>([
    [[], ['request_form', 'id_copy']],
    [['request_form'], ['id_copy']],
    [['id_copy', 'passport_copy'], ['request_form']],
  ])('of a relative with %j misses %j (A-1)', (kinds, missing) => {
    after(caseIn('received'), step('CompleteDossier', { papers: papers(...kinds) })).thenRefused(
      'consular-case.request-papers-missing',
      { missing },
    );
  });

  it('needs no form when nobody else, or the citizen, asked', () => {
    for (const applicant of [null, CITIZEN]) {
      const asked = play(step('OpenConsularCase', { applicant }));
      after(asked, step('CompleteDossier', { papers: [] })).then({
        ...completed,
        data: { what: 'request', papers: [] },
      });
    }
  });

  it('of a deportee has no papers of its own', () => {
    after(caseIn('verified'), step('CompleteDossier', { what: 'deportee', papers: [] })).then({
      ...completed,
      data: { what: 'deportee', papers: [] },
    });
  });
});

describe('remains', () => {
  const ashes: RemainsAnswers = {
    form: 'ashes',
    eligibility: 'citizen_resident',
    residenceProof: 'household_registration',
    groupADiseaseExcluded: false,
  };
  const certificates: Readonly<Record<RemainsAnswers['form'], PaperKind[]>> = {
    body: ['death_certificate', 'quarantine_certificate'],
    bones: ['death_certificate', 'exhumation_certificate', 'quarantine_certificate'],
    ashes: ['death_certificate', 'cremation_certificate'],
  };
  const ways = [
    [
      'dossier',
      (remains: RemainsAnswers, kinds: PaperKind[]) =>
        step('CompleteDossier', { what: 'remains', remains, papers: papers(...kinds) }),
    ],
    [
      'permit',
      (remains: RemainsAnswers, kinds: PaperKind[]) =>
        step('RecordRemainsPermit', { remains, papers: papers(...kinds) }),
    ],
  ] as const;

  describe.each(ways)('in a %s', (_, told) => {
    it.each(['body', 'bones', 'ashes'] as const)('as %s have their papers (A-6)', (form) => {
      const remains = { ...ashes, form, groupADiseaseExcluded: true };
      const wanted = certificates[form];
      expect(play(...STEPS_TO.verified, told(remains, wanted)).at(-1)?.data).toMatchObject({
        remains,
        papers: papers(...wanted),
      });
      for (const missing of wanted) {
        const rest = wanted.filter((kind) => kind !== missing);
        after(caseIn('verified'), told(remains, rest)).thenRefused('consular-case.remains-papers-missing', {
          form,
          missing: [missing],
        });
      }
    });

    it('are of somebody eligible (A-5)', () => {
      after(caseIn('verified'), told({ ...ashes, eligibility: 'none' }, certificates.ashes)).thenRefused(
        'consular-case.remains-not-eligible',
        { form: 'ashes' },
      );
    });

    it('as a body are not of somebody who may have died of a group-A disease (A-5)', () => {
      after(caseIn('verified'), told({ ...ashes, form: 'body' }, certificates.body)).thenRefused(
        'consular-case.remains-disease-not-excluded',
        {},
      );
    });

    it('come with a proof of residence of that time (A-7)', () => {
      const on = '2024-02-14';
      after(caseIn('verified'), {
        ...told({ ...ashes, residenceProof: 'identity_card' }, certificates.ashes),
        on,
      }).thenRefused('consular-case.residence-proof-not-valid', { proof: 'identity_card', on: '2024-02-14' });
    });
  });

  it('are described in their dossier', () => {
    after(caseIn('verified'), step('CompleteDossier', { what: 'remains' })).thenRefused(
      'consular-case.field-required',
      { field: 'remains' },
    );
  });

  it('enter in the form that their dossier states', () => {
    const dossier = step('CompleteDossier', {
      what: 'remains',
      remains: { ...ashes, form: 'bones' },
      papers: papers(...certificates.bones),
    });
    after(caseIn('verified', dossier), step('RecordRemainsPermit')).thenRefused(
      'consular-case.remains-form-differs',
      { form: 'ashes', recorded: 'bones' },
    );
  });

  it('get a permit of a mission, which settles the matter at home (A-4)', () => {
    after(caseIn('verified'), step('RecordRemainsPermit')).then({
      type: 'RemainsPermitRecorded',
      occurredOn: EXAMPLE_DAY,
      data: {
        issuingMission: 'lsq-nam-ninh',
        remains: { ...ashes, eligibility: 'citizen_resident', groupADiseaseExcluded: true },
        papers: papers('death_certificate', 'cremation_certificate'),
        number: own('GP-0001'),
        entryGate: 'tra-linh',
        entryOn: '2022-04-02',
      },
    });
    after(caseIn('verified'), step('RecordRemainsPermit', { issuingMission: 'so-ngoai-vu' })).thenRefused(
      'consular-case.unknown-mission',
      { mission: 'so-ngoai-vu' },
    );
    after(caseIn('verified'), step('RecordRemainsPermit', { entryGate: 'nowhere' })).thenRefused(
      'consular-case.unknown-gate',
      { gate: 'nowhere' },
    );
  });
});

describe('forwarding', () => {
  const forwarded = (data: Partial<EventOf<'CaseForwarded'>['data']> = {}): EventOf<'CaseForwarded'> => ({
    type: 'CaseForwarded',
    occurredOn: EXAMPLE_DAY,
    data: { addressee: 'consular_department', enclosures: papers('request_form', 'id_copy'), ...data },
  });

  it('of a relative’s request to the Consular Department takes form and copy along (A-1)', () => {
    after(caseIn('verified'), step('ForwardCase')).then(forwarded());
    after(caseIn('verified'), step('ForwardCase', { enclosures: papers('request_form') })).thenRefused(
      'consular-case.request-papers-missing',
      { missing: ['id_copy'] },
    );
    after(
      caseIn('verified'),
      step('ForwardCase', { addressee: 'mission', mission: 'lsq-nam-ninh', enclosures: [] }),
    ).then(forwarded({ addressee: 'mission', mission: 'lsq-nam-ninh', enclosures: [] }));
    const unasked = play(step('OpenConsularCase', { applicant: null }), step('VerifyIdentity'));
    after(unasked, step('ForwardCase', { enclosures: [] })).then(forwarded({ enclosures: [] }));
  });

  it('is an official letter with a number', () => {
    after(caseIn('verified'), step('ForwardCase', {}, { source: null })).thenRefused(
      'consular-case.source-required',
      {},
    );
  });

  it('names its addressee and nobody else', () => {
    after(caseIn('verified'), step('ForwardCase', { addressee: 'mission' })).thenRefused(
      'consular-case.field-required',
      { field: 'mission' },
    );
    after(caseIn('verified'), step('ForwardCase', { addressee: 'other', agency: ' ' })).thenRefused(
      'consular-case.field-required',
      { field: 'agency' },
    );
    after(caseIn('verified'), step('ForwardCase', { addressee: 'mission', mission: 'x' })).thenRefused(
      'consular-case.unknown-mission',
      { mission: 'x' },
    );
    after(
      caseIn('verified'),
      step('ForwardCase', { addressee: 'other', agency: 'Công an tỉnh', mission: 'lsq-nam-ninh' }),
    ).then(forwarded({ addressee: 'other', agency: own('Công an tỉnh') }));
    after(caseIn('verified'), step('ForwardCase', { agency: 'Công an tỉnh' })).then(forwarded());
  });

  it('by the same letter is recorded once, by another one again', () => {
    after(caseIn('forwarded'), step('ForwardCase')).thenNothing();
    const known = ['consular-case.letter-already-recorded', { letter: 'outgoing/2022/101' }] as const;
    const more = papers('request_form', 'id_copy', 'passport_copy');
    after(caseIn('forwarded'), step('ForwardCase', { enclosures: more })).thenRefused(...known);
    after(caseIn('forwarded'), step('ForwardCase', {}, { on: '2022-03-11' })).thenRefused(...known);
    after(caseIn('forwarded'), step('ForwardCase', { agency: 'Công an tỉnh' })).thenRefused(...known);
    after(caseIn('in_protection'), step('ForwardCase', {}, { source: paper('102', 'outgoing') })).then(
      forwarded(),
    );
    after(
      caseIn('forwarded'),
      step('ForwardCase', {}, { source: paper('101', 'outgoing', '2021-12-30') }),
    ).then(forwarded());
  });
});

describe('a mission’s report', () => {
  it('brings a forwarded case into protection, once a paper', () => {
    const reported: EventOf<'MissionReported'> = {
      type: 'MissionReported',
      occurredOn: EXAMPLE_DAY,
      data: {
        mission: 'dsq-kuala-lumpur',
        location: own('Trại tạm giam'),
        condition: own('Sức khỏe bình thường'),
        legalStatus: own('Chờ xét xử'),
        nextStep: own('Thăm lãnh sự'),
      },
    };
    after(caseIn('forwarded'), step('RecordMissionReport')).then(reported);
    const known = ['consular-case.letter-already-recorded', { letter: 'incoming/2022/201' }] as const;
    after(caseIn('in_protection'), step('RecordMissionReport')).thenRefused(...known);
    const bare = { location: null, condition: null, legalStatus: null, nextStep: null } as const;
    after(caseIn('in_protection'), step('RecordMissionReport', bare)).thenNothing();
    after(
      caseIn('in_protection'),
      step('RecordMissionReport', { ...bare, nextStep: 'Thăm lãnh sự' }),
    ).thenRefused(...known);
    after(caseIn('in_protection'), step('RecordMissionReport', {}, { source: paper('202') })).then(reported);
  });

  it('is a registered paper of a mission, and came after the letter', () => {
    after(caseIn('forwarded'), step('RecordMissionReport', {}, { source: null })).thenRefused(
      'consular-case.source-required',
      {},
    );
    after(caseIn('forwarded'), step('RecordMissionReport', { mission: 'office' })).thenRefused(
      'consular-case.unknown-mission',
      { mission: 'office' },
    );
    const sent = play(...STEPS_TO.verified, step('ForwardCase', {}, { on: '2022-03-20' }));
    after(sent, step('RecordMissionReport', {}, { on: '2022-03-19' })).thenRefused(
      'consular-case.date-out-of-order',
      { occurredOn: '2022-03-19', after: 'CaseForwarded', on: '2022-03-20' },
    );
    after(caseIn('verified'), step('RecordMissionReport')).thenRefused('consular-case.not-forwarded', {
      phase: 'verified',
    });
  });
});
