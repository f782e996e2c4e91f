import { type CaseAnswer, type HistoryAnswer } from './support/answers.js';
import { type Opened } from './support/api-client.js';
import { command, forward, openCase, person, protectedCase, verify } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

interface Listed {
  readonly id: string;
  readonly number: string;
  readonly phase: string;
  readonly merged: readonly { readonly number: string }[];
  readonly mergedInto: { readonly number: string } | null;
}

interface Page {
  readonly items: readonly Listed[];
  readonly count: { readonly count: number };
}

let office: TestOffice;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

const address = (id: string): string => `/consular-cases/${id}`;
const EVIDENCE = { evidence: 'Trùng số căn cước và ngày sinh' };

const merge = (surviving: Opened, other: Opened, sent = {}) =>
  office.api.post<{ position: string }>(
    `${address(surviving.id)}/merge-cases`,
    { other: other.id, ...EVIDENCE },
    sent,
  );

const merged = async (surviving: Opened, other: Opened): Promise<string> => {
  const { status, body } = await merge(surviving, other);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body.position;
};

/** Waits for whatever was written last, on either side of a merge. */
let head = '';
const latest = () => ({ since: head });
const settle = async () => {
  head = await office.head();
};

async function caseNow(id: string) {
  await settle();
  return (await office.api.get<CaseAnswer & Listed>(address(id), latest())).body;
}

async function list(query = ''): Promise<Page> {
  await settle();
  return (await office.api.get<Page>(`/consular-cases?sort=number${query}`, latest())).body;
}

const numbers = ({ items }: Page) => items.map(({ number }) => number);

