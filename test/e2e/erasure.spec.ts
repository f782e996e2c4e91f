import { type Answer, type ApiClient, type Done } from './support/api-client.js';
import { type CaseAnswer, type HistoryAnswer } from './support/answers.js';
import { MARK, markedCase, type MarkedCase } from './support/marked-case.js';
import { attachDocument, command, INTAKE, openCase } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem } from './support/refusals.js';

interface ErasureAnswer {
  readonly revision: number;
  readonly erased: Record<string, unknown> | null;
  readonly keysLeft: number;
  readonly chain: { readonly events: number; readonly whole: boolean };
  readonly cases: readonly { readonly id: string; readonly running: boolean }[];
  readonly sharedTexts: readonly object[];
  readonly due: readonly { readonly answerBy: string; readonly completeBy: string }[];
}

const PROPOSED = { ground: 'request', reason: `${MARK} đơn của công dân` };

let office: TestOffice;
let api: ApiClient;
let marked: MarkedCase;

beforeAll(async () => {
  office = await openOffice();
  ({ api } = office);
  marked = await markedCase(api);
});

afterAll(() => office.close());

const erasureOf = (id: string, since?: string): Promise<Answer<ErasureAnswer>> =>
  api.get<ErasureAnswer>(`/subjects/${id}/erasure`, { ...(since !== undefined && { since }) });

const decide = (id: string, proposal: string, ifMatch: number, actor = 'director', key?: string) =>
  api.post<Done>(
    `/subjects/${id}/decide-proposal`,
    { proposal, verdict: 'approved', reason: `${MARK} đồng ý` },
    { actor, ifMatch, ...(key !== undefined && { key }) },
  );

async function proposalOf(id: string, since?: string): Promise<{ id: string; revision: number }> {
  const { body } = await api.get<{ items: { id: string; record: { id: string; revision: number } }[] }>(
    '/approvals',
    { actor: 'director', ...(since !== undefined && { since }) },
  );
  const found = body.items.find(({ record }) => record.id === id)!;
  return { id: found.id, revision: found.record.revision };
}

/** Attaches a paper by mistake: what was taken back keeps its file. */
async function attachVoided(id: string): Promise<void> {
  await attachDocument(api, id, `${MARK} nhầm`);
  const idOfLast = async (wanted: string) => {
    const { body } = await api.get<HistoryAnswer>(`/consular-cases/${id}/history`);
    return body.entries.filter(({ type }) => type === wanted).at(-1)?.id;
  };
  const target = await idOfLast('DocumentAttached');
  const { revision } = await command(api, id, 'propose-voiding', { target, reason: 'Ghi nhầm' });
  const proposal = await idOfLast('DecisionProposed');
  const sent = { actor: 'head', ifMatch: revision };
  await command(api, id, 'decide-proposal', { proposal, verdict: 'approved' }, sent);
}

/** Every part of every store in which the mark stands. */
async function traces(): Promise<string[]> {
  const stored = await office.stored();
  const bytes = [MARK, MARK.toLowerCase()].map((text) => Buffer.from(text));
  return stored
    .filter(({ content }) => bytes.some((each) => content.includes(each)))
    .map(({ part, name }) => `${part} ${name}`);
}

