import { KIND_CODES, type CaseAnswer, type HistoryAnswer } from './support/answers.js';
import { type Done, type Opened } from './support/api-client.js';
import { INTAKE, command, person } from './support/casework.js';
import { type Cast, stories, type Story } from './support/kind-stories.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem } from './support/refusals.js';

let office: TestOffice;
let cast: Cast;

beforeAll(async () => {
  office = await openOffice();
  const { api } = office;
  const company = await api.post<Done>('/subjects', {
    kind: 'legal_entity',
    name: 'Công ty TNHH Thử Nghiệm',
  });
  cast = {
    citizen: await person(api, 'Nông Văn Mẫu', { homeProvince: 'cao-bang' }),
    relative: await person(api, 'Nông Thị Thử'),
    company: company.body.id,
  };
});

afterAll(() => office.close());

async function worked(kind: string, { opening, steps }: Story): Promise<Opened & { last: Done }> {
  const { api } = office;
  const intake = { ...INTAKE, kind, subjects: [cast.citizen], ...opening };
  const { body, status } = await api.post<Opened>('/consular-cases', intake);
  expect([kind, status]).toEqual([kind, 201]);
  let last: Done = body;
  for (const [name, said] of steps) {
    // Each officer has seen what the one before left.
    last = await command(api, body.id, name, said, { ifMatch: last.revision });
  }
  return { ...body, last };
}

describe('a case from intake to closure', () => {
  it('has a story for every kind there is', async () => {
    const { body } = await office.api.get<{ kinds: { code: string }[] }>('/consular-cases/kinds');
    expect(Object.keys(stories(cast)).sort()).toEqual(body.kinds.map(({ code }) => code).sort());
    expect(Object.keys(stories(cast)).sort()).toEqual([...KIND_CODES].sort());
  });

  it.each(KIND_CODES)('%s', async (kind) => {
    const { api } = office;
    const story = stories(cast)[kind]!;
    const { id, number, last } = await worked(kind, story);
    const closed = await command(api, id, 'close-case', { remark: 'Hồ sơ đủ' }, { ifMatch: last.revision });

    const seen = await api.get<CaseAnswer>(`/consular-cases/${id}`, { since: closed.position });
    expect(seen.status).toBe(200);
    expect(seen.headers.get('etag')).toBe(`"${closed.revision}"`);
    expect(seen.body).toMatchObject({
      number,
      phase: 'closed',
      outcome: { outcome: story.outcome },
      overdue: false,
    });
    expect(seen.body.phases.at(-1)).toMatchObject({ phase: 'closed', until: null });
    expect(seen.body.actions.filter(({ allowed }) => allowed).map((action) => action.command)).toEqual([
      'ReopenCase',
      'LinkCases',
      'AttachDocument',
      'RecordDocumentHeldOnPaper',
      'CloseFile',
      'CorrectFact',
      'ProposeVoiding',
    ]);

    const { body: history } = await api.get<HistoryAnswer>(`/consular-cases/${id}/history`);
    expect(history.entries.map(({ revision }) => revision)).toEqual(
      Array.from({ length: closed.revision + 1 }, (_, revision) => revision),
    );
    for (const { label } of history.entries) expect([label.vi, label.en]).not.toContain('');

    expectProblem(
      await api.post(`/consular-cases/${id}/add-note`, { text: 'Muộn' }),
      409,
      'consular-case.closed',
    );
  });

  it('numbers them in the order in which they came', async () => {
    const { body } = await office.api.get<{ items: { number: string }[] }>(
      '/consular-cases?sort=number&limit=100',
    );
    expect(body.items.map(({ number }) => number)).toEqual(
      KIND_CODES.map((_, index) => `BHCD-2022-${String(index + 1).padStart(4, '0')}`),
    );
  });

  it('counts each under its kind, the one that was classified under what it turned out to be', async () => {
    const { body } = await office.api.get<{ total: number; byKind: Record<string, number> }>(
      '/reports/consular-cases?from=2022-01-01&to=2022-12-31',
      { actor: 'report_reader' },
    );
    expect(body.total).toBe(KIND_CODES.length);
    expect(body.byKind).toMatchObject({ missing: 2, detention: 1, labour: 1 });
    expect(Object.values(body.byKind).reduce((sum, count) => sum + count, 0)).toBe(body.total);
  });

  it('can be withdrawn instead, and takes late documents only', async () => {
    const { id } = await worked('labour', { opening: {}, steps: [], outcome: '' });
    await command(office.api, id, 'withdraw-case', { by: 'applicant', reason: 'Tự giải quyết được' });
    const note = await office.api.post(`/consular-cases/${id}/add-note`, { text: 'Muộn' });
    expectProblem(note, 409, 'consular-case.withdrawn');
  });
});
