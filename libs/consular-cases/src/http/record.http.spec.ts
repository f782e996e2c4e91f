import { type History, type HistoryEntry } from '#platform';
import { type CaseView } from '../queries/case-view.js';
import { type CasePage } from '../queries/list-view.js';
import { casesApp } from '../testing/cases-app.js';
import { CHILD, CITIZEN, EXAMPLE_DATA, RELATIVE, SECOND_CITIZEN } from '../testing/index.js';

type App = Awaited<ReturnType<typeof casesApp>>;
let app: App;

beforeEach(async () => {
  app = await casesApp();
});
afterEach(() => app.close());

const CASES = '/consular-cases';
const source = (number: string) => ({
  register: 'incoming-2022',
  number,
  date: '2022-03-10',
  issuer: 'Cơ quan mẫu',
});

interface Problem {
  readonly code: string;
  readonly title: string;
  readonly details: Readonly<Record<string, unknown>>;
}

async function opened(changes: object = {}): Promise<string> {
  const answer = await app.post(CASES, { ...EXAMPLE_DATA.OpenConsularCase, ...changes });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return answer.json<{ id: string }>().id;
}

const send = (id: string, path: string, body: object, options: { actor?: string } & object = {}) =>
  app.post(`${CASES}/${id}/${path}`, body, options);

async function does(id: string, path: string, body: object, options = {}): Promise<number> {
  const answer = await send(id, path, body, options);
  expect([path, answer.statusCode, answer.json()]).toEqual([path, 200, expect.anything()]);
  return answer.json<{ revision: number }>().revision;
}

async function refused(id: string, path: string, body: object, options = {}) {
  const answer = await send(id, path, body, options);
  return { status: answer.statusCode, ...answer.json<Problem>() };
}

async function bodyOf<T>(url: string, options = {}): Promise<T> {
  const answer = await app.get(url, options);
  expect([url, answer.statusCode, answer.json()]).toEqual([url, 200, expect.anything()]);
  return answer.json<T>();
}
const view = (id: string, query = '', options = {}) => bodyOf<CaseView>(`${CASES}/${id}${query}`, options);
const entries = async (id: string, options = {}) =>
  (await bodyOf<History>(`${CASES}/${id}/history`, options)).entries;
const entryOf = async (id: string, type: string): Promise<HistoryEntry> => {
  const found = (await entries(id)).findLast((entry) => entry.type === type);
  expect(found).toBeDefined();
  return found!;
};

/** A case closed on 14 March: outcome on the 12th, the family told on the 13th. */
async function closed(): Promise<string> {
  app.at('2022-03-14T02:00:00.000Z');
  const id = await opened({ occurredOn: '2022-03-10' });
  await does(id, 'verify-identity', { ...EXAMPLE_DATA.VerifyIdentity, occurredOn: '2022-03-10' });
  await does(id, 'record-rescue', { ...EXAMPLE_DATA.RecordRescue, occurredOn: '2022-03-11' });
  await does(id, 'record-outcome', { ...EXAMPLE_DATA.RecordOutcome, occurredOn: '2022-03-12' });
  await does(id, 'notify-family', { ...EXAMPLE_DATA.NotifyFamily, occurredOn: '2022-03-13' });
  await does(id, 'close-case', EXAMPLE_DATA.CloseCase);
  return id;
}

const correct = async (id: string, type: string, changes: object, more: object = {}) => ({
  target: (await entryOf(id, type)).id,
  changes,
  reason: 'nhập sai',
  ...more,
});

