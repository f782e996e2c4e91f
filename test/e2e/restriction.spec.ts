import { type ApiClient, type Done, type Json } from './support/api-client.js';
import { openCase, person } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem } from './support/refusals.js';

const NAME = 'Zqxjuve Mẫu';
const PAPER = { kind: 'citizen_id', number: '004305000009' };

interface Found {
  readonly items: readonly { readonly id: string; readonly reasons: readonly string[] }[];
  readonly duplicates: Found['items'];
  readonly count?: { readonly count: number };
}

let office: TestOffice;
let api: ApiClient;
let subject: string;
let opened: Done;

beforeAll(async () => {
  office = await openOffice();
  ({ api } = office);
  subject = await person(api, NAME, {
    address: 'Zqxjuve xóm',
    birthDate: '1990-05-02',
    identityPapers: [PAPER],
  });
  opened = await openCase(api, { subjects: [subject] });
});

afterAll(() => office.close());

const restrict = (sent = {}) =>
  api.post<Done>(
    `/subjects/${subject}/restrict-processing`,
    { ground: 'accuracy_disputed', reason: 'Zqxjuve khiếu nại' },
    sent,
  );

/** Whether each answer about the person tells who it is, to one reader. */
async function told(actor: string, since: string): Promise<boolean[]> {
  const sent = { actor, since };
  const answers = [
    api.get(`/subjects/${subject}`, sent),
    api.get(`/subjects/${subject}/history`, sent),
    api.ask('/subjects/search', { name: 'Zqxjuve' }, sent),
    api.ask('/subjects/check-duplicates', { kind: 'person', identityPapers: [PAPER] }, sent),
    ...(actor === 'data_protection_officer' ? [] : [api.get(`/consular-cases/${opened.id}`, sent)]),
  ];
  return (await Promise.all(answers)).map(({ status, body }) => {
    expect(status).toBe(200);
    return JSON.stringify(body).includes('Zqxjuve');
  });
}

const TOLD = new Set([true]);
const UNTOLD = new Set([false]);

const lift = (id: string, actor: string) =>
  api.post<Done>(`/subjects/${id}/lift-restriction`, { reason: 'đã rút đơn' }, { actor });