describe('two cases that are one (G-8)', () => {
  it('are one in lists, searches and figures, and two again', async () => {
    const { api } = office;
    const [an, binh] = [await person(api, 'Hoàng Thị An'), await person(api, 'Nông Văn Bình')];
    const here = await openCase(api, { subjects: [an] });
    const there = await openCase(api, { subjects: [binh], kind: 'missing', country: 'KH' });
    const figures = async () => {
      await settle();
      const { body } = await api.get('/consular-cases/figures?from=2022-01-01&to=2022-12-31', latest());
      const { asOf: _asOf, ...counted } = body;
      return counted;
    };
    const before = await figures();
    const listedBefore = await list();
    await merged(here, there);

    expect(await list()).toMatchObject({
      items: [{ number: here.number, merged: [{ number: there.number }], mergedInto: null }],
      count: { count: 1 },
    });
    expect(await list('&phase=merged')).toMatchObject({
      items: [{ number: there.number, phase: 'merged', mergedInto: { number: here.number } }],
      count: { count: 1 },
    });
    // Whoever is looked for in either of them is found in the one that stands for both.
    for (const query of [`&subject=${binh}`, '&q=nong%20binh', `&q=${there.number}`, `&subject=${an}`])
      expect([query, numbers(await list(query))]).toEqual([query, [here.number]]);
    expect(await figures()).toMatchObject({
      total: 1,
      byKind: { detention: 1 },
      byCountry: { MY: 1 },
      byPhase: { received: 1 },
    });
    expect((await figures())['byKind']).not.toHaveProperty('missing');
    expect(await caseNow(there.id)).toMatchObject({ phase: 'merged', mergedInto: { number: here.number } });
    expect(await caseNow(here.id)).toMatchObject({
      merged: [{ number: there.number, people: [binh], reliedOn: null }],
    });
    const byNumber = await api.get<Listed>(`/consular-cases/by-number/${there.number}`);
    expect(byNumber.body).toMatchObject({ phase: 'merged', mergedInto: { number: here.number } });

    const reason = 'Hai người khác nhau';
    await command(api, here.id, 'revert-merge', { other: there.id, reason });
    expect(await caseNow(there.id)).toMatchObject({ phase: 'received', mergedInto: null });
    const listed = await list();
    expect(numbers(listed)).toEqual(numbers(listedBefore));
    expect(listed.items.map(({ merged: taken, mergedInto }) => [taken, mergedInto])).toEqual([
      [[], null],
      [[], null],
    ]);
    expect(await figures()).toEqual(before);
    expect(numbers(await list(`&subject=${binh}`))).toEqual([there.number]);
    await verify(api, there.id, binh);

    const types = async ({ id }: Opened) =>
      (await api.get<HistoryAnswer>(`${address(id)}/history`)).body.entries.map(({ type }) => type);
    expect(await types(here)).toEqual(['ConsularCaseOpened', 'CasesMerged', 'MergeReverted']);
    expect(await types(there)).toEqual([
      'ConsularCaseOpened',
      'CaseMergedInto',
      'CaseUnmerged',
      'IdentityVerified',
    ]);
    const past = await api.get<Listed>(`${address(there.id)}?revision=1`);
    expect(past.body).toMatchObject({ phase: 'merged' });
  });

  it('leave the merged one to be read only', async () => {
    const { api } = office;
    const [here, there] = [await openCase(api), await openCase(api)];
    await merged(here, there);
    const refused = [
      ['add-note', { text: 'Muộn' }],
      ['link-cases', { other: here.id, relation: 'same_person' }],
      ['merge-cases', { other: here.id, ...EVIDENCE }],
      ['correct-fact', { target: here.id, changes: { country: 'KH' }, reason: 'Nhầm' }],
      ['propose-voiding', { target: here.id, reason: 'Nhầm' }],
      ['add-roster-entries', { entries: [{ subject: await person(api, 'Nông Văn Bình'), status: 'safe' }] }],
    ] as const;
    for (const [name, body] of refused) {
      const answer = await leavesLogAlone(office, () => api.post(`${address(there.id)}/${name}`, body));
      expect([name, expectProblem(answer, 409, 'consular-case.merged').messages.en]).toEqual([
        name,
        `The case was merged into ${here.number} and is only to be read`,
      ]);
    }
    await settle();
    const { actions } = await caseNow(there.id);
    expect(actions.filter(({ allowed }) => allowed)).toEqual([]);
  });

  it('are not merged with themselves, into a merged one, twice, or in a ring', async () => {
    const { api } = office;
    const [a, b, c] = [await openCase(api), await openCase(api), await openCase(api)];
    const refused = (into: Opened, other: Opened) => leavesLogAlone(office, () => merge(into, other));
    expectProblem(await refused(a, a), 422, 'consular-case.merged-with-itself');
    await merged(a, b);
    expectProblem(await refused(a, b), 409, 'consular-case.already-merged');
    expectProblem(await refused(c, b), 409, 'consular-case.already-merged');
    expectProblem(await refused(b, c), 409, 'consular-case.merged');
    expectProblem(await refused(b, a), 409, 'consular-case.merged');
    expectProblem(await refused(c, a), 409, 'consular-case.holds-merged-cases');
    // The other way round it can be done, and one can stand for many.
    await merged(a, c);
    await settle();
    expect((await caseNow(a.id)).merged.map(({ number }) => number)).toEqual([b.number, c.number]);
    const nobody = { id: '00000000-0000-4000-8000-000000000000' } as Opened;
    expectProblem(await refused(a, nobody), 422, 'consular-case.unknown-case');
  });

  it('are not merged once one of them has ended', async () => {
    const { api } = office;
    const [a, b] = [await openCase(api), await openCase(api)];
    await command(api, b.id, 'withdraw-case', { by: 'applicant', reason: 'Không cần nữa' });
    expectProblem(await merge(a, b), 409, 'consular-case.merge-of-ended-case');
    expectProblem(await merge(b, a), 409, 'consular-case.withdrawn');
  });

  it('stay one once something was done for both', async () => {
    const { api } = office;
    const [a, b] = [await protectedCase(api), await openCase(api)];
    await merged(a, b);
    await command(api, a.id, 'add-note', { text: 'Ghi chú thì vẫn tách được' });
    await forward(api, a.id, {
      source: { register: 'outgoing-2022', number: '102', date: '2022-06-11', issuer: 'Sở' },
    });
    const revert = { other: b.id, reason: 'Nhầm' };
    const late = await leavesLogAlone(office, () => api.post(`${address(a.id)}/revert-merge`, revert));
    const { messages } = expectProblem(late, 409, 'consular-case.merge-relied-on');
    expect(messages.en).toContain('Case forwarded');
    await settle();
    expect(await caseNow(a.id)).toMatchObject({ merged: [{ reliedOn: { type: 'CaseForwarded' } }] });
    const action = (await caseNow(a.id)).actions.find((each) => each.command === 'RevertMerge');
    expect(action).toMatchObject({ allowed: false, code: 'consular-case.merge-relied-on' });
    expectProblem(
      await api.post(`${address(b.id)}/revert-merge`, { ...revert, other: a.id }),
      409,
      'consular-case.merged',
    );
  });

  it('are merged once by the same command, however often it comes', async () => {
    const { api } = office;
    const [a, b] = [await openCase(api), await openCase(api)];
    const first = await merge(a, b, { key: 'merge-1', ifMatch: 0 });
    const again = await leavesLogAlone(office, () => merge(a, b, { key: 'merge-1', ifMatch: 0 }));
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expectProblem(await merge(b, a, { ifMatch: 0 }), 412, 'command.stale-revision');
  });

  it.each([
    [
      'a ring of two',
      (cases: readonly Opened[]) =>
        [
          [0, 1],
          [1, 0],
        ].map(([s, m]) => [cases[s!]!, cases[m!]!]),
    ],
    [
      'a ring of three',
      (cases: readonly Opened[]) =>
        [
          [0, 1],
          [1, 2],
          [2, 0],
        ].map(([s, m]) => [cases[s!]!, cases[m!]!]),
    ],
    [
      'one into two',
      (cases: readonly Opened[]) =>
        [
          [0, 2],
          [1, 2],
        ].map(([s, m]) => [cases[s!]!, cases[m!]!]),
    ],
  ])('asked for at once as %s leave no ring and nothing half done', async (_, pairs) => {
    const { api } = office;
    const cases = [await openCase(api), await openCase(api), await openCase(api)];
    const answers = await Promise.all(pairs(cases).map(([s, m]) => merge(s!, m!)));
    for (const { status } of answers) expect([200, 409]).toContain(status);
    await settle();
    const states = await Promise.all(cases.map(({ id }) => caseNow(id)));
    for (const one of states) {
      for (const { number } of one.merged) {
        expect(states.find((each) => each.number === number)?.mergedInto?.number).toBe(one.number);
      }
      const into = states.find(({ number }) => number === one.mergedInto?.number);
      if (one.mergedInto) {
        expect(into?.merged.map(({ number }) => number)).toContain(one.number);
        expect(one.merged).toEqual([]);
      }
    }
  });
});