describe('correcting a fact of a case', () => {
  it('changes what is shown, listed and counted, also of a closed case, and keeps the texts beside it', async () => {
    const id = await closed();
    app.at('2022-03-20T02:00:00.000Z');
    await does(
      id,
      'correct-fact',
      await correct(id, 'ConsularCaseOpened', { country: 'KH', kind: 'missing' }),
      {
        actor: 'head-consular',
      },
    );
    expect(await view(id)).toMatchObject({
      country: 'KH',
      kind: 'missing',
      place: 'Selangor',
      phase: 'closed',
      revision: 6,
      lastChangedBy: 'head-consular',
      lastChangedAt: '2022-03-20T02:00:00.000Z',
      changedByOthers: true,
    });
    const listed = async (query: string) => (await bodyOf<CasePage>(`${CASES}?${query}`)).items.length;
    expect([await listed('country=KH'), await listed('country=MY')]).toEqual([1, 0]);
    const report = await bodyOf<{ byKind: unknown; byCountry: unknown }>(
      '/reports/consular-cases?from=2022-01-01&to=2022-12-31',
    );
    expect(report).toMatchObject({ byKind: { missing: 1 }, byCountry: { KH: 1 } });
  });

  it('is told as at both clocks: what was known then, and what was true then as it is known today', async () => {
    const id = await closed();
    app.at('2022-03-20T02:00:00.000Z');
    await does(
      id,
      'correct-fact',
      await correct(id, 'OutcomeRecorded', { outcome: 'released' }, { correctedOccurredOn: '2022-03-11' }),
    );
    const at = (moment: string, clock: string) => view(id, `?asAt=${moment}&clock=${clock}`);
    expect((await at('2022-03-15T00:00:00Z', 'recorded')).outcome).toEqual({
      outcome: 'returned',
      on: '2022-03-12',
    });
    expect((await at('2022-03-20T03:00:00Z', 'recorded')).outcome).toEqual({
      outcome: 'released',
      on: '2022-03-11',
    });
    expect((await at('2022-03-11T03:00:00Z', 'occurred')).outcome).toEqual({
      outcome: 'released',
      on: '2022-03-11',
    });
    expect((await view(id, '?revision=5')).outcome).toEqual({ outcome: 'returned', on: '2022-03-12' });
    // What is asked of other streams, and what can be done, is about now alone.
    const { asAt: _asAt, ...now } = await at('2022-03-20T03:00:00Z', 'recorded');
    expect({ ...(await view(id)), deadlines: [] }).toMatchObject({ ...now, deadlines: [] });
  });

  it('is shown beside what it corrects, field by field, with the day and the paper', async () => {
    const id = await closed();
    await does(
      id,
      'correct-fact',
      await correct(
        id,
        'RescueRecorded',
        { by: 'mission', place: 'Phnom Penh', condition: null },
        {
          correctedOccurredOn: '2022-03-12',
          correctedSource: source('77'),
          evidence: 'Báo cáo của cơ quan đại diện',
        },
      ),
    );
    const corrected = await entryOf(id, 'RescueRecorded');
    const correction = await entryOf(id, 'FactCorrected');
    expect(corrected).toMatchObject({ occurredOn: '2022-03-11', correctedBy: [correction.id] });
    expect(correction).toMatchObject({
      label: { vi: 'Đính chính', en: 'Corrected' },
      corrects: corrected.id,
      reason: 'nhập sai',
      evidence: 'Báo cáo của cơ quan đại diện',
    });
    expect(correction.changes.map(({ field, before, after }) => [field, before, after])).toEqual(
      expect.arrayContaining([
        ['occurredOn', '2022-03-11', '2022-03-12'],
        ['source.number', null, '77'],
        ['source.issuer', null, 'Cơ quan mẫu'],
        ['by', 'host_state_police', 'mission'],
        ['place', 'Sihanoukville', 'Phnom Penh'],
        ['condition', 'Mệt mỏi', null],
      ]),
    );
    const analyst = (await entries(id, { actor: 'analyst' })).at(-1);
    expect(analyst).toMatchObject({ reason: null, evidence: null });
    expect(analyst?.changes.find(({ field }) => field === 'place')).toMatchObject({
      before: null,
      after: null,
      personal: true,
    });
  });

  it('names other people by their ids, with the findings of today', async () => {
    const id = await opened();
    await does(id, 'correct-fact', await correct(id, 'ConsularCaseOpened', { subjects: [SECOND_CITIZEN] }));
    expect((await view(id)).subjects).toEqual([{ id: SECOND_CITIZEN, kind: 'person', seenRevision: 1 }]);
    await does(id, 'verify-identity', { ...EXAMPLE_DATA.VerifyIdentity, subject: SECOND_CITIZEN });
    const answer = await refused(
      id,
      'correct-fact',
      await correct(id, 'IdentityVerified', { subject: CITIZEN }),
    );
    expect(answer).toMatchObject({ status: 409, code: 'correction.breaks-rule' });
  });

  it('corrects facts of a kind one by one', async () => {
    const id = await opened({ details: EXAMPLE_DATA.RecordKindDetails.details });
    await does(
      id,
      'correct-fact',
      await correct(id, 'KindDetailsRecorded', { details: { hearings: null, visitConsent: 'declined' } }),
    );
    expect((await view(id)).details).toEqual({
      custodyAuthority: 'Cảnh sát sở tại',
      visitConsent: 'declined',
    });
  });

  it('refuses what would have the family told before the outcome, and says so in words', async () => {
    const id = await closed();
    const command = await correct(id, 'OutcomeRecorded', {}, { correctedOccurredOn: '2022-03-14' });
    const answer = await refused(id, 'correct-fact', command);
    expect(answer).toMatchObject({
      status: 409,
      code: 'correction.breaks-rule',
      title:
        'Khi đó «Báo cho gia đình» ngày 2022-03-13 (bản 4) trái quy tắc: ' +
        'Ngày 2022-03-13 không thể trước ngày có kết quả (2022-03-14)',
      details: { type: 'FamilyNotified', rule: 'consular-case.date-out-of-order', revision: 4 },
    });
    expect(answer.details['event']).toBe((await entryOf(id, 'FamilyNotified')).id);
    expect((await view(id)).revision).toBe(5);
  });

  it.each([
    ['the number', 'ConsularCaseOpened', { number: 'BHCD-2022-0009' }, 422, 'correction.field-fixed'],
    ['findings', 'IdentityVerified', { seenRevision: 9 }, 422, 'correction.field-fixed'],
    ['a code that does not exist', 'RescueRecorded', { by: 'nobody' }, 422, 'correction.payload-invalid'],
    ['a required field away', 'RescueRecorded', { by: null }, 422, 'correction.payload-invalid'],
    ['a subject nobody knows', 'FamilyNotified', { relative: 'x' }, 422, 'consular-case.unknown-subject'],
    [
      'a province nobody knows',
      'IdentityVerified',
      { homeProvince: 'x' },
      422,
      'consular-case.unknown-province',
    ],
  ])('refuses to change %s', async (_, type, changes, status, code) => {
    const id = await closed();
    expect(await refused(id, 'correct-fact', await correct(id, type, changes))).toMatchObject({
      status,
      code,
    });
  });

  it('says in both languages which field cannot hold what it was given', async () => {
    const id = await closed();
    const errorsOf = async (type: string, changes: object) => {
      const answer = await refused(id, 'correct-fact', await correct(id, type, changes));
      expect(answer).toMatchObject({ status: 422, code: 'correction.payload-invalid' });
      return (answer as unknown as { errors: { field: string; code: string; message: object }[] }).errors;
    };
    expect(await errorsOf('RescueRecorded', { by: null })).toEqual([
      {
        field: 'changes.by',
        code: 'required',
        message: { vi: 'bắt buộc phải có', en: 'is required' },
      },
    ]);
    expect(await errorsOf('RescueRecorded', { by: 'nobody', place: ' ' })).toEqual([
      {
        field: 'changes.by',
        code: 'invalid_value',
        message: {
          vi: expect.stringMatching(/^Tùy chọn không hợp lệ: .*mission/) as string,
          en: expect.stringMatching(/^Invalid option: .*mission/) as string,
        },
      },
      { field: 'changes.place', code: 'not-personal', message: expect.anything() as object },
    ]);
    expect(await errorsOf('ConsularCaseOpened', { country: 'Malaysia' })).toMatchObject([
      { field: 'changes.country', code: 'invalid', message: { vi: 'phải là mã nước hoặc not_stated' } },
    ]);
  });

  it('refuses an unknown field, a wrong type and a body that says nothing, by the field’s name', async () => {
    const id = await opened();
    const answer = await refused(id, 'correct-fact', { target: 'x', changes: 'y', correctedOn: 'z' });
    expect(answer).toMatchObject({ status: 400, code: 'validation.failed' });
    const { errors } = answer as unknown as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field).sort()).toEqual(['changes', 'correctedOn', 'reason', 'target']);
  });

  it('is for who works on cases', async () => {
    const id = await opened();
    const command = await correct(id, 'ConsularCaseOpened', { country: 'KH' });
    expect(await refused(id, 'correct-fact', command, { actor: 'analyst' })).toMatchObject({ status: 403 });
  });

  it('is carried out once for a key, and refused on a stale revision with what changed', async () => {
    const id = await opened();
    const command = await correct(id, 'ConsularCaseOpened', { country: 'KH' });
    const options = { 'idempotency-key': 'one', 'if-match': '"0"' };
    const first = await send(id, 'correct-fact', command, options);
    const again = await send(id, 'correct-fact', command, options);
    expect(again.json()).toEqual({ ...first.json<object>(), repeated: true });
    const stale = await refused(id, 'correct-fact', command, { 'if-match': '"0"' });
    expect(stale).toMatchObject({
      status: 412,
      details: { changes: [{ type: 'FactCorrected', revision: 1 }] },
    });
    expect(await does(id, 'correct-fact', command)).toBe(1);
  });
});