describe('erasing somebody', () => {
  it('is refused while a case runs that names them, with its number', async () => {
    const opened = await openCase(api, { subjects: [marked.subject] });
    const answer = await api.post(`/subjects/${marked.subject}/propose-erasure`, PROPOSED);
    expectProblem(answer, 409, 'subject.in-running-case');
    expect(answer.body['details']).toEqual({ cases: [opened.number] });
    await attachVoided(opened.id);
    await command(api, opened.id, 'withdraw-case', { by: 'applicant', reason: `${MARK} thôi` });
  });

  it('takes a proposal by one person, with the days by which it is due', async () => {
    const proposed = await api.post<Done>(`/subjects/${marked.subject}/propose-erasure`, PROPOSED);
    expect(proposed.status).toBe(200);
    const { body } = await erasureOf(marked.subject, proposed.body.position);
    expect(body).toMatchObject({ erased: null, sharedTexts: [], chain: { events: 2, whole: true } });
    expect(body.keysLeft).toBe(1);
    expect(body.cases.map(({ running }) => running)).toEqual([false, false]);
    // T-26: two working days; twenty days, of which the last is a working day.
    expect(body.due).toEqual([
      expect.objectContaining({ answerBy: '2022-06-17', completeBy: '2022-07-05' }) as object,
    ]);
  });

  it('is not decided by who proposed it, nor by somebody who may not direct', async () => {
    const { id, revision } = await proposalOf(marked.subject);
    expectProblem(await decide(marked.subject, id, revision, 'head'), 403, 'access.denied');
    const own = await api.post(`/subjects/${marked.subject}/propose-erasure`, PROPOSED, {
      actor: 'director',
    });
    expectProblem(own, 409, 'decision.already-proposed');
  });

  it('leaves no trace of what was known, wherever one looks', async () => {
    expect(await traces()).not.toEqual([]);
    const figures = await api.get('/consular-cases/figures?from=2022-01-01&to=2022-12-31');
    const { id, revision } = await proposalOf(marked.subject);
    const done = await decide(marked.subject, id, revision, 'director', 'erase-1');
    expect([done.status, done.body]).toMatchObject([200, { revision: 3, repeated: false }]);
    const since = done.body.position;

    expect((await erasureOf(marked.subject, since)).body).toMatchObject({
      keysLeft: 0,
      chain: { events: 4, whole: true },
      erased: {
        ground: 'request',
        keys: 1,
        fields: ['name', 'otherNames', 'identityPapers', 'address', 'homeCommune', 'contacts'],
        decidedBy: 'director',
      },
    });
    expect(await traces()).toEqual([]);
    const after = await api.get('/consular-cases/figures?from=2022-01-01&to=2022-12-31', { since });
    expect(after.body).toEqual(figures.body);
    expect((await decide(marked.subject, id, revision, 'director', 'erase-1')).body.repeated).toBe(true);
  });

  it('leaves the record of what was done, without what named anybody', async () => {
    const { body: seen } = await api.get<CaseAnswer>(`/consular-cases/${marked.id}`);
    expect([seen.phase, JSON.stringify(seen).includes(MARK)]).toEqual(['closed', false]);
    expect(seen.notes.map(({ text }) => text)).toEqual([null]);
    for (const actor of ['officer', 'clerk']) {
      const { body } = await api.get(`/consular-cases/${marked.id}`, { actor });
      expect(body).toMatchObject({ people: [{ id: marked.subject, name: null, erased: true }] });
      const { body: page } = await api.get<{ items: object[] }>('/consular-cases?limit=100', { actor });
      const subjects = [expect.objectContaining({ id: marked.subject, name: null, erased: true })];
      expect(page.items).toContainEqual(expect.objectContaining({ id: marked.id, subjects }));
    }
    for (const path of [`/consular-cases/${marked.id}/history`, `/subjects/${marked.subject}/history`]) {
      const { body } = await api.get<HistoryAnswer>(path);
      expect([path, body.entries.length, JSON.stringify(body).includes(MARK)]).toEqual([
        path,
        body.revision + 1,
        false,
      ]);
    }
    const document = `/consular-cases/${marked.id}/documents/${marked.document.documentId}`;
    expectProblem(await api.get(document), 410, 'consular-case.document-erased');
    expect(await office.stored('attachments').then((files) => files.length)).toBe(0);
    const found = await api.ask<{ items: object[] }>('/subjects/search', { name: MARK });
    expect(found.body.items).toEqual([]);
  });

  it('lets nothing more be said about them', async () => {
    const { subject } = marked;
    const correction = { changes: { name: 'Nông Văn Mẫu' }, reason: 'nhập sai' };
    expectProblem(await api.post(`/subjects/${subject}/correct-details`, correction), 409, 'subject.erased');
    expectProblem(await api.post(`/subjects/${subject}/propose-erasure`, PROPOSED), 409, 'subject.erased');
    const intake = { ...INTAKE, subjects: [subject] };
    for (const body of [
      intake,
      { ...intake, summary: 'tóm tắt' },
      { ...intake, applicant: subject, subjects: [] },
    ])
      expectProblem(await api.post('/consular-cases', body), 422, 'consular-case.subject-erased');
    const { id } = await openCase(api);
    for (const [command, body] of [
      ['add-roster-entries', { entries: [{ subject, status: 'safe' }] }],
      ['record-contact', { subject, with: 'relative', channel: 'phone', summary: 'đã gọi' }],
    ] as const) {
      const refused = await api.post(`/consular-cases/${id}/${command}`, body);
      expectProblem(refused, 422, 'consular-case.subject-erased');
    }
  });

  it('takes no number for a case about them', async () => {
    const before = await openCase(api);
    await api.post('/consular-cases', { ...INTAKE, subjects: [marked.subject] });
    const after = await openCase(api);
    const sequence = ({ number }: { readonly number: string }) => Number(number.split('-').at(-1));
    expect(sequence(after)).toBe(sequence(before) + 1);
  });
});
