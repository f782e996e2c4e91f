import { type History } from '#platform';
import { type CaseComparison } from '../queries/case-comparison.js';
import { casesApp } from '../testing/cases-app.js';
import { CITIZEN, EXAMPLE_DATA } from '../testing/index.js';

type App = Awaited<ReturnType<typeof casesApp>>;
let app: App;

beforeEach(async () => {
  app = await casesApp();
});
afterEach(() => app.close());

const CASES = '/consular-cases';

async function does(id: string, path: string, body: object, options = {}): Promise<void> {
  const answer = await app.post(`${CASES}/${id}/${path}`, body, options);
  expect([path, answer.statusCode, answer.json()]).toEqual([path, 200, expect.anything()]);
}

async function compared(id: string, query: string, options = {}): Promise<CaseComparison> {
  const answer = await app.get(`${CASES}/${id}/compare?${query}`, options);
  expect([query, answer.statusCode, answer.json()]).toEqual([query, 200, expect.anything()]);
  return answer.json<CaseComparison>();
}

/** Opened on 10 March; verified on the 11th, which was recorded on the 15th, with a note; corrected on the 20th. */
async function workedCase(): Promise<string> {
  const { id } = (await app.post(CASES, EXAMPLE_DATA.OpenConsularCase)).json<{ id: string }>();
  app.at('2022-03-15T02:00:00.000Z');
  const verification = { subject: CITIZEN, method: 'papers', homeProvince: 'cao-bang' };
  await does(id, 'verify-identity', { ...verification, occurredOn: '2022-03-11' });
  await does(id, 'add-note', { text: 'Gia đình gọi lại' });
  app.at('2022-03-20T02:00:00.000Z');
  const { entries } = (await app.get(`${CASES}/${id}/history`)).json<History>();
  const correction = { target: entries[1]?.id, reason: 'nhập sai', correctedOccurredOn: '2022-03-13' };
  await does(id, 'correct-fact', { ...correction, changes: { method: 'commune_police' } });
  return id;
}

const fieldsOf = ({ changes }: Pick<CaseComparison, 'changes'>) =>
  changes.map(({ field, before, after }) => [field, before, after]);

describe('a case at two moments', () => {
  it('tells what it kept and what happened in between, field by field, and by which events', async () => {
    const id = await workedCase();
    const comparison = await compared(id, 'from=2022-03-10&to=2022-03-15');
    expect(comparison).toMatchObject({
      id,
      same: false,
      from: { point: { asAt: '2022-03-10T16:59:59.999Z', clock: 'recorded' }, revision: 0 },
      to: { point: { asAt: '2022-03-15T16:59:59.999Z', clock: 'recorded' }, revision: 2 },
      between: [{ type: 'IdentityVerified', revision: 1, late: true }, { type: 'NoteAdded' }],
    });
    expect(fieldsOf(comparison)).toEqual(
      expect.arrayContaining([
        ['phase', 'received', 'verified'],
        ['verified', null, [CITIZEN]],
      ]),
    );
    expect(comparison.changes[0]).toMatchObject({
      label: { vi: 'Giai đoạn', en: 'Phase' },
      beforeName: { en: 'Received' },
    });
    expect(comparison.acts.map(({ type, difference }) => [type, difference])).toEqual([
      ['IdentityVerified', 'added'],
      ['NoteAdded', 'added'],
    ]);
    expect(fieldsOf(comparison.acts[1] as CaseComparison['acts'][number])).toEqual([
      ['occurredOn', null, '2022-03-15'],
      ['text', null, 'Gia đình gọi lại'],
    ]);
  });

  it('shows a correction as a change of what it corrects', async () => {
    const id = await workedCase();
    const comparison = await compared(id, 'from=2&to=3');
    expect(comparison).toMatchObject({ same: false, between: [{ type: 'FactCorrected' }] });
    expect(comparison.acts).toMatchObject([{ type: 'IdentityVerified', revision: 1, difference: 'changed' }]);
    expect(fieldsOf(comparison.acts[0] as CaseComparison['acts'][number])).toEqual([
      ['occurredOn', '2022-03-11', '2022-03-13'],
      ['method', 'papers', 'commune_police'],
    ]);
  });

  it('goes by what was true when it is asked to, as it is known today', async () => {
    const id = await workedCase();
    const comparison = await compared(id, 'from=2022-03-12&to=2022-03-13&clock=occurred');
    expect(comparison.between.map(({ type }) => type)).toEqual(['IdentityVerified']);
    expect(comparison.acts).toMatchObject([{ type: 'IdentityVerified', occurredOn: '2022-03-13' }]);
  });

  it('goes backwards, and from before there was a case', async () => {
    const id = await workedCase();
    const backwards = await compared(id, 'from=2&to=0');
    expect(backwards.acts.map(({ difference }) => difference)).toEqual(['removed', 'removed']);
    const begun = await compared(id, 'from=2022-03-09&to=0');
    expect(begun).toMatchObject({ from: { revision: null }, to: { revision: 0 }, same: false });
    expect(begun.between.map(({ type }) => type)).toEqual(['ConsularCaseOpened']);
  });

  it('says so when nothing differs', async () => {
    const id = await workedCase();
    for (const query of ['from=1&to=1', 'from=2022-03-20', 'from=2022-03-16&to=2022-03-19'])
      expect(await compared(id, query)).toMatchObject({ same: true, changes: [], acts: [], between: [] });
  });

  it('shows no personal text to who may not read it', async () => {
    const id = await workedCase();
    const answer = await app.get(`${CASES}/${id}/compare?from=0`, { actor: 'analyst' });
    expect(answer.body).not.toContain('Gia đình gọi lại');
  });

  it.each([
    ['to=1', 400, ['from', 'required']],
    ['from=soon', 400, ['from', 'point']],
    ['from=0&to=9', 400, ['to', 'revision']],
    ['from=0&to=2022-03-21', 400, ['to', 'future']],
  ])('refuses %s', async (query, status, [field, code]) => {
    const id = await workedCase();
    const answer = await app.get(`${CASES}/${id}/compare?${query}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { errors: [{ field, code }] }]);
  });

  it('does not know a case that was there at neither moment', async () => {
    const id = await workedCase();
    const answer = await app.get(`${CASES}/${id}/compare?from=2022-01-01&to=2022-01-31`);
    expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'consular-case.not-opened' }]);
  });
});
