import { type CaseAnswer, type HistoryAnswer } from './support/answers.js';
import { command, openCase, person, protectedCase } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

const address = (id: string): string => `/consular-cases/${id}`;

async function caseNow<T = CaseAnswer>(id: string, since: string): Promise<T> {
  const { status, body } = await office.api.get<T>(address(id), { since });
  expect(status).toBe(200);
  return body;
}

describe('people who cannot be reached', () => {
  const unanswered = { with: 'relative', channel: 'phone', answered: false, summary: 'Không ai nghe máy' };
  const answered = { with: 'relative', channel: 'phone', summary: 'Con gái nghe máy' };

  it('leave a case beside its way, and a contact brings it back', async () => {
    const { api } = office;
    const { id } = await protectedCase(api);
    const tooSoon = await leavesLogAlone(office, () => api.post(`${address(id)}/mark-unreachable`, {}));
    expectProblem(tooSoon, 409, 'consular-case.contacts-not-attempted');
    await command(api, id, 'record-contact', unanswered);
    await command(api, id, 'record-contact', unanswered);
    const marked = await command(api, id, 'mark-unreachable', { explanation: 'Xã không biết nơi ở mới' });
    const lost = await caseNow<CaseAnswer & Record<'unreachables' | 'contacts', object[]>>(
      id,
      marked.position,
    );
    expect(lost).toMatchObject({
      phase: 'unreachable',
      unreachables: [{ attempts: 2, explanation: 'Xã không biết nơi ở mới' }],
      contacts: [{ answered: false }, { answered: false }],
    });
    expect(lost).not.toHaveProperty('cameFrom');
    expect(lost.actions.find((action) => action.command === 'ForwardCase')).toMatchObject({
      allowed: false,
      code: 'consular-case.unreachable',
    });
    const again = await api.post(`${address(id)}/mark-unreachable`, { explanation: 'Lần nữa' });
    expectProblem(again, 409, 'consular-case.unreachable');
    const found = await command(api, id, 'record-contact', answered);
    expect(await caseNow(id, found.position)).toMatchObject({ phase: 'in_protection' });
    const { body: history } = await api.get<HistoryAnswer>(`${address(id)}/history`);
    expect(history.entries.at(-2)).toMatchObject({
      label: { vi: 'Không liên lạc được', en: 'Nobody could be reached' },
      changes: expect.arrayContaining([
        expect.objectContaining({ field: 'phase', before: 'in_protection', after: 'unreachable' }),
      ]) as unknown,
    });
  });

  it('are a list of their own, and can be the end', async () => {
    const { api } = office;
    const { id, number } = await openCase(api, { subjects: [await person(api, 'Nông Thị Mẫu')] });
    for (const step of [unanswered, unanswered]) await command(api, id, 'record-contact', step);
    const { position } = await command(api, id, 'mark-unreachable');
    const { body } = await api.get<{ items: { number: string }[] }>('/consular-cases?phase=unreachable', {
      since: position,
    });
    expect(body.items.map((item) => item.number)).toEqual([number]);
    await command(api, id, 'record-outcome', { outcome: 'not_found' });
    await command(api, id, 'waive-family-notification', { reason: 'Không còn ai liên lạc được' });
    const closed = await command(api, id, 'close-case');
    expect(await caseNow(id, closed.position)).toMatchObject({ phase: 'closed' });
  });
});
