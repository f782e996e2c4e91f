import { type CaseAnswer } from './support/answers.js';
import { type ApiClient, type Opened } from './support/api-client.js';
import { command, openCase, person } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

let office: TestOffice;
let api: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  ({ api } = office);
});

afterAll(() => office.close());

const WITHDRAWAL = { by: 'applicant', reason: 'Gia đình tự giải quyết' };
const EVIDENCE = { evidence: 'Trùng số căn cước' };
const GROUP = { kind: 'conflict_evacuation', country: 'UA' };

const merge = (into: Opened, other: Opened) =>
  api.post(`/consular-cases/${into.id}/merge-cases`, { other: other.id, ...EVIDENCE });

const withdraw = (id: string) => api.post(`/consular-cases/${id}/withdraw-case`, WITHDRAWAL);

/** Nobody but the director withdraws it, and nobody is told otherwise. */
async function expectKept({ id }: Opened, because: string): Promise<void> {
  const code = 'consular-case.withdrawal-needs-approval';
  const answer = await leavesLogAlone(office, () => withdraw(id));
  expect(expectProblem(answer, 409, code)).toMatchObject({ details: { because } });
  const { actions } = (await api.get<CaseAnswer>(`/consular-cases/${id}`)).body;
  expect(actions.find((each) => each.command === 'WithdrawCase')).toMatchObject({ allowed: false, code });
}

async function expectFree({ id }: Opened): Promise<void> {
  const { actions } = (await api.get<CaseAnswer>(`/consular-cases/${id}`)).body;
  expect(actions.find((each) => each.command === 'WithdrawCase')).toMatchObject({ allowed: true });
  expect((await withdraw(id)).status).toBe(200);
}

const adult = async () => openCase(api, { subjects: [await person(api, 'Hoàng Thị An', { minor: false })] });

describe('a case that stands for somebody who has to be protected', () => {
  it.each([
    ['minor', async () => ({ subjects: [await person(api, 'Lý Thị Bé', { birthDate: '2012-05-01' })] })],
    ['suspected_victim', () => ({ kind: 'trafficking' })],
  ])('is withdrawn by the director alone (%s), until the merge is taken back', async (because, intake) => {
    const [a, b, other] = [await adult(), await adult(), await openCase(api, await intake())];
    expect((await merge(a, other)).status).toBe(200);
    await expectKept(a, because);
    // No chain leads around it.
    expectProblem(await merge(b, a), 409, 'consular-case.holds-merged-cases');
    const reason = 'Hai người khác nhau';
    await command(api, a.id, 'revert-merge', { other: other.id, reason });
    await expectFree(a);
    await expectKept(other, because);
  });

  it('is withdrawn by no officer who asks while it takes them in', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const [a, sold] = [await adult(), await openCase(api, { kind: 'trafficking' })];
      const answers = await Promise.all([merge(a, sold), withdraw(a.id)]);
      const statuses = answers.map(({ status }) => status);
      // Whichever came first, the other one was refused.
      expect(statuses.sort()).toEqual([200, 409]);
    }
  });

  it('is withdrawn when the director approves', async () => {
    const [a, sold] = [await adult(), await openCase(api, { kind: 'trafficking' })];
    await merge(a, sold);
    const { revision } = await command(api, a.id, 'propose-withdrawal', WITHDRAWAL);
    const { body } = await api.get<{ entries: readonly { id: string }[] }>(`/consular-cases/${a.id}/history`);
    const decision = { proposal: body.entries.at(-1)?.id, verdict: 'approved' };
    const path = `/consular-cases/${a.id}/decide-proposal`;
    expectProblem(
      await api.post(path, decision, { actor: 'head-consular', ifMatch: revision }),
      403,
      'access.denied',
    );
    expect((await api.post(path, decision, { actor: 'director', ifMatch: revision })).status).toBe(200);
  });

  it('is so, too, when the age becomes known after the merge', async () => {
    const child = await person(api, 'Nông Văn Bình');
    const [a, other] = [await adult(), await openCase(api, { subjects: [child] })];
    await merge(a, other);
    const details = { changes: { birthDate: '2010-05-01' }, reason: 'Có giấy khai sinh' };
    const corrected = await api.post(`/subjects/${child}/correct-details`, details);
    expect([corrected.status, corrected.body]).toEqual([200, expect.anything()]);
    await expectKept(a, 'minor');
  });
});

describe('a group case with a minor on its roster (A-12)', () => {
  it('is withdrawn by the director alone, also once they were taken off it', async () => {
    const group = await openCase(api, GROUP);
    const listed = [
      await person(api, 'Lý Thị Bé', { birthDate: '2012-05-01' }),
      await person(api, 'Lý Văn Cả'),
    ];
    const entries = listed.map((subject) => ({ subject, status: 'to_evacuate' }));
    await command(api, group.id, 'add-roster-entries', { entries });
    await expectKept(group, 'minor');
    await command(api, group.id, `roster/${listed[0]}/remove`, { reason: 'Đã về nước' });
    await expectKept(group, 'minor');
  });

  it('is withdrawn by an officer when nobody on it is a minor', async () => {
    const group = await openCase(api, GROUP);
    const entries = [{ subject: await person(api, 'Lý Văn Cả', { minor: false }), status: 'safe' }];
    await command(api, group.id, 'add-roster-entries', { entries });
    await expectFree(group);
  });

  it('is merged into none as long as somebody is on its roster, and takes others in', async () => {
    const [group, other] = [await openCase(api, GROUP), await adult()];
    const subject = await person(api, 'Lý Văn Cả');
    await command(api, group.id, 'add-roster-entries', { entries: [{ subject, status: 'safe' }] });
    const refused = await leavesLogAlone(office, () => merge(other, group));
    const { messages } = expectProblem(refused, 409, 'consular-case.merge-of-roster');
    expect(messages.en).toContain(group.number);
    expect((await merge(group, other)).status).toBe(200);
    await command(api, group.id, 'revert-merge', { other: other.id, reason: 'Nhầm' });
    await command(api, group.id, `roster/${subject}/remove`, { reason: 'Ghi nhầm' });
    expect((await merge(other, group)).status).toBe(200);
  });
});
