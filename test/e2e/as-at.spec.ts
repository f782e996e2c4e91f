import { type Answer, type Json } from './support/api-client.js';
import { closedCase, command, openCase, paper, person, protectedCase, verify } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

interface Listed {
  readonly items: readonly Json[];
  readonly next?: string;
  readonly count?: { readonly count: number };
  readonly asAt?: object;
}
interface Figures {
  readonly total: number;
  readonly byCountry: Readonly<Record<string, number>>;
}

const YEAR = 'from=2022-01-01&to=2022-12-31';
const CLOCKS = ['recorded', 'occurred'] as const;

const ok = <T>({ status, body }: Answer<T>): T => {
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
};
const list = async (query: string, since?: string) =>
  ok(await office.api.get<Listed>(`/consular-cases?${query}`, since === undefined ? {} : { since }));
const figures = async (query: string, since?: string) =>
  ok(await office.api.get<Figures>(`/consular-cases/figures?${YEAR}&${query}`, since ? { since } : {}));

describe('lists and figures as at a moment', () => {
  it('say what was known at the end of the year, or what was true then, which a late entry tells apart', async () => {
    office.at('2022-06-15T02:00:00.000Z');
    await openCase(office.api, { country: 'LA' });
    office.at('2023-01-05T02:00:00.000Z');
    const { position } = await openCase(office.api, { country: 'LA', occurredOn: '2022-12-30' });
    const inLaos = async (query: string, since?: string) => [
      (await figures(query, since)).byCountry['LA'],
      (await list(`country=LA&${query}`, since)).count?.count,
    ];
    expect(await inLaos('asAt=2022-12-31')).toEqual([1, 1]);
    expect(await inLaos('asAt=2022-12-31&clock=recorded')).toEqual([1, 1]);
    expect(await inLaos('asAt=2022-12-31&clock=occurred')).toEqual([2, 2]);
    expect(await inLaos('asAt=2022-12-29&clock=occurred')).toEqual([1, 1]);
    expect(await inLaos('', position)).toEqual([2, 2]);
  });

  it('are as before for the time before a correction, and for what was true then corrected', async () => {
    office.at('2023-02-01T02:00:00.000Z');
    const { id } = await closedCase(office.api);
    office.at('2023-02-10T02:00:00.000Z');
    const then = (clock: string) => list(`asAt=2023-02-05&clock=${clock}&limit=100`);
    const [known, figured] = [await then('recorded'), await figures('asAt=2023-02-05')];
    const { entries } = ok(
      await office.api.get<{ entries: readonly { id: string }[] }>(`/consular-cases/${id}/history`),
    );
    const changes = { target: entries[0]?.id, changes: { country: 'TH' }, reason: 'Nhập nhầm' };
    await command(office.api, id, 'correct-fact', changes);
    expect(await then('recorded')).toEqual(known);
    expect(await figures('asAt=2023-02-05')).toEqual(figured);
    expect((await then('occurred')).items.find((item) => item['id'] === id)).toMatchObject({ country: 'TH' });
    expect((await figures('asAt=2023-02-05&clock=occurred')).byCountry['TH']).toBe(1);
  });

  it('are as at now what they are, whatever happened to the cases', async () => {
    office.at('2023-03-01T02:00:00.000Z');
    const { api } = office;
    const { id: surviving } = await protectedCase(api);
    const { id: other } = await openCase(api, { kind: 'labour' });
    await command(api, surviving, 'merge-cases', { other, evidence: 'Cùng một người' });
    const subject = await person(api, 'Hoàng Thị Mẫu');
    const { id: leaving } = await openCase(api, { subjects: [subject] });
    await verify(api, leaving, subject);
    const letter = paper('501', 'outgoing-2022');
    const party = { party: 'province', province: 'lao-cai', basis: 'home_residence' };
    await command(api, leaving, 'transfer-case', { ...party, ...letter });
    const { position } = await command(api, leaving, 'record-transfer-accepted', paper('601'));
    for (const clock of CLOCKS) {
      const at = `asAt=2023-03-01&clock=${clock}`;
      for (const query of ['limit=100', 'limit=100&sort=nextDueOn', 'phase=merged', 'q=hoang%20mau'])
        expect(await list(`${query}&${at}`)).toEqual({
          ...(await list(query, position)),
          asAt: { asAt: '2023-03-01T16:59:59.999Z', clock },
        });
      const { asAt: _asAt, asOf: _asOf, ...past } = (await figures(at)) as Figures & Json;
      const { asOf: _now, ...present } = (await figures('', position)) as Figures & Json;
      expect(past).toEqual(present);
    }
  });

  it('answer many at once, of more moments than are kept, alike', async () => {
    office.at('2023-03-02T02:00:00.000Z');
    const days = ['2022-06-14', '2022-06-15', '2022-12-31', '2023-01-05', '2023-02-01', '2023-03-01'];
    const asked = await Promise.all([...days, ...days].map((day) => list(`asAt=${day}&limit=100`)));
    for (const [at, day] of days.entries()) {
      expect(asked[at + days.length]).toEqual(asked[at]);
      expect(await list(`asAt=${day}&limit=100`)).toEqual(asked[at]);
    }
    expect(asked[0]?.items).toEqual([]);
    expect(asked.map(({ items }) => items.length).slice(0, days.length)).toEqual(
      asked
        .map(({ items }) => items.length)
        .slice(0, days.length)
        .toSorted((a, b) => a - b),
    );
  });

  it('go on page by page in the same moment, and in no other', async () => {
    const first = await list('asAt=2023-03-01&limit=1&sort=number');
    const second = await list(`asAt=2023-03-01&limit=1&sort=number&after=${first.next ?? ''}`);
    expect(second.items[0]?.['number']).not.toBe(first.items[0]?.['number']);
    for (const elsewhere of ['', 'asAt=2023-02-01&', 'asAt=2023-03-01&clock=occurred&'])
      expectProblem(
        await office.api.get(`/consular-cases?${elsewhere}limit=1&sort=number&after=${first.next ?? ''}`),
        400,
        'request.cursor-invalid',
      );
  });

  it.each(['asAt=2023-03-03', 'clock=occurred', 'asAt=then', 'asAt=2023-03-01&clock=both'])(
    'refuse %s',
    async (query) => {
      office.at('2023-03-02T02:00:00.000Z');
      for (const path of [
        '/consular-cases?',
        `/consular-cases/figures?${YEAR}&`,
        `/reports/consular-cases?${YEAR}&`,
      ])
        expectProblem(await office.api.get(`${path}${query}`), 400, 'validation.failed');
    },
  );
});

describe('a case at two moments', () => {
  it('is compared field by field, and to itself without a difference', async () => {
    office.at('2023-04-01T02:00:00.000Z');
    const { id } = await openCase(office.api);
    office.at('2023-04-05T02:00:00.000Z');
    await command(office.api, id, 'add-note', { text: 'Gia đình gọi lại', occurredOn: '2023-04-03' });
    const compared = async (query: string) =>
      ok(await office.api.get(`/consular-cases/${id}/compare?${query}`));
    expect(await compared('from=2023-04-01')).toMatchObject({
      same: false,
      acts: [{ type: 'NoteAdded', difference: 'added', label: { vi: expect.any(String) as string } }],
      between: [{ type: 'NoteAdded', late: true }],
    });
    expect(await compared('from=2023-04-04')).toMatchObject({ same: false });
    const same = { same: true, changes: [], acts: [], between: [] };
    expect(await compared('from=2023-04-04&clock=occurred')).toMatchObject(same);
    expectProblem(
      await office.api.get(`/consular-cases/${id}/compare?from=2023-03-01&to=2023-03-02`),
      404,
      'consular-case.not-opened',
    );
  });
});
