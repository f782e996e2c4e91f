import { type History } from '#platform';
import { type CaseFigures } from '../queries/figures.js';
import { type CasePage } from '../queries/list-view.js';
import { casesApp } from '../testing/cases-app.js';
import { CITIZEN, EXAMPLE_DATA, SECOND_CITIZEN } from '../testing/index.js';

type App = Awaited<ReturnType<typeof casesApp>>;
let app: App;

beforeEach(async () => {
  app = await casesApp();
});
afterEach(() => app.close());

const CASES = '/consular-cases';
const YEAR = 'from=2022-01-01&to=2022-12-31';

async function opened(changes: object = {}): Promise<string> {
  const answer = await app.post(CASES, { ...EXAMPLE_DATA.OpenConsularCase, ...changes });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return answer.json<{ id: string }>().id;
}

async function does(id: string, path: string, body: object, options = {}): Promise<void> {
  const answer = await app.post(`${CASES}/${id}/${path}`, body, options);
  expect([path, answer.statusCode, answer.json()]).toEqual([path, 200, expect.anything()]);
}

async function bodyOf<T>(url: string, options = {}): Promise<T> {
  const answer = await app.get(url, options);
  expect([url, answer.statusCode, answer.json()]).toEqual([url, 200, expect.anything()]);
  return answer.json<T>();
}
const list = (query: string) => bodyOf<CasePage>(`${CASES}?${query}`);
const figures = (query: string) => bodyOf<CaseFigures>(`${CASES}/figures?${YEAR}&${query}`);
const numbers = ({ items }: CasePage) => items.map(({ number }) => number);
const verification = { subject: CITIZEN, method: 'papers', homeProvince: 'cao-bang' };

/** Three cases of 10, 12 and 14 March; the second one was recorded on the 20th. The first was verified on the 12th. */
async function threeCases(): Promise<readonly [string, string, string]> {
  const first = await opened();
  app.at('2022-03-12T02:00:00.000Z');
  await does(first, 'verify-identity', verification);
  app.at('2022-03-14T02:00:00.000Z');
  const third = await opened({ kind: 'labour', country: 'KH', subjects: [SECOND_CITIZEN] });
  app.at('2022-03-20T02:00:00.000Z');
  const second = await opened({ kind: 'missing', occurredOn: '2022-03-12' });
  return [first, second, third];
}

