import { FindSubjectsByName, SubjectFacts, SubjectNames } from '#published-queries';
import { subjectsApp } from '../testing/subjects-app.js';

const mau = {
  kind: 'person',
  name: 'Nông Thị Mẫu',
  otherNames: ['Đặng Thị Thử'],
  birthDate: '2005-06-30',
  identityPapers: [{ kind: 'citizen_id', number: '0043 0500 0001' }],
  contacts: [{ name: 'Nông Văn Thử', relation: 'cha', phone: '0900000001' }],
  homeProvince: 'cao-bang',
  nationality: 'VN',
};

/** A subject that never was. */
const NOBODY = '00000000-0000-5000-8000-000000000000';

type App = Awaited<ReturnType<typeof subjectsApp>>;
let app: App;

beforeEach(async () => {
  app = await subjectsApp();
});
afterEach(() => app.close());

async function registered(body: object = mau): Promise<string> {
  const answer = await app.post('', body);
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: string }>().id;
}

const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code;

describe('registering', () => {
  it('answers where the subject is, and it can be read at once', async () => {
    const answer = await app.post('', mau);
    const { id } = answer.json<{ id: string }>();
    expect(answer.statusCode).toBe(201);
    expect(answer.headers).toMatchObject({ location: `/api/v1/subjects/${id}`, etag: '"0"' });
    expect(answer.json()).toMatchObject({ id, revision: 0, repeated: false, warnings: [] });
    const read = await app.get(`/${id}`);
    expect(read.headers.etag).toBe('"0"');
    expect(read.json()).toEqual({
      id,
      revision: 0,
      parkedAt: null,
      registeredOn: '2022-03-10',
      restrictedOn: null,
      erasedOn: null,
      merged: [],
      mergedInto: null,
      ...mau,
      minor: true,
      sex: null,
      passport: null,
      address: null,
      homeCommune: null,
      representative: null,
      personalShown: true,
      withheld: [],
    });
  });

  it('registers once however often the same request comes', async () => {
    const key = { 'idempotency-key': 'once' };
    const first = await app.post('', mau, key);
    const again = await app.post('', mau, key);
    expect(again.statusCode).toBe(201);
    expect(again.json()).toEqual({ ...first.json<object>(), repeated: true });
    expect((await app.get('')).json<{ items: unknown[] }>().items).toHaveLength(1);
    expect(codeOf(await app.post('', { ...mau, name: 'Khác' }, key))).toBe('command.key-reused');
  });

  it('warns of those who may be the same, the surest first', async () => {
    const sameNumber = await registered({
      ...mau,
      name: 'Hoàng Văn Thử',
      birthDate: '1980',
      otherNames: ['X'],
    });
    const sameName = await registered({ kind: 'person', name: 'MAU NONG THI' });
    await registered({ kind: 'person', name: 'Nông Thị Mẫu', birthDate: '1990-01-01' });
    await app.get('');
    const answer = await app.post('', mau);
    expect(answer.json<{ warnings: unknown }>().warnings).toEqual([
      {
        id: sameNumber,
        kind: 'person',
        name: 'Hoàng Văn Thử',
        score: 100,
        reasons: ['same_identity_number'],
      },
      {
        id: sameName,
        kind: 'person',
        name: 'MAU NONG THI',
        score: 50,
        reasons: ['same_name_birth_date_unknown'],
      },
    ]);
  });

  it.each([
    ['a blank name', { ...mau, name: ' ' }, 400, 'validation.failed'],
    ['a field nobody knows', { ...mau, colour: 'blue' }, 400, 'validation.failed'],
    ['a day that does not exist', { ...mau, birthDate: '2005-02-30' }, 400, 'validation.failed'],
    ['a birth date of a legal entity', { ...mau, kind: 'legal_entity' }, 422, 'subject.field-not-of-kind'],
    ['a birth tomorrow', { ...mau, birthDate: '2022-03-11' }, 422, 'subject.date-in-future'],
    ['a province that is not there', { ...mau, homeProvince: 'atlantis' }, 422, 'subject.province-unknown'],
    [
      'a contact without a way to reach it',
      { ...mau, contacts: [{ name: 'A' }] },
      422,
      'subject.contact-empty',
    ],
  ])('refuses %s and records nothing', async (_, body, status, code) => {
    const answer = await app.post('', body);
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
    expect(await app.platform.stores.events.head()).toBe('');
  });
});