interface Approvals {
  readonly items: readonly {
    readonly id: string;
    readonly kind: string;
    readonly payload: unknown;
    readonly record: { readonly id: string; readonly title: string; readonly revision: number };
    readonly proposed: { readonly by: string; readonly seenRevision: number; readonly reason: string | null };
  }[];
}
const approvals = (actor: string) => bodyOf<Approvals>('/approvals', { actor });

describe('voiding what was entered in error', () => {
  /** A case with a contact of another case in it, recorded by `officer-consular-2` and proposed to be voided. */
  async function proposed(): Promise<{ id: string; proposal: string; target: string }> {
    const id = await opened();
    await does(id, 'record-contact', EXAMPLE_DATA.RecordContact, { actor: 'officer-consular-2' });
    const target = (await entryOf(id, 'ContactRecorded')).id;
    await does(id, 'propose-voiding', { target, reason: 'của vụ việc khác' });
    return { id, target, proposal: (await entryOf(id, 'DecisionProposed')).id };
  }
  const decide = (proposal: string, verdict = 'approved', more: object = {}) => ({
    proposal,
    verdict,
    ...more,
  });
  const director = { actor: 'director' };

  it('waits for whoever may decide, with what the proposer saw', async () => {
    const { id, proposal, target } = await proposed();
    expect(await approvals('head-consular')).toMatchObject({
      complete: true,
      items: [
        {
          id: proposal,
          kind: 'void-event',
          payload: { target },
          mayDecide: true,
          record: {
            resource: 'consular-cases',
            id,
            title: 'BHCD-2022-0001',
            revision: 2,
            href: `/api/v1/consular-cases/${id}`,
          },
          proposed: { by: 'officer-consular', seenRevision: 0, reason: 'của vụ việc khác' },
        },
      ],
    });
    expect((await approvals('officer-consular')).items).toEqual([]);
    expect((await app.get('/approvals', { actor: 'analyst' })).statusCode).toBe(403);
    expect((await view(id, '', director)).decisions).toMatchObject([
      { id: proposal, standing: 'open', mayDecide: true, mayWithdraw: false },
    ]);
    expect((await view(id)).decisions).toMatchObject([{ mayDecide: false, mayWithdraw: true }]);
  });

  it('says when more waits than was asked for, the longest waiting first', async () => {
    const first = await proposed();
    app.at('2022-03-11T02:00:00.000Z');
    const second = await proposed();
    const answer = await bodyOf<Approvals & { complete: boolean }>('/approvals?limit=1', director);
    expect(answer).toMatchObject({ complete: false, items: [{ id: first.proposal }] });
    const { items } = await approvals('director');
    expect(items.map(({ id }) => id)).toEqual([first.proposal, second.proposal]);
  });

  it('takes it out of the case, and the history shows both beside each other', async () => {
    const { id, proposal } = await proposed();
    app.at('2022-03-11T02:00:00.000Z');
    await does(id, 'decide-proposal', decide(proposal), { ...director, 'if-match': '"2"' });
    const after = await view(id);
    expect(after).toMatchObject({ contacts: [], revision: 4, lastChangedBy: 'director' });
    expect(after.decisions).toMatchObject([
      { standing: 'approved', mayDecide: false, ended: { by: 'director', seenRevision: 0, revision: 3 } },
    ]);
    expect((await approvals('head-consular')).items).toEqual([]);
    const voiding = await entryOf(id, 'EventVoided');
    const contact = await entryOf(id, 'ContactRecorded');
    expect(contact).toMatchObject({ voidedBy: voiding.id });
    expect(voiding).toMatchObject({ corrects: contact.id, proposal, reason: 'của vụ việc khác' });
    expect(voiding.changes.find(({ field }) => field === 'summary')).toMatchObject({
      before: 'Gia đình đồng ý chờ tin',
      after: null,
    });
    expect(await entryOf(id, 'DecisionTaken')).toMatchObject({
      proposal,
      decision: { verdict: 'approved', seenRevision: 0 },
    });
    expect((await view(id, '?revision=3')).contacts).toHaveLength(1);
  });

  it('comes back as it was when the voiding is voided', async () => {
    const { id, proposal } = await proposed();
    const { contacts } = await view(id);
    await does(id, 'decide-proposal', decide(proposal), { ...director, 'if-match': '"2"' });
    const target = (await entryOf(id, 'EventVoided')).id;
    const revision = await does(id, 'propose-voiding', { target, reason: 'có thật' });
    const second = (await entryOf(id, 'DecisionProposed')).id;
    expect(
      await refused(id, 'decide-proposal', decide(second), { ...director, 'if-match': `"${revision}"` }),
    ).toMatchObject({ status: 403, code: 'decision.own-act' });
    await does(id, 'decide-proposal', decide(second), {
      actor: 'head-consular',
      'if-match': `"${revision}"`,
    });
    expect((await view(id)).contacts).toEqual(contacts);
  });

  it('is refused with a reason, once', async () => {
    const { id, proposal } = await proposed();
    const ifMatch = { ...director, 'if-match': '"2"' };
    expect(await refused(id, 'decide-proposal', decide(proposal, 'refused'), ifMatch)).toMatchObject({
      status: 422,
      code: 'decision.reason-required',
    });
    await does(id, 'decide-proposal', decide(proposal, 'refused', { reason: 'đúng hồ sơ' }), ifMatch);
    expect((await view(id)).decisions).toMatchObject([
      { standing: 'refused', ended: { reason: 'đúng hồ sơ' } },
    ]);
    expect(await refused(id, 'decide-proposal', decide(proposal), ifMatch)).toMatchObject({
      status: 409,
      code: 'decision.already-decided',
    });
  });

  it('needs the revision that was seen: 428 without, 412 with what changed', async () => {
    const { id, proposal } = await proposed();
    expect(await refused(id, 'decide-proposal', decide(proposal), director)).toMatchObject({
      status: 428,
      code: 'decision.revision-required',
    });
    await does(id, 'add-note', EXAMPLE_DATA.AddNote);
    await does(id, 'verify-identity', EXAMPLE_DATA.VerifyIdentity);
    expect(
      await refused(id, 'decide-proposal', decide(proposal), { ...director, 'if-match': '"3"' }),
    ).toMatchObject({
      status: 412,
      code: 'decision.dossier-changed',
      details: { expected: 3, actual: 4, changes: [{ type: 'IdentityVerified', revision: 4 }] },
    });
    await does(id, 'add-note', EXAMPLE_DATA.AddNote);
    await does(id, 'decide-proposal', decide(proposal), { ...director, 'if-match': '"4"' });
  });

  it('is not decided by who proposed it, by the author, or by who may not', async () => {
    const id = await opened();
    await does(id, 'add-note', EXAMPLE_DATA.AddNote, { actor: 'head-consular' });
    const target = (await entryOf(id, 'NoteAdded')).id;
    await does(id, 'propose-voiding', { target, reason: 'nhầm' }, director);
    const proposal = (await entryOf(id, 'DecisionProposed')).id;
    const by = (actor: string) =>
      refused(id, 'decide-proposal', decide(proposal), { actor, 'if-match': '"2"' });
    expect(await by('director')).toMatchObject({ status: 403, code: 'decision.own-proposal' });
    expect(await by('head-consular')).toMatchObject({ status: 403, code: 'decision.own-act' });
    expect(await by('officer-consular')).toMatchObject({ status: 403, code: 'access.denied' });
  });

  it('is taken back by who proposed it', async () => {
    const { id, proposal } = await proposed();
    expect(await refused(id, 'withdraw-proposal', { proposal }, director)).toMatchObject({
      status: 403,
      code: 'decision.not-proposer',
    });
    await does(id, 'withdraw-proposal', { proposal, reason: 'đã đính chính' });
    expect((await view(id)).decisions).toMatchObject([
      { standing: 'withdrawn', ended: { reason: 'đã đính chính' } },
    ]);
    expect((await approvals('director')).items).toEqual([]);
  });

  it('refuses what stays, and what other events rest on', async () => {
    const id = await closed();
    const propose = async (type: string) =>
      refused(id, 'propose-voiding', { target: (await entryOf(id, type)).id, reason: 'nhầm' });
    expect(await propose('ConsularCaseOpened')).toMatchObject({
      status: 422,
      code: 'correction.not-voidable',
    });
    expect(await propose('OutcomeRecorded')).toMatchObject({
      status: 409,
      code: 'correction.breaks-rule',
      details: { type: 'FamilyNotified', rule: 'consular-case.outcome-not-recorded' },
    });
  });
});

