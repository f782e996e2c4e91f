import { command, openCase, paper } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

interface Course {
  readonly nextDueOn: string | null;
  readonly opinions: readonly object[];
  readonly opinionAnswers: readonly object[];
  readonly extensions: readonly object[];
}

async function caseNow(id: string, since: string): Promise<Course> {
  return (await office.api.get<Course>(`/consular-cases/${id}`, { since })).body;
}

describe('the course of a case', () => {
  it('knows what another agency was asked, and what it said', async () => {
    const { api } = office;
    const { id } = await openCase(api);
    const question = { agency: 'Công an tỉnh', question: 'Có tiếp nhận không', dueOn: '2022-06-20' };
    await command(api, id, 'seek-opinion', { ...question, ...paper('801', 'outgoing-2022') });
    const silent = () => api.post(`/consular-cases/${id}/record-opinion`, { requestNo: 1, stance: 'silent' });
    expectProblem(await leavesLogAlone(office, silent), 409, 'consular-case.opinion-still-awaited');
    const { position } = await command(api, id, 'record-opinion', {
      requestNo: 1,
      stance: 'conditional',
      opinion: 'Cần bản dịch',
      ...paper('802'),
    });
    expect(await caseNow(id, position)).toMatchObject({
      opinions: [{ requestNo: 1, dueOn: '2022-06-20', stance: 'conditional', receivedOn: '2022-06-15' }],
      opinionAnswers: [{ requestNo: 1, opinion: 'Cần bản dịch' }],
    });
  });

  it('has more time once somebody allowed it, in lists, too', async () => {
    const { api } = office;
    const { id, position: opened } = await openCase(api, { occurredOn: '2022-06-15' });
    expect(await caseNow(id, opened)).toMatchObject({ nextDueOn: '2022-06-16' });
    const more = { deadline: 'T-1', newDue: '2022-06-22', authority: 'Giám đốc', reason: 'Chờ phân công' };
    const sooner = () => api.post(`/consular-cases/${id}/extend-deadline`, { ...more, newDue: '2022-06-16' });
    expectProblem(await leavesLogAlone(office, sooner), 422, 'consular-case.extension-not-later');
    const { position } = await command(api, id, 'extend-deadline', more);
    expect(await caseNow(id, position)).toMatchObject({
      nextDueOn: '2022-06-22',
      extensions: [{ deadline: 'T-1', oldDue: '2022-06-16', newDue: '2022-06-22', authority: 'Giám đốc' }],
    });
    const list = '/consular-cases?sort=-nextDueOn&limit=50';
    const { body } = await api.get<{ items: readonly { id: string; nextDueOn: string | null }[] }>(list);
    expect(body.items.find((item) => item.id === id)?.nextDueOn).toBe('2022-06-22');
    const other = () => api.post(`/consular-cases/${id}/extend-deadline`, { ...more, deadline: 'T-6' });
    expectProblem(await leavesLogAlone(office, other), 409, 'consular-case.deadline-not-running');
  });
});
