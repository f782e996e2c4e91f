import { type Done, type Json } from './support/api-client.js';
import { command, openCase, person } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone, refusedFields } from './support/refusals.js';

interface Entry {
  readonly subject: { readonly id: string; readonly name: string | null };
  readonly status: string;
  readonly lastContactOn: string | null;
  readonly note: string | null;
  readonly revision: number;
}

interface Page {
  readonly items: readonly Entry[];
  readonly next?: string;
  readonly count?: { readonly count: number };
  readonly counts?: { readonly total: number; readonly byStatus: Readonly<Record<string, number>> };
  readonly asAt?: Json;
}

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

const GROUP = { kind: 'conflict_evacuation', country: 'UA' };

const address = (id: string): string => `/consular-cases/${id}`;

const add = (id: string, entries: readonly Json[], sent = {}) =>
  office.api.post<Done & { added: number }>(`${address(id)}/add-roster-entries`, { entries }, sent);

async function roster(id: string, query = '', sent: { since?: string; actor?: string } = {}): Promise<Page> {
  const { status, body } = await office.api.get<Page>(`${address(id)}/roster${query}`, sent);
  expect(status).toBe(200);
  return body;
}

/** People by invented names; some at a time. */
async function people(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < count; from += 50) {
    // One word, which nobody else has: likely duplicates are looked for by words.
    const names = Array.from({ length: Math.min(50, count - from) }, (_, index) => `Người-${from + index}`);
    ids.push(...(await Promise.all(names.map((name) => person(office.api, name)))));
  }
  return ids;
}