describe('the list of cases as at a moment', () => {
  it('holds what was known then, or what was true then as it is known today', async () => {
    await threeCases();
    expect(numbers(await list('asAt=2022-03-09'))).toEqual([]);
    expect(numbers(await list('asAt=2022-03-13'))).toEqual(['BHCD-2022-0001']);
    expect(numbers(await list('asAt=2022-03-13&clock=occurred'))).toEqual([
      'BHCD-2022-0003',
      'BHCD-2022-0001',
    ]);
    expect(numbers(await list('asAt=2022-03-19'))).toEqual(['BHCD-2022-0002', 'BHCD-2022-0001']);
  });

  it('says that it is the past, and of each case what it was', async () => {
    await threeCases();
    const page = await list('asAt=2022-03-11T00:00:00%2B07:00');
    expect(page.asAt).toEqual({ asAt: '2022-03-10T17:00:00.000Z', clock: 'recorded' });
    expect(page.items).toMatchObject([
      { phase: 'received', revision: 0, overdue: false, workingDaysLeft: 0 },
    ]);
    expect(page.items[0]?.subjects).toMatchObject([{ id: CITIZEN, name: 'Nông Thị Mẫu' }]);
    expect((await list('asAt=2022-03-12')).items).toMatchObject([{ phase: 'verified', revision: 1 }]);
    expect((await list('')).asAt).toBeUndefined();
  });

  it('is found, sorted, counted and paged as the present one', async () => {
    const [first] = await threeCases();
    const at = 'asAt=2022-03-20&clock=occurred';
    expect((await list(at)).count).toEqual({ count: 3, capped: false });
    expect(numbers(await list(`${at}&sort=number`))).toEqual([
      'BHCD-2022-0001',
      'BHCD-2022-0002',
      'BHCD-2022-0003',
    ]);
    for (const [query, found] of [
      ['phase=verified', ['BHCD-2022-0001']],
      ['kind=missing,labour&country=KH', ['BHCD-2022-0002']],
      ['q=nong%20mau', ['BHCD-2022-0003', 'BHCD-2022-0001']],
      ['q=bhcd%202022%202', ['BHCD-2022-0002']],
      [`subject=${SECOND_CITIZEN}`, ['BHCD-2022-0002']],
      ['openedFrom=2022-03-12&openedTo=2022-03-13', ['BHCD-2022-0003']],
    ] as const)
      expect([query, numbers(await list(`${at}&${query}`))]).toEqual([query, found]);
    const page = await list(`${at}&limit=2`);
    const rest = await list(`${at}&limit=2&after=${page.next ?? ''}`);
    expect([...page.items, ...rest.items].at(-1)?.id).toBe(first);
    const elsewhere = await app.get(`${CASES}?asAt=2022-03-19&limit=2&after=${page.next ?? ''}`);
    expect([elsewhere.statusCode, elsewhere.json()]).toMatchObject([400, { code: 'request.cursor-invalid' }]);
  });

  it('tells of overdue as on that day', async () => {
    await opened();
    app.at('2022-03-20T02:00:00.000Z');
    expect(numbers(await list('asAt=2022-03-11&overdue=true'))).toEqual([]);
    expect((await list('asAt=2022-03-18&overdue=true')).items).toMatchObject([
      { overdue: true, workingDaysLeft: -5 },
    ]);
  });

  it('takes in what is recorded about the moment later, and forgets nothing of it', async () => {
    const [first] = await threeCases();
    const before = await list('asAt=2022-03-13');
    const true13 = () => list('asAt=2022-03-13&clock=occurred');
    expect((await true13()).items).toMatchObject([{ kind: 'missing' }, { phase: 'verified' }]);
    const { entries } = await bodyOf<History>(`${CASES}/${first}/history`);
    const [opening, verified] = entries.map(({ id }) => id);
    app.at('2022-03-21T02:00:00.000Z');
    const reason = 'nhập sai';
    await does(first, 'correct-fact', { target: opening, changes: { country: 'TH' }, reason });
    await does(first, 'correct-fact', {
      target: verified,
      changes: {},
      correctedOccurredOn: '2022-03-15',
      reason,
    });
    expect((await true13()).items).toMatchObject([
      { kind: 'missing' },
      { phase: 'received', country: 'TH', revision: 0 },
    ]);
    expect(await list('asAt=2022-03-13')).toEqual(before);
    await does(first, 'correct-fact', {
      target: opening,
      changes: {},
      correctedOccurredOn: '2022-03-14',
      reason,
    });
    expect((await true13()).items).toMatchObject([{ kind: 'missing' }]);
  });

  it('lists a case that was merged later as one of its own', async () => {
    const [first, , third] = await threeCases();
    await does(first, 'merge-cases', { other: third, evidence: 'Cùng một người' });
    expect(numbers(await list('sort=number'))).toEqual(['BHCD-2022-0001', 'BHCD-2022-0003']);
    expect(numbers(await list('asAt=2022-03-19&sort=number'))).toEqual(['BHCD-2022-0001', 'BHCD-2022-0002']);
  });

  it('can be asked for in a body, too', async () => {
    await threeCases();
    const answer = await app.post(`${CASES}/search`, {
      q: 'nong mau',
      asAt: '2022-03-13',
      clock: 'occurred',
    });
    expect(numbers(answer.json<CasePage>())).toEqual(['BHCD-2022-0003', 'BHCD-2022-0001']);
  });

  it('hides names from who may not read them, and finds none by name', async () => {
    await threeCases();
    const page = await bodyOf<CasePage>(`${CASES}?asAt=2022-03-13`, { actor: 'analyst' });
    expect(page.items[0]?.subjects).toMatchObject([{ name: null }]);
    const answer = await app.get(`${CASES}?asAt=2022-03-13&q=nong`, { actor: 'analyst' });
    expect(answer.statusCode).toBe(403);
  });

  it.each([
    ['clock=recorded', 'clock', 'contradiction'],
    ['asAt=soon', 'asAt', 'moment'],
    ['asAt=2022-03-11', 'asAt', 'future'],
    ['asAt=2022-03-10&clock=both', 'clock', 'choice'],
  ])('refuses %s', async (query, field, code) => {
    for (const url of [`${CASES}?${query}`, `${CASES}/figures?${YEAR}&${query}`]) {
      const answer = await app.get(url);
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { errors: [{ field, code }] }]);
    }
  });
});

describe('figures as at a moment', () => {
  it('count what was known then, or what was true then, also in the report', async () => {
    await threeCases();
    expect(await figures('asAt=2022-03-14')).toMatchObject({
      total: 2,
      byKind: { detention: 1, labour: 1 },
      byPhase: { verified: 1, received: 1 },
      asAt: { asAt: '2022-03-14T16:59:59.999Z', clock: 'recorded' },
      asOf: '2022-03-14T16:59:59.999Z',
    });
    expect(await figures('asAt=2022-03-14&clock=occurred')).toMatchObject({
      total: 3,
      byKind: { detention: 1, labour: 1, missing: 1 },
      asOf: '2022-03-20T02:00:00.000Z',
    });
    expect(await figures('asAt=2022-01-01')).toMatchObject({ total: 0, byKind: {} });
    const report = await bodyOf<object>(`/reports/consular-cases?${YEAR}&asAt=2022-03-13`);
    expect(report).toMatchObject({ total: 1, byKind: { detention: 1 } });
  });
});
