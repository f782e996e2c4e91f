import { type CaseAnswer, type HistoryAnswer } from './support/answers.js';
import { type Done, type Json, type Opened } from './support/api-client.js';
import { attachDocument, closedCase, command, openCase } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

type Filed = CaseAnswer & {
  readonly closedFile: Json | null;
  readonly fileTask: string | null;
  readonly fileDueOn: string | null;
  readonly fileOverdue: boolean;
  readonly overdue: boolean;
  readonly deadlines: readonly { readonly rule: string; readonly standing: string }[];
  readonly decisions: readonly { readonly id: string }[];
};

const path = (id: string, name: string): string => `/consular-cases/${id}/${name}`;
const CLOSE = { weededOn: '2022-06-14', retention: 'consular' };

async function caseNow(id: string, since: string): Promise<Filed> {
  const { status, body } = await office.api.get<Filed>(`/consular-cases/${id}`, { since });
  expect(status).toBe(200);
  return body;
}

const GROUPS = ['toClose', 'toHandOver', 'toReview', 'overdue'] as const;
type DueFiles = Readonly<
  Record<(typeof GROUPS)[number], { readonly items: readonly { readonly id: string }[] }>
>;

/** Under which of the groups a file is due. */
async function dueAs(id: string, since: string, query = ''): Promise<string[]> {
  const address = `/consular-cases/due-files?limit=50${query}`;
  const { status, body } = await office.api.get<DueFiles>(address, { since });
  expect(status).toBe(200);
  return GROUPS.filter((task) => body[task].items.some((item) => item.id === id));
}

describe('the file of a case', () => {
  it('is closed, goes to the archive, and is open again with its case', async () => {
    const { api } = office;
    const { id, position } = await closedCase(api);
    expect(await dueAs(id, position)).toEqual(['toClose']);
    const wrong = await leavesLogAlone(office, () =>
      api.post(path(id, 'close-file'), { ...CLOSE, retention: 'consular-death' }),
    );
    expect(expectProblem(wrong, 422, 'consular-case.retention-not-for-kind').messages.en).toContain(
      'choose consular',
    );
    const early = await leavesLogAlone(office, () =>
      api.post(path(id, 'hand-over-to-archive'), { reference: 'Kho 1' }),
    );
    expectProblem(early, 409, 'consular-case.file-not-closed');
    const closed = await command(api, id, 'close-file', CLOSE);
    expect(await dueAs(id, closed.position)).toEqual(['toHandOver']);
    expect(await caseNow(id, closed.position)).toMatchObject({
      phase: 'closed',
      fileTask: 'hand_over',
      fileDueOn: '2023-06-15',
      closedFile: {
        closedOn: '2022-06-15',
        retention: { rule: 'consular', period: 20 },
        keptUntil: '2042-12-31',
      },
    });
    const handed = await command(api, id, 'hand-over-to-archive', { reference: 'Kho 1, hộp 12' });
    expect(await dueAs(id, handed.position)).toEqual([]);
    const archived = await caseNow(id, handed.position);
    expect(archived).toMatchObject({ fileTask: 'review_retention', fileDueOn: '2042-12-31' });
    expect(archived.deadlines.find(({ rule }) => rule === 'T-25')?.standing).toBe('met');
    const newFact = await attachDocument(api, id);
    const open = await command(api, id, 'reopen-case', { ground: 'new_information', newFact });
    expect(await caseNow(id, open.position)).toMatchObject({
      phase: 'in_protection',
      closedFile: null,
      fileTask: null,
    });
    expectProblem(await api.post(path(id, 'close-file'), CLOSE), 409, 'consular-case.not-settled');
    const { body: history } = await api.get<HistoryAnswer>(`/consular-cases/${id}/history`);
    expect(history.entries.map(({ label }) => label.en)).toEqual(
      expect.arrayContaining(['File closed', 'File in the archive']),
    );
  });

  it('is overdue after the year that the archive gives it, and as at a day before that it is not', async () => {
    const { api } = office;
    const { id, position } = await closedCase(api);
    const at = async (now: string) => {
      office.at(now);
      const { fileOverdue, overdue } = await caseNow(id, position);
      return { groups: await dueAs(id, position), fileOverdue, overdue };
    };
    try {
      expect(await at('2023-06-15T02:00:00.000Z')).toEqual({
        groups: ['toClose'],
        fileOverdue: false,
        overdue: false,
      });
      expect(await at('2023-06-16T02:00:00.000Z')).toEqual({
        groups: ['toClose', 'overdue'],
        fileOverdue: true,
        overdue: false,
      });
      expect(await dueAs(id, position, '&asAt=2023-06-15')).toEqual(['toClose']);
    } finally {
      office.at('2022-06-15T02:00:00.000Z');
    }
  });

  it('is destroyed by nobody alone, and by no time', async () => {
    const { api } = office;
    const { id } = await openCase(api);
    await command(api, id, 'withdraw-case', { by: 'applicant', reason: 'Tự giải quyết' });
    await command(api, id, 'close-file', CLOSE);
    await command(api, id, 'hand-over-to-archive', { reference: 'Kho 1' });
    const propose = () => api.post<Done>(path(id, 'propose-destruction'), { reason: 'Hết giá trị' });
    expectProblem(await leavesLogAlone(office, propose), 409, 'consular-case.retention-not-ended');
    office.at('2043-01-05T02:00:00.000Z');
    try {
      const { body: proposed } = await propose();
      expect(await dueAs(id, proposed.position)).toEqual(['toReview']);
      const then = (asAt: string, clock = 'recorded') =>
        dueAs(id, proposed.position, `&asAt=${asAt}&clock=${clock}`);
      expect(await then('2022-06-15')).toEqual([]);
      expect(await then('2042-12-31', 'occurred')).toEqual([]);
      expect(await then('2043-01-01')).toEqual(['toReview']);
      expect(await then('2022-06-14')).toEqual([]);
      for (const query of ['clock=occurred', 'asAt=2043-01-06'])
        expectProblem(await api.get(`/consular-cases/due-files?${query}`), 400, 'validation.failed');
      const { revision, decisions } = await caseNow(id, proposed.position);
      const decide = (actor: string) =>
        api.post<Done & Opened>(
          path(id, 'decide-proposal'),
          { proposal: decisions[0]!.id, verdict: 'approved' },
          { actor, ifMatch: revision },
        );
      expectProblem(await leavesLogAlone(office, () => decide('officer-consular-2')), 403, 'access.denied');
      const { status, body: decided } = await decide('director');
      expect(status).toBeLessThan(300);
      expect(await dueAs(id, decided.position)).toEqual([]);
      expect(await caseNow(id, decided.position)).toMatchObject({
        phase: 'withdrawn',
        closedFile: { destructionApprovedOn: '2043-01-05' },
      });
    } finally {
      office.at('2022-06-15T02:00:00.000Z');
    }
  });
});