describe('correcting', () => {
  it('records what differs, and the history shows it field by field', async () => {
    const id = await registered();
    const correction = {
      changes: { birthDate: '2003-06-30', nationality: 'VN' },
      remove: ['otherNames'],
      reason: 'Giấy khai sinh\nghi khác',
    };
    const answer = await app.post(`/${id}/correct-details`, correction, { 'if-match': '"0"' });
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"1"']);
    const { entries } = (await app.get(`/${id}/history`)).json<{ entries: unknown[] }>();
    expect(entries).toMatchObject([
      { type: 'SubjectRegistered', revision: 0, reason: null },
      {
        type: 'SubjectDetailsCorrected',
        revision: 1,
        label: { vi: 'Sửa thông tin', en: 'Details corrected' },
        occurredOn: '2022-03-10',
        recordedAt: '2022-03-10T02:00:00.000Z',
        actor: { id: 'officer-consular', role: 'officer', unit: 'consular' },
        reason: 'Giấy khai sinh\nghi khác',
        changes: [
          { field: 'otherNames', before: ['Đặng Thị Thử'], after: null, personal: true },
          { field: 'birthDate', before: '2005-06-30', after: '2003-06-30', personal: true },
          { field: 'minor', before: true, after: false, personal: false },
        ],
      },
    ]);
  });

  it('changes nothing when it is already so', async () => {
    const id = await registered();
    const correction = { changes: { name: 'Nông  Thị Mẫu' }, remove: ['sex'], reason: 'kiểm tra' };
    const answer = await app.post(`/${id}/correct-details`, correction);
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"0"']);
  });

  it('takes corrections that come at the same time one after the other', async () => {
    const id = await registered();
    const fields = [
      { address: 'Xóm Mẫu' },
      { homeCommune: 'Xã Mẫu' },
      { sex: 'female' },
      { nationality: 'LA' },
    ];
    const answers = await Promise.all(
      fields.map((changes) => app.post(`/${id}/correct-details`, { changes, reason: 'bổ sung' })),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect((await app.get(`/${id}`)).json()).toMatchObject({ revision: 4, ...Object.assign({}, ...fields) });
  });

  it('refuses who saw an older revision, and a subject that is not there', async () => {
    const id = await registered();
    const correction = { changes: { address: 'Xóm Mẫu' }, reason: 'bổ sung' };
    await app.post(`/${id}/correct-details`, correction);
    const late = await app.post(
      `/${id}/correct-details`,
      { ...correction, remove: ['sex'] },
      { 'if-match': '"0"' },
    );
    expect([late.statusCode, codeOf(late)]).toEqual([412, 'command.stale-revision']);
    const nobody = await app.post(`/${NOBODY}/correct-details`, correction);
    expect([nobody.statusCode, codeOf(nobody)]).toEqual([404, 'subject.not-registered']);
  });
});

describe('finding', () => {
  it('finds by the beginnings of words without diacritics, in any order and among all names', async () => {
    const id = await registered();
    await registered({ kind: 'legal_entity', name: 'Công ty Nông sản Mẫu' });
    const names = async (criteria: object) =>
      (await app.post('/search', criteria))
        .json<{ items: { name: string }[] }>()
        .items.map(({ name }) => name);
    await app.get(`/${id}`);
    expect(await names({ name: 'mau NÔ' })).toEqual(['Công ty Nông sản Mẫu', 'Nông Thị Mẫu']);
    expect(await names({ name: 'mau nô', kind: 'person' })).toEqual(['Nông Thị Mẫu']);
    expect(await names({ name: 'đang thu' })).toEqual(['Nông Thị Mẫu']);
    expect(await names({ identityNumber: '004305-000001' })).toEqual(['Nông Thị Mẫu']);
    expect(await names({ identityNumber: '00430500000' })).toEqual([]);
    expect(await names({ name: '???' })).toEqual([]);
  });

  it('lists page by page in the order of names', async () => {
    for (const name of ['Đinh C', 'Bế B', 'Đàm D', 'An A']) await registered({ kind: 'person', name });
    const first = (await app.get('?limit=3')).json<{ items: { name: string }[]; next: string }>();
    const rest = (await app.get(`?limit=3&after=${encodeURIComponent(first.next)}`)).json<typeof first>();
    expect(first.items.map(({ name }) => name)).toEqual(['An A', 'Bế B', 'Đàm D']);
    expect(rest).toEqual({ items: [expect.objectContaining({ name: 'Đinh C' })] });
  });

  it('warns while somebody types', async () => {
    const id = await registered();
    await app.get(`/${id}`);
    const typed = { kind: 'person', name: 'nong thi mau', birthDate: '2005' };
    const answer = await app.post('/check-duplicates', typed);
    expect(answer.json()).toEqual({
      duplicates: [
        { id, kind: 'person', name: 'Nông Thị Mẫu', score: 70, reasons: ['same_name_birth_date_may_match'] },
      ],
    });
    expect((await app.post('/check-duplicates', { ...typed, except: id })).json()).toEqual({
      duplicates: [],
    });
    expect((await app.post('/check-duplicates', { kind: 'person' })).json()).toEqual({ duplicates: [] });
  });

  it('refuses those who may not read personal data', async () => {
    for (const actor of ['analyst', 'clerk', 'report_reader', 'administrator']) {
      const answer = await app.post('/search', { name: 'mau' }, { 'x-demo-actor': actor });
      expect([actor, answer.statusCode]).toEqual([actor, 403]);
    }
    expect((await app.get('?name=mau')).statusCode).toBe(400);
  });
});

describe('what other modules ask', () => {
  it('knows a subject at once, and what it is without naming it', async () => {
    const id = await registered();
    expect(await app.queries.execute(new SubjectFacts([NOBODY, id]))).toEqual([
      { id: NOBODY, known: false, revision: -1 },
      { id, known: true, kind: 'person', minor: true, homeProvince: 'cao-bang', revision: 0 },
    ]);
  });

  it('gives names, and finds by them', async () => {
    const id = await registered();
    const other = await registered({ kind: 'person', name: 'Nông Thị Thử' });
    await app.get(`/${other}`);
    expect(await app.queries.execute(new SubjectNames([id, other, id]))).toEqual(
      new Map([
        [id, { name: 'Nông Thị Mẫu', erased: false }],
        [other, { name: 'Nông Thị Thử', erased: false }],
      ]),
    );
    expect(await app.queries.execute(new FindSubjectsByName('thi nong', 5))).toEqual({
      ids: [id, other],
      truncated: false,
    });
    expect(await app.queries.execute(new FindSubjectsByName('thi nong', 1))).toEqual({
      ids: [id],
      truncated: true,
    });
  });

  it('knows that somebody was erased', async () => {
    const id = await registered();
    await app.platform.stores.keys.destroy(`subject-${id}`);
    expect(await app.queries.execute(new SubjectFacts([id]))).toMatchObject([
      { id, minor: true, erased: true },
    ]);
    const view = (await app.get(`/${id}`)).json<object>();
    expect(view).toMatchObject({
      birthDate: null,
      withheld: ['name', 'otherNames', 'birthDate', 'identityPapers', 'contacts'],
    });
    const answer = await app.post(`/${id}/correct-details`, { changes: { address: 'A' }, reason: 'B' });
    expect([answer.statusCode, codeOf(answer)]).toEqual([409, 'personal.erased']);
  });
});