describe('withdrawing a case of somebody who has to be protected', () => {
  it('is proposed by an officer and approved by the director alone', async () => {
    const id = await opened({ subjects: [CHILD], applicant: RELATIVE });
    const body = EXAMPLE_DATA.WithdrawCase;
    expect(await refused(id, 'withdraw-case', body)).toMatchObject({
      status: 409,
      code: 'consular-case.withdrawal-needs-approval',
    });
    expect((await view(id)).actions?.filter(({ command }) => command.endsWith('Withdrawal'))).toMatchObject([
      {
        command: 'ProposeWithdrawal',
        allowed: true,
        href: `/api/v1/consular-cases/${id}/propose-withdrawal`,
      },
    ]);
    await does(id, 'propose-withdrawal', body);
    const proposal = (await entryOf(id, 'DecisionProposed')).id;
    expect((await approvals('head-consular')).items).toEqual([]);
    expect((await approvals('director')).items).toMatchObject([
      { id: proposal, payload: { by: 'applicant' } },
    ]);
    const decision = { proposal, verdict: 'approved' };
    expect(
      await refused(id, 'decide-proposal', decision, { actor: 'head-consular', 'if-match': '"1"' }),
    ).toMatchObject({ status: 403, code: 'access.denied' });
    await does(id, 'decide-proposal', decision, { actor: 'director', 'if-match': '"1"' });
    expect(await view(id)).toMatchObject({
      phase: 'withdrawn',
      withdrawals: [{ by: 'applicant', reason: 'Gia đình tự giải quyết' }],
    });
  });

  it('cannot be had without the director by saying anew, or voiding, that there is somebody to protect', async () => {
    const id = await opened({ kind: 'trafficking', details: { victimStatus: 'suspected', minor: true } });
    const says = (details: object, actor = 'head-consular') =>
      send(id, 'record-kind-details', { details }, { actor });
    expect((await says({ minor: false })).json()).toMatchObject({ code: 'consular-case.protection-kept' });
    const { id: target } = await entryOf(id, 'KindDetailsRecorded');
    const revision = await does(id, 'propose-voiding', { target, reason: 'nhầm' });
    const decision = { proposal: (await entryOf(id, 'DecisionProposed')).id, verdict: 'approved' };
    expect((await approvals('head-consular')).items).toEqual([]);
    const decides = { actor: 'head-consular', 'if-match': `"${revision}"` };
    expect(await refused(id, 'decide-proposal', decision, decides)).toMatchObject({ code: 'access.denied' });
    // What the competent body has decided is recorded as ever; it does not make anybody older.
    const notVictim = {
      victimStatus: 'not_victim',
      victimDecidedBy: 'provincial_police',
      victimDecisionPaper: 'Thông báo số 12',
    };
    expect((await says(notVictim)).statusCode).toBe(200);
    expect((await says({ minor: false })).json()).toMatchObject({ code: 'consular-case.protection-kept' });
    expect((await says({ minor: false }, 'director')).statusCode).toBe(200);
    await does(id, 'withdraw-case', EXAMPLE_DATA.WithdrawCase);
  });

  it('is voided by another one who may approve it, and offered to nobody else', async () => {
    const id = await opened({ subjects: [CHILD], applicant: RELATIVE });
    const decideLast = async (actor: string) => {
      const { id: proposal, revision } = await entryOf(id, 'DecisionProposed');
      const body = { proposal, verdict: 'approved' };
      const options = { actor, 'if-match': `"${revision}"` };
      return send(id, 'decide-proposal', body, options);
    };
    await does(id, 'propose-withdrawal', EXAMPLE_DATA.WithdrawCase);
    expect((await decideLast('director')).statusCode).toBe(200);
    for (const type of ['CaseWithdrawn', 'EventVoided']) {
      await does(id, 'propose-voiding', { target: (await entryOf(id, type)).id, reason: 'nhầm' });
      const decider = type === 'CaseWithdrawn' ? 'deputy-director' : 'director';
      const offered = ['officer-consular', 'head-consular', 'director', 'deputy-director'].map(
        async (actor) => {
          const shown = (await view(id, '', { actor })).decisions.at(-1)?.mayDecide;
          return [actor, shown, (await approvals(actor)).items.length];
        },
      );
      expect(
        (await Promise.all(offered)).filter(([, shown, listed]) => shown === true || listed !== 0),
      ).toEqual([[decider, true, 1]]);
      expect((await decideLast('head-consular')).json()).toMatchObject({ code: 'access.denied' });
      expect((await decideLast(decider)).statusCode).toBe(200);
    }
    expect((await view(id)).phase).toBe('withdrawn');
  });
});