describe('restricting the processing of somebody’s data', () => {
  it('closes the record to whoever does not decide about it, and lets cases go on', async () => {
    expect(await told('officer', opened.position)).toEqual([true, true, true, true, true]);
    expectProblem(await restrict({ actor: 'clerk' }), 403, 'access.denied');
    const { status, body } = await restrict();
    expect(status).toBe(200);
    expect(new Set(await told('officer', body.position))).toEqual(UNTOLD);
    expect(await told('director', body.position)).toEqual([true, true, true, true, true]);
    expect(await told('data_protection_officer', body.position)).toEqual([true, true, true, true]);
    const note = await api.post<Json>(`/consular-cases/${opened.id}/add-note`, { text: 'đã gọi' });
    expect(note.status).toBe(200);
    expect((await restrict()).body.revision).toBe(body.revision);
    const again = { kind: 'person', name: 'Thử', identityPapers: [PAPER] };
    const registered = await api.post<Json>('/subjects', again, { actor: 'officer', since: body.position });
    expect(registered.body).toMatchObject({ warnings: [{ id: subject, name: null }] });
  });

  it('is not found by a name, whole or begun, wherever one searches', async () => {
    const { id } = await openCase(api, { subjects: [subject] });
    const listed = await api.post<Done>(`/consular-cases/${id}/add-roster-entries`, {
      entries: [{ subject, status: 'safe' }],
    });
    const { position: since } = (await api.post<Done>(`/consular-cases/${id}/add-note`, { text: 'đã gọi' }))
      .body;
    expect(listed.status).toBe(200);
    const found = async (actor: string, name: string) => {
      const sent = { actor, since };
      const q = encodeURIComponent(name);
      const answers = await Promise.all([
        api.ask<Found>('/subjects/search', { name, limit: 1 }, sent),
        api.ask<Found>('/subjects/search', { name, identityNumber: PAPER.number }, sent),
        api.get<Found>(`/consular-cases?q=${q}&count=true`, sent),
        api.get<Found>(`/consular-cases?q=${q}&count=true&asAt=2022-06-15`, sent),
        api.get<Found>(`/consular-cases/${id}/roster?q=${q}&count=true`, sent),
      ]);
      return answers.map(({ status, body }) => [status, body.items.length, body.count?.count]);
    };
    const nothing = [200, 0, undefined];
    for (const name of ['Z', 'Zq', NAME])
      expect(await found('officer', name)).toEqual([nothing, nothing, [200, 0, 0], [200, 0, 0], [200, 0, 0]]);
    expect((await found('director', 'Zq')).map(([status, items]) => [status, Number(items) > 0])).toEqual(
      Array.from({ length: 5 }, () => [200, true]),
    );
    const { body: all } = await api.get<Found>('/subjects?limit=100', { since });
    expect(all.items.map((item) => item.id)).not.toContain(subject);
    const byNumber = await api.ask<Found>('/subjects/search', { identityNumber: PAPER.number }, { since });
    expect(byNumber.body.items).toContainEqual(expect.objectContaining({ id: subject, name: null }));
  });

  it('is warned of as a likely duplicate only to who gave all that matches', async () => {
    const warned = async (known: object, actor = 'officer') =>
      (await api.ask<Found>('/subjects/check-duplicates', { kind: 'person', ...known }, { actor })).body
        .duplicates;
    const reasons = async (known: object, actor?: string) =>
      (await warned(known, actor)).filter(({ id }) => id === subject).map((item) => item.reasons);
    expect(await reasons({ name: NAME })).toEqual([]);
    expect(await reasons({ name: NAME, birthDate: '1990' })).toEqual([]);
    expect(await reasons({ name: NAME, birthDate: '1990-05-02' })).toEqual([['same_name_and_birth_date']]);
    expect(await reasons({ name: NAME, identityPapers: [PAPER] })).toEqual([['same_identity_number']]);
    expect(await reasons({ name: NAME, birthDate: '1990' }, 'director')).toEqual([
      ['same_name_birth_date_may_match'],
    ]);
  });

  it('is lifted by those alone who may read what is restricted', async () => {
    for (const actor of [
      'officer',
      'head',
      'clerk',
      'inspector',
      'analyst',
      'administrator',
      'report_reader',
    ])
      expectProblem(await lift(subject, actor), 403, 'access.denied');
    const { status, body } = await lift(subject, 'data_protection_officer');
    expect(status).toBe(200);
    expect(new Set(await told('officer', body.position))).toEqual(TOLD);
  });

  it('keeps what was proposed about the person from the others, too', async () => {
    const alone = await person(api, 'Wvyqzka Thử');
    await api.post(`/subjects/${alone}/propose-erasure`, { ground: 'request', reason: 'Wvyqzka xin' });
    const { body } = await api.post<Done>(`/subjects/${alone}/restrict-processing`, {
      ground: 'request',
      reason: 'đơn',
    });
    const told = async (path: string, actor: string) =>
      JSON.stringify((await api.get(path, { actor, since: body.position })).body).match(/Wvyqzka \p{L}+/gu);
    expect(await told(`/subjects/${alone}/erasure`, 'officer')).toBeNull();
    expect(await told(`/subjects/${alone}/erasure`, 'director')).toEqual(['Wvyqzka xin']);
    expect(await told('/approvals', 'director')).toEqual(expect.arrayContaining(['Wvyqzka Thử']));
    expect((await api.get('/approvals', { actor: 'data_protection_officer' })).body).toEqual({
      items: [],
      complete: true,
    });
  });

  it.each(['the record that stands for another one', 'the merged one'])(
    'holds for the person: %s',
    async (of) => {
      const [surviving, other] = [await person(api, 'Qjuzvex Mẫu'), await person(api, 'Qjuzvex Mau')];
      await api.post(`/subjects/${surviving}/merge-subjects`, { other, evidence: 'Trùng số' });
      const restricted = of === 'the merged one' ? other : surviving;
      const reason = { ground: 'request', reason: 'đơn' };
      const done = await api.post<Done>(`/subjects/${restricted}/restrict-processing`, reason);
      expect(done.status).toBe(200);
      const seen = async (since: string) => {
        const paths = [surviving, other].flatMap((id) => [`/subjects/${id}`, `/subjects/${id}/history`]);
        const answers = paths.map((path) => api.get(path, { since }));
        return new Set(
          (await Promise.all(answers)).map(({ body }) => JSON.stringify(body).includes('Qjuzvex')),
        );
      };
      expect(await seen(done.body.position)).toEqual(UNTOLD);
      expect(await seen((await lift(restricted, 'director')).body.position)).toEqual(TOLD);
    },
  );
});