describe('the roster of a group case (A-12)', () => {
  it('takes people in, follows how they are, and lets them go', async () => {
    const { api } = office;
    const group = await openCase(api, GROUP);
    const [an, binh] = [await person(api, 'Hoàng Thị An'), await person(api, 'Nông Văn Bình')];
    const own = await openCase(api, { subjects: [an] });
    const done = await add(group.id, [
      { subject: an, status: 'to_evacuate', lastContactOn: '2022-06-14', note: 'Ở nhà người quen' },
      { subject: binh, status: 'not_found' },
    ]);
    expect([done.status, done.body]).toMatchObject([200, { id: group.id, revision: 0, added: 2 }]);
    const since = done.body.position;
    // Of whom nobody has heard comes first.
    expect(await roster(group.id, '', { since })).toMatchObject({
      items: [
        {
          subject: { id: binh, name: 'Nông Văn Bình', erased: false },
          status: 'not_found',
          lastContactOn: null,
          note: null,
        },
        { subject: { id: an, name: 'Hoàng Thị An' }, status: 'to_evacuate', note: 'Ở nhà người quen' },
      ],
      count: { count: 2 },
      counts: { total: 2, byStatus: { to_evacuate: 1, not_found: 1 } },
    });
    const entry = `${address(group.id)}/roster/${an}`;
    const told = { status: 'evacuated', lastContactOn: '2022-06-15', ownCase: own.id };
    const updated = await api.post<Done>(`${entry}/update`, told, { ifMatch: 0 });
    expect([updated.status, updated.body.revision]).toEqual([200, 1]);
    expectProblem(
      await api.post(`${entry}/update`, { status: 'safe' }, { ifMatch: 0 }),
      412,
      'command.stale-revision',
    );

    const { body: seen } = await api.get(`${address(group.id)}`, { since: updated.body.position });
    expect(seen).toMatchObject({
      roster: { total: 2, byStatus: { evacuated: 1, not_found: 1 } },
      onRosters: [],
    });
    expect(seen).not.toHaveProperty('items');
    expect((await api.get(address(own.id))).body).toMatchObject({
      roster: { total: 0, byStatus: {} },
      onRosters: [{ case: { id: group.id, number: group.number }, subject: an, status: 'evacuated' }],
    });
    expect((await api.get<Page>(`/consular-cases/roster-entries?subject=${an}`)).body.items).toMatchObject([
      { case: { number: group.number }, status: 'evacuated', ownCase: { number: own.number } },
    ]);

    const gone = await api.post<Done>(`${entry}/remove`, { reason: 'Đã về nước từ trước' });
    expect(await roster(group.id, '', { since: gone.body.position })).toMatchObject({ counts: { total: 1 } });
    expectProblem(await api.post(`${entry}/update`, { status: 'safe' }), 404, 'consular-case.not-on-roster');
    const { body: history } = await api.get<{ entries: readonly { type: string }[] }>(`${entry}/history`);
    expect(history.entries).toMatchObject([
      { type: 'RosterEntryAdded' },
      {
        type: 'RosterEntryUpdated',
        changes: [
          { field: 'status', before: 'to_evacuate', after: 'evacuated', afterName: { en: 'Evacuated' } },
          { field: 'lastContactOn', before: '2022-06-14', after: '2022-06-15' },
          { field: 'ownCase.number', before: null, after: own.number },
        ],
      },
      { type: 'RosterEntryRemoved', reason: 'Đã về nước từ trước' },
    ]);
    expect((await add(group.id, [{ subject: an, status: 'safe' }])).body).toMatchObject({ added: 1 });
  });

  it('is counted once, as the case that it is', async () => {
    const figures = async () =>
      (await office.api.get<{ total: number }>('/consular-cases/figures?from=2022-06-10&to=2022-06-10')).body
        .total;
    const before = await figures();
    const group = await openCase(office.api, GROUP);
    const done = await add(
      group.id,
      (await people(3)).map((subject) => ({ subject, status: 'safe' })),
    );
    await roster(group.id, '', { since: done.body.position });
    expect(await figures()).toBe(before + 1);
  });

  it('takes nobody when somebody in the list cannot be taken, and says who', async () => {
    const group = await openCase(office.api, GROUP);
    const [an, binh] = [await person(office.api, 'Hoàng Thị An'), await person(office.api, 'Nông Văn Bình')];
    const refused = (entries: readonly Json[]) => leavesLogAlone(office, () => add(group.id, entries));
    const entry = (subject: string, more: Json = {}) => ({ subject, status: 'safe', ...more });
    // A refusal names whom the read model names already.
    await office.api.get(`/subjects/${an}`);
    const twice = await refused([entry(an), entry(binh), entry(an)]);
    expect(expectProblem(twice, 422, 'consular-case.roster-entry-repeated')).toMatchObject({
      details: { people: ['Hoàng Thị An'], subjects: [an] },
    });
    await add(group.id, [entry(an)]);
    const known = await refused([entry(binh), entry(an, { status: 'evacuated' })]);
    const problem = expectProblem(known, 409, 'consular-case.already-on-roster');
    expect(problem).toMatchObject({ details: { people: ['Hoàng Thị An'], subjects: [an] } });
    expect(problem.messages.en).toContain('Hoàng Thị An');
    const stranger = '00000000-0000-4000-8000-000000000000';
    expectProblem(await refused([entry(binh), entry(stranger)]), 422, 'consular-case.unknown-subject');
    expectProblem(
      await refused([entry(binh, { lastContactOn: '2099-01-01' })]),
      422,
      'consular-case.date-in-future',
    );
    expectProblem(await refused([entry(binh, { ownCase: stranger })]), 422, 'consular-case.unknown-case');
    const { id: ownCase } = await openCase(office.api, { subjects: [an], applicant: binh });
    expectProblem(await refused([entry(binh, { ownCase })]), 422, 'consular-case.own-case-of-another');
    // An's other record names the same person.
    const other = await person(office.api, 'Hoàng An');
    const merge = { other: an, evidence: 'Trùng số căn cước' };
    expect((await office.api.post(`/subjects/${other}/merge-subjects`, merge)).status).toBe(200);
    await office.api.get(`/subjects/${other}`, { since: await office.head() });
    expect((await add(group.id, [entry(other, { ownCase })])).status).toBe(200);
    const malformed = await refused([entry(binh, { status: 'gone' })]);
    expect(refusedFields(expectProblem(malformed, 400, 'validation.failed'))).toEqual([
      ['entries[0].status', 'choice'],
    ]);
    const many = Array.from({ length: 1001 }, () => entry(binh));
    expect(refusedFields(expectProblem(await refused(many), 400, 'validation.failed'))).toEqual([
      ['entries', 'list.length'],
    ]);
    expectProblem(
      await leavesLogAlone(office, () => add(stranger, [entry(an)])),
      404,
      'consular-case.not-opened',
    );
    expectProblem(await office.api.get(`${address(stranger)}/roster`), 404, 'consular-case.not-opened');
  });

  it('is the same list when it comes again, and another one under the same key is not', async () => {
    const group = await openCase(office.api, GROUP);
    const entries = (await people(5)).map((subject) => ({ subject, status: 'safe' }));
    const first = await add(group.id, entries, { key: 'roster-1' });
    const again = await leavesLogAlone(office, () => add(group.id, entries, { key: 'roster-1' }));
    expect(again.body).toEqual({ ...first.body, repeated: true });
    const other = await leavesLogAlone(office, () =>
      add(group.id, [{ ...entries[0], status: 'not_found' }], { key: 'roster-1' }),
    );
    expectProblem(other, 422, 'command.key-reused');
    const stale = await leavesLogAlone(office, () => add(group.id, entries, { ifMatch: 7 }));
    expectProblem(stale, 412, 'command.stale-revision');
  });

  it('names nobody to who may not read names, and is searched by name by who may', async () => {
    const group = await openCase(office.api, GROUP);
    const an = await person(office.api, 'Triệu Thị Ánh');
    const { position } = (await add(group.id, [{ subject: an, status: 'safe', note: 'Gọi buổi tối' }])).body;
    const page = await roster(group.id, '', { since: position, actor: 'analyst' });
    expect(page.items).toMatchObject([{ subject: { id: an, name: null, erased: false }, note: null }]);
    const named = await roster(group.id, '?q=trieu%20anh');
    expect(named.items.map(({ subject }) => subject.id)).toEqual([an]);
    expect((await roster(group.id, '?q=nobody')).items).toEqual([]);
    const denied = await office.api.get(`${address(group.id)}/roster?q=trieu`, { actor: 'analyst' });
    expectProblem(denied, 403, 'access.denied');
  });

  it('stays as it is once the case is withdrawn', async () => {
    const group = await openCase(office.api, GROUP);
    const an = await person(office.api, 'Hoàng Thị An');
    await add(group.id, [{ subject: an, status: 'safe' }]);
    await command(office.api, group.id, 'withdraw-case', { by: 'applicant', reason: 'Không cần nữa' });
    const entry = { subject: await person(office.api, 'Nông Văn Bình'), status: 'safe' };
    expectProblem(await add(group.id, [entry]), 409, 'consular-case.withdrawn');
    expectProblem(
      await office.api.post(`${address(group.id)}/roster/${an}/update`, { status: 'evacuated' }),
      409,
      'consular-case.withdrawn',
    );
  });

  it('is asked as at a moment: what was known then, or was true then as it is known today', async () => {
    const { api } = office;
    office.at('2023-05-10T02:00:00.000Z');
    const group = await openCase(api, GROUP);
    const [an, binh] = [await person(api, 'Hoàng Thị Mận'), await person(api, 'Nông Văn Mận')];
    const [own, other] = [await openCase(api, { subjects: [an] }), await openCase(api, { subjects: [an] })];
    const told = { status: 'to_evacuate', ownCase: own.id, note: 'Ở nhà người quen' };
    await add(group.id, [{ subject: an, ...told }]);
    office.at('2023-05-12T02:00:00.000Z');
    await add(group.id, [{ subject: binh, status: 'not_found' }]);
    const entry = `${address(group.id)}/roster/${an}`;
    const evacuated = { status: 'evacuated', ownCase: other.id, occurredOn: '2023-05-11' };
    await api.post<Done>(`${entry}/update`, evacuated);
    office.at('2023-05-14T02:00:00.000Z');
    await api.post<Done>(`${entry}/remove`, { reason: 'Đã về nước' });

    const then = (query: string, sent = {}) => roster(group.id, `?${query}`, sent);
    const found = ({ items }: Page) => items.map(({ subject, status }) => [subject.name, status]);
    const [evacuating, out] = [
      ['Hoàng Thị Mận', 'to_evacuate'],
      ['Hoàng Thị Mận', 'evacuated'],
    ];
    const missing = ['Nông Văn Mận', 'not_found'];
    expect(found(await then('asAt=2023-05-11'))).toEqual([evacuating]);
    expect(found(await then('asAt=2023-05-11&clock=occurred'))).toEqual([out]);
    const both = await then('asAt=2023-05-13');
    expect(both).toMatchObject({
      count: { count: 2 },
      counts: { total: 2, byStatus: { evacuated: 1, not_found: 1 } },
      asAt: { asAt: '2023-05-13T16:59:59.999Z', clock: 'recorded' },
    });
    expect(found(both).toSorted()).toEqual([out, missing]);
    expect(found(await then('asAt=2023-05-13&status=evacuated&q=man'))).toEqual([out]);
    const first = await then('asAt=2023-05-13&limit=1');
    const second = await then(`asAt=2023-05-13&limit=1&after=${first.next ?? ''}`);
    expect([...found(first), ...found(second)]).toEqual(found(both));
    const elsewhere = `${address(group.id)}/roster?limit=1&after=${first.next ?? ''}`;
    expectProblem(await api.get(elsewhere), 400, 'request.cursor-invalid');
    const { asAt: _asAt, ...now } = await then('asAt=2023-05-14');
    expect(now).toEqual(await roster(group.id));
    expect((await then('asAt=2023-05-13', { actor: 'analyst' })).items).toMatchObject([
      { subject: { name: null }, note: null },
      { subject: { name: null }, note: null },
    ]);
    // The case says the same of that moment, of its own roster and of those that it is somebody's own case of.
    const caseAt = async (id: string, query: string) => (await api.get<Json>(`${address(id)}?${query}`)).body;
    for (const query of ['asAt=2023-05-11', 'asAt=2023-05-11&clock=occurred', 'asAt=2023-05-13'])
      expect((await caseAt(group.id, query))['roster']).toEqual((await then(query)).counts);
    const places = async (query: string) => (await caseAt(own.id, query))['onRosters'];
    expect(await places('asAt=2023-05-11')).toMatchObject([{ subject: an, status: 'to_evacuate' }]);
    expect(await places('asAt=2023-05-13')).toEqual([]);
    const ofPerson = (query: string) =>
      api.get<Page>(`/consular-cases/roster-entries?subject=${an}&${query}`);
    expect((await ofPerson('asAt=2023-05-13')).body.items).toMatchObject([{ status: 'evacuated' }]);
    expect((await ofPerson('')).body.items).toEqual([]);
    for (const [query, status, code] of [
      ['asAt=2023-05-09', 404, 'consular-case.not-opened'],
      ['asAt=2023-05-15', 400, 'validation.failed'],
      ['clock=occurred', 400, 'validation.failed'],
    ] as const)
      expectProblem(await api.get(`${address(group.id)}/roster?${query}`), status, code);
    office.at('2022-06-15T02:00:00.000Z');
  });

  it('takes one of two lists with the same people that come at once, and nobody of the other', async () => {
    const group = await openCase(office.api, GROUP);
    const all = await people(90);
    const list = (from: number, status: string) =>
      all.slice(from, from + 60).map((subject) => ({ subject, status }));
    const answers = await Promise.all([
      add(group.id, list(0, 'safe')),
      add(group.id, list(30, 'to_evacuate')),
    ]);
    const [late] = answers.filter(({ status }) => status !== 200);
    const problem = expectProblem(late!, 409, 'consular-case.already-on-roster');
    expect((problem['details'] as { people: string[] }).people).toHaveLength(30);
    expect(await roster(group.id)).toMatchObject({ counts: { total: 60 } });
  });

  // Each is two streams, a key and two documents: on servers, where that takes longest, fewer show the same.
  const each = process.env['E2E_ENGINE'] === 'servers' ? 200 : 1000;

  it(`holds ${5 * each} people, ${each} at a time, and is read page by page`, async () => {
    const group = await openCase(office.api, GROUP);
    const all = await people(5 * each);
    const statuses = ['safe', 'to_evacuate', 'evacuated', 'not_found', 'safe'];
    let position = '';
    for (const [batch, status] of statuses.entries()) {
      const part = all.slice(batch * each, (batch + 1) * each);
      const done = await add(
        group.id,
        part.map((subject, index) => ({
          subject,
          status,
          lastContactOn: `2022-06-${String(1 + (index % 14)).padStart(2, '0')}`,
        })),
      );
      expect(done.body.added).toBe(each);
      position = done.body.position;
    }
    const first = await roster(group.id, '?status=safe&limit=200', { since: position });
    expect(first).toMatchObject({
      count: { count: 2 * each },
      counts: {
        total: 5 * each,
        byStatus: { safe: 2 * each, to_evacuate: each, evacuated: each, not_found: each },
      },
    });
    const duplicates = await leavesLogAlone(office, () =>
      add(group.id, [
        { subject: all[4 * each + 21]!, status: 'not_found' },
        { subject: all[17]!, status: 'not_found' },
      ]),
    );
    expect(expectProblem(duplicates, 409, 'consular-case.already-on-roster')).toMatchObject({
      details: { people: [`Người-${4 * each + 21}`, 'Người-17'] },
    });
    const seen = new Set(first.items.map(({ subject }) => subject.id));
    let { next } = first;
    while (next !== undefined) {
      const page = await roster(group.id, `?status=safe&limit=200&count=false&after=${next}`);
      for (const { subject } of page.items) seen.add(subject.id);
      next = page.next;
    }
    expect(seen.size).toBe(2 * each);
    // The case itself has grown by nothing.
    const { body } = await office.api.get(address(group.id));
    expect(body).toMatchObject({ revision: 0, roster: { total: 5 * each } });
    expect(JSON.stringify(body).length).toBeLessThan(20_000);
  }, 180_000);
});
