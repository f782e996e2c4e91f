import { randomUUID } from 'node:crypto';
import { type CaseAnswer } from './support/answers.js';
import { type Answer, type Done, type Json, type Sent } from './support/api-client.js';
import { attachDocument, closedCase, command, openCase, paper, person, verify } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone, refusedFields } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

interface Entry {
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly correctedBy?: readonly string[];
  readonly voidedBy?: string;
  readonly corrects?: string;
  readonly reason: string | null;
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

interface Standing extends CaseAnswer {
  readonly country: string;
  readonly decisions: readonly {
    readonly id: string;
    readonly standing: string;
    readonly mayDecide: boolean;
  }[];
}

const address = (id: string): string => `/consular-cases/${id}`;

const post = (id: string, name: string, body: Json, sent?: Sent): Promise<Answer<Done>> =>
  office.api.post<Done>(`${address(id)}/${name}`, body, sent);

async function caseNow(id: string, since: string, query = ''): Promise<Standing> {
  const { status, body } = await office.api.get<Standing>(`${address(id)}${query}`, { since });
  expect(status).toBe(200);
  return body;
}

async function entries(id: string, sent: Sent = {}): Promise<readonly Entry[]> {
  const { body } = await office.api.get<{ entries: readonly Entry[] }>(`${address(id)}/history`, sent);
  return body.entries;
}

async function entry(id: string, type: string): Promise<Entry> {
  const found = (await entries(id)).findLast((each) => each.type === type);
  expect(found).toBeDefined();
  return found!;
}

const correction = async (id: string, type: string, changes: Json, more: Json = {}): Promise<Json> => ({
  target: (await entry(id, type)).id,
  changes,
  reason: 'Nhập nhầm',
  ...more,
});

/** Asks for a voiding; the proposal's id and the revision at which it stands. */
async function proposeVoiding(id: string, target: string): Promise<{ proposal: string; ifMatch: number }> {
  const { revision } = await command(office.api, id, 'propose-voiding', { target, reason: 'Ghi nhầm' });
  return { proposal: (await entry(id, 'DecisionProposed')).id, ifMatch: revision };
}

describe('a correction', () => {
  it('changes a closed case, its list and the year’s figures, and the past on both clocks stays askable', async () => {
    const { api } = office;
    const figures = async (since?: string) => {
      const query = '/reports/consular-cases?from=2022-01-01&to=2022-12-31';
      const { body } = await api.get<{ byCountry: Record<string, number> }>(query, since ? { since } : {});
      return body.byCountry;
    };
    const { id, position } = await closedCase(api);
    const before = await figures(position);
    office.at('2022-06-20T02:00:00.000Z');
    const done = await command(
      api,
      id,
      'correct-fact',
      await correction(id, 'ConsularCaseOpened', { country: 'KH' }),
    );
    expect(await caseNow(id, done.position)).toMatchObject({ country: 'KH', phase: 'closed' });
    const after = await figures(done.position);
    expect(after['KH']).toBe((before['KH'] ?? 0) + 1);
    expect(after['MY'] ?? 0).toBe((before['MY'] ?? 0) - 1);
    const { body: list } = await api.get<{ items: { id: string }[] }>('/consular-cases?country=KH');
    expect(list.items.map((item) => item.id)).toContain(id);
    const then = (clock: string) => caseNow(id, done.position, `?asAt=2022-06-16T00:00:00Z&clock=${clock}`);
    expect((await then('recorded')).country).toBe('MY');
    expect((await then('occurred')).country).toBe('KH');
    const corrected = await entry(id, 'ConsularCaseOpened');
    const correcting = await entry(id, 'FactCorrected');
    expect(corrected.correctedBy).toEqual([correcting.id]);
    expect(correcting).toMatchObject({ corrects: corrected.id, reason: 'Nhập nhầm' });
    expect(correcting.changes).toMatchObject([{ field: 'country', before: 'MY', after: 'KH' }]);
  });

  it('of the day of opening leaves the number in its year, and has figures count the case in the other', async () => {
    const { api } = office;
    const opened = await openCase(api);
    const inYear = async (year: number) =>
      (await api.get<{ total: number }>(`/consular-cases/figures?from=${year}-01-01&to=${year}-12-31`)).body
        .total;
    const [before, of2021] = [await inYear(2022), await inYear(2021)];
    const day = { correctedOccurredOn: '2021-12-30' };
    await command(api, opened.id, 'correct-fact', await correction(opened.id, 'ConsularCaseOpened', {}, day));
    const { body } = await api.get(`/consular-cases/by-number/${opened.number}`);
    expect(body).toMatchObject({ id: opened.id, number: opened.number, openedOn: '2021-12-30' });
    expect(opened.number).toMatch(/^BHCD-2022-/);
    expect([await inYear(2022), await inYear(2021)]).toEqual([before - 1, of2021 + 1]);
    // The number is used, and so is none of the other year.
    const [next, earlier] = [await openCase(api), await openCase(api, { occurredOn: '2021-12-31' })];
    const sequence = ({ number }: { readonly number: string }) => Number(number.split('-').at(-1));
    expect(sequence(next)).toBe(sequence(opened) + 1);
    expect(earlier.number).toBe('BHCD-2021-0001');
  });

  it('tells nobody what they may not read', async () => {
    const { id } = await openCase(office.api, { place: 'Selangor' });
    const changes = { place: 'Johor' };
    await command(office.api, id, 'correct-fact', await correction(id, 'ConsularCaseOpened', changes));
    const hidden = (await entries(id, { actor: 'analyst' })).at(-1);
    expect(JSON.stringify(hidden)).not.toMatch(/Selangor|Johor|Nhập nhầm/);
    for (const text of ['Johor', 'Nhập nhầm']) {
      expect((await office.stored()).filter(({ content }) => content.includes(text))).toEqual([]);
    }
  });

  it('refuses what cannot have been, and the log stays as it is', async () => {
    const { api } = office;
    const { id } = await closedCase(api);
    const refuses = async (body: Json, status: number, code: string, sent?: Sent) =>
      expectProblem(await leavesLogAlone(office, () => post(id, 'correct-fact', body, sent)), status, code);
    const opening = (changes: Json, more?: Json) => correction(id, 'ConsularCaseOpened', changes, more);
    const unknown = await refuses({ target: randomUUID(), reason: 'x' }, 404, 'correction.unknown-event');
    expect(unknown).not.toHaveProperty('details.payload');
    await refuses(await opening({ number: 'BHCD-2022-0999' }), 422, 'correction.field-fixed');
    await refuses(await opening({ country: 'XX' }), 422, 'correction.payload-invalid');
    await refuses(await opening({ place: { $sealed: {} } }), 422, 'correction.field-fixed');
    await refuses(await opening({ subjects: [randomUUID()] }), 422, 'consular-case.unknown-subject');
    await refuses(await opening({}, { correctedOccurredOn: '2022-12-31' }), 422, 'correction.date-in-future');
    const mission = await correction(id, 'MissionReported', { mission: 'nowhere' });
    await refuses(mission, 422, 'consular-case.unknown-mission');
    office.at('2022-06-23T02:00:00.000Z');
    const late = await correction(id, 'OutcomeRecorded', {}, { correctedOccurredOn: '2022-06-22' });
    const broken = await refuses(late, 409, 'correction.breaks-rule');
    expect(broken.messages.vi).toContain('Ghi lý do không báo gia đình');
    expect(broken).toMatchObject({
      details: { type: 'FamilyNotificationWaived', rule: 'consular-case.date-out-of-order' },
    });
    await command(api, id, 'correct-fact', await opening({ urgency: 'urgent' }));
    await refuses(await correction(id, 'FactCorrected', {}), 422, 'correction.not-correctable');
    const stale = await refuses(await opening({ urgency: 'normal' }), 412, 'command.stale-revision', {
      ifMatch: 0,
    });
    expect(stale).toMatchObject({ details: { expected: 0 } });
    await refuses(await opening({ urgency: 'normal' }), 403, 'access.denied', { actor: 'clerk' });
    expect(
      refusedFields(await refuses({ target: 'x', changes: [], what: 1 }, 400, 'validation.failed'))
        .map(([f]) => f)
        .sort(),
    ).toEqual(['changes', 'reason', 'target', 'what']);
  });

  it('comes once, however often it is sent', async () => {
    const { id } = await openCase(office.api);
    const body = await correction(id, 'ConsularCaseOpened', { urgency: 'urgent' });
    const sent = { key: randomUUID() };
    const [first, second] = await Promise.all([
      post(id, 'correct-fact', body, sent),
      post(id, 'correct-fact', body, sent),
    ]);
    expect([first.body.repeated, second.body.repeated].sort()).toEqual([false, true]);
    expect((await post(id, 'correct-fact', { ...body, reason: 'Khác' }, sent)).status).toBe(422);
    const again = await leavesLogAlone(office, () => post(id, 'correct-fact', body));
    expect(again).toMatchObject({ status: 200, body: { revision: 1, repeated: false } });
  });
});

describe('a voiding', () => {
  it('is proposed by one and decided by another, who finds it among what waits', async () => {
    const { api } = office;
    const { id, number } = await openCase(api);
    await command(api, id, 'add-note', { text: 'Của vụ việc khác' });
    const { proposal, ifMatch } = await proposeVoiding(id, (await entry(id, 'NoteAdded')).id);
    const waiting = async (actor: string, since?: string) => {
      const { body } = await api.get<{ items: readonly { id: string; record: { title: string } }[] }>(
        '/approvals',
        {
          actor,
          ...(since !== undefined && { since }),
        },
      );
      return body.items.filter((item) => item.record.title === number).map((item) => item.id);
    };
    expect(
      await waiting('head-consular', (await api.get(address(id))).headers.get('cotmoc-position') ?? ''),
    ).toEqual([proposal]);
    expect(await waiting('officer-consular')).toEqual([]);
    expectProblem(await api.get('/approvals', { actor: 'clerk' }), 403, 'access.denied');
    const decide = (sent: Sent, more: Json = { verdict: 'approved' }) =>
      post(id, 'decide-proposal', { proposal, ...more }, sent);
    expectProblem(await decide({ actor: 'director' }), 428, 'decision.revision-required');
    expectProblem(await decide({ actor: 'officer-consular-2', ifMatch }), 403, 'access.denied');
    expectProblem(
      await decide({ actor: 'director', ifMatch }, { verdict: 'refused' }),
      422,
      'decision.reason-required',
    );
    const unknown = { proposal: randomUUID(), verdict: 'approved' };
    expectProblem(
      await post(id, 'decide-proposal', unknown, { actor: 'director', ifMatch }),
      404,
      'decision.unknown-proposal',
    );
    const subject = await person(api, 'Lý Văn Mẫu');
    const { position } = await verify(api, id, subject);
    expectProblem(await decide({ actor: 'director', ifMatch }), 412, 'decision.dossier-changed');
    const seen = (await caseNow(id, position)).revision;
    await command(api, id, 'add-note', { text: 'Không làm hỏng việc quyết định' });
    const done = await decide({ actor: 'director', ifMatch: seen });
    expect(done.status).toBe(200);
    const now = await caseNow(id, done.body.position);
    expect(now.notes.map(({ text }) => text)).toEqual(['Không làm hỏng việc quyết định']);
    expect(now.decisions).toMatchObject([{ id: proposal, standing: 'approved' }]);
    expectProblem(await decide({ actor: 'head-consular', ifMatch: seen }), 409, 'decision.already-decided');
    expect(await waiting('head-consular', done.body.position)).toEqual([]);
    const voided = (await entries(id)).find(({ voidedBy }) => voidedBy !== undefined);
    expect(voided).toMatchObject({ type: 'NoteAdded', voidedBy: (await entry(id, 'EventVoided')).id });
    expectProblem(
      await post(id, 'correct-fact', { target: voided?.id, changes: { text: 'Khác' }, reason: 'x' }),
      409,
      'correction.event-voided',
    );
  });

  it('is not decided by the author of what it takes out, nor by who proposed it', async () => {
    const { api } = office;
    const { id } = await openCase(api);
    await command(api, id, 'add-note', { text: 'Nhầm' }, { actor: 'head-consular' });
    const target = (await entry(id, 'NoteAdded')).id;
    const { revision } = await command(
      api,
      id,
      'propose-voiding',
      { target, reason: 'Nhầm' },
      { actor: 'director' },
    );
    const proposal = (await entry(id, 'DecisionProposed')).id;
    const body = { proposal, verdict: 'approved' };
    const by = (actor: string) => post(id, 'decide-proposal', body, { actor, ifMatch: revision });
    expectProblem(await by('director'), 403, 'decision.own-proposal');
    expectProblem(await by('head-consular'), 403, 'decision.own-act');
    const again = await post(id, 'propose-voiding', { target, reason: 'Nhầm' });
    expectProblem(again, 409, 'decision.already-proposed');
    expectProblem(await post(id, 'withdraw-proposal', { proposal }), 403, 'decision.not-proposer');
    await command(api, id, 'withdraw-proposal', { proposal }, { actor: 'director' });
    expectProblem(await by('head-consular'), 409, 'decision.proposal-withdrawn');
  });

  it('leaves what others rest on', async () => {
    const { id } = await closedCase(office.api);
    const propose = async (type: string) =>
      post(id, 'propose-voiding', { target: (await entry(id, type)).id, reason: 'Nhầm' });
    expectProblem(await propose('ConsularCaseOpened'), 422, 'correction.not-voidable');
    expectProblem(await propose('CaseForwarded'), 409, 'correction.breaks-rule');
    const gone = await post(id, 'propose-voiding', { target: randomUUID(), reason: 'Nhầm' });
    expectProblem(gone, 404, 'correction.unknown-event');
    const nowhere = await post(randomUUID(), 'propose-voiding', { target: randomUUID(), reason: 'Nhầm' });
    expectProblem(nowhere, 404, 'consular-case.not-opened');
  });
});

describe('the withdrawal of a child’s case', () => {
  it('is the director’s to approve', async () => {
    const { api } = office;
    const child = await person(api, 'Lý Thị Bé', { birthDate: '2012-05-01' });
    const { id } = await openCase(api, { subjects: [child] });
    const body = { by: 'relative', reason: 'Gia đình đã đón được cháu' };
    expectProblem(await post(id, 'withdraw-case', body), 409, 'consular-case.withdrawal-needs-approval');
    // Nor is it got round by a correction.
    const wrong = await correction(id, 'ConsularCaseOpened', { subjects: [await person(api, 'Lý Văn Lớn')] });
    expectProblem(await post(id, 'correct-fact', wrong), 409, 'consular-case.protection-kept');
    const { revision } = await command(api, id, 'propose-withdrawal', body);
    const decision = { proposal: (await entry(id, 'DecisionProposed')).id, verdict: 'approved' };
    const by = (actor: string) => post(id, 'decide-proposal', decision, { actor, ifMatch: revision });
    expectProblem(await by('head-consular'), 403, 'access.denied');
    const done = await by('director');
    expect(await caseNow(id, done.body.position)).toMatchObject({ phase: 'withdrawn' });
    expectProblem(await post(id, 'propose-withdrawal', body), 409, 'consular-case.withdrawn');
    // Nobody below undoes it.
    const target = (await entry(id, 'CaseWithdrawn')).id;
    const proposed = await command(api, id, 'propose-voiding', { target, reason: 'Nhầm' });
    const undo = { proposal: (await entry(id, 'DecisionProposed')).id, verdict: 'approved' };
    const answer = await post(id, 'decide-proposal', undo, {
      actor: 'head-consular',
      ifMatch: proposed.revision,
    });
    expectProblem(answer, 403, 'access.denied');
  });
});

describe('a paper issued with an error', () => {
  it('is replaced, mended or recalled, also when the case is closed', async () => {
    const { api } = office;
    const { id } = await closedCase(api);
    const [first, second, third] = [
      await attachDocument(api, id, 'Công văn thứ nhất'),
      await attachDocument(api, id, 'Công văn thứ hai'),
      await attachDocument(api, id, 'Công văn thứ ba'),
    ];
    const issued = { document: first, recipients: ['Cục Lãnh sự'], explanation: 'Ghi sai ngày' };
    const outgoing = paper('701', 'outgoing-2022');
    const refuses = async (name: string, body: Json, status: number, code: string) =>
      expectProblem(
        await leavesLogAlone(office, () => post(id, name, { ...issued, ...outgoing, ...body })),
        status,
        code,
      );
    await refuses(
      'replace-issued-document',
      { replacement: second, error: 'form' },
      422,
      'consular-case.corrigendum-required',
    );
    await refuses(
      'issue-corrigendum',
      { corrigendum: second, error: 'content' },
      422,
      'consular-case.replacement-required',
    );
    await refuses(
      'replace-issued-document',
      { replacement: first, error: 'content' },
      422,
      'consular-case.document-answers-itself',
    );
    await refuses('recall-document', { document: randomUUID() }, 422, 'consular-case.unknown-document');
    await command(api, id, 'issue-corrigendum', {
      ...issued,
      ...outgoing,
      corrigendum: third,
      error: 'form',
    });
    await refuses(
      'issue-corrigendum',
      { corrigendum: third, error: 'form' },
      409,
      'consular-case.corrigendum-already-issued',
    );
    await command(api, id, 'replace-issued-document', {
      ...issued,
      ...outgoing,
      replacement: second,
      error: 'content',
    });
    await refuses('recall-document', {}, 409, 'consular-case.document-not-in-force');
    const done = await command(api, id, 'recall-document', { ...issued, ...outgoing, document: second });
    const { documents } = (await caseNow(id, done.position)) as unknown as { documents: Json[] };
    expect(
      documents.map(({ documentId, standing, replacedBy }) => [documentId, standing, replacedBy]),
    ).toEqual([
      [first, 'replaced', second],
      [second, 'recalled', undefined],
      [third, undefined, undefined],
    ]);
  });
});
