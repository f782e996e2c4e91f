import { type Answer, type Json, type Sent } from './support/api-client.js';
import { INTAKE, openCase } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone, refusedFields } from './support/refusals.js';

const NOBODY = '99999999-9999-4999-8999-999999999999';
const JSON_TYPE = { headers: { 'Content-Type': 'application/json' } };

let office: TestOffice;
let caseId: string;

beforeAll(async () => {
  office = await openOffice();
  caseId = (await openCase(office.api)).id;
});

afterAll(() => office.close());

const post = (path: string, body: unknown, sent?: Sent) =>
  leavesLogAlone(office, () => office.api.post(path, body, sent));
const sendRaw = (method: string, path: string, body?: string | Uint8Array<ArrayBuffer>, sent?: Sent) =>
  leavesLogAlone(office, () => office.api.send(method, path, body, sent));
const intake = (changes: Json): Promise<Answer> => post('/consular-cases', { ...INTAKE, ...changes });

describe('a body that cannot be read', () => {
  it.each([
    ['cut off', '{"channel":'],
    ['no JSON', 'channel=in_person'],
    ['empty', ''],
    ['followed by more', '{} {}'],
  ])('is refused when it is %s', async (_, body) => {
    expectProblem(await sendRaw('POST', '/consular-cases', body, JSON_TYPE), 400, 'request.malformed');
  });

  it.each(['[]', '"text"', '7', 'null'])('is refused when it is no object: %s', async (body) => {
    const problem = expectProblem(
      await sendRaw('POST', '/consular-cases', body, JSON_TYPE),
      400,
      'validation.failed',
    );
    expect(refusedFields(problem)).toEqual([['body', 'object']]);
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
    'is refused as %s',
    async (type) => {
      const answer = await sendRaw('POST', '/consular-cases', '{}', { headers: { 'Content-Type': type } });
      expectProblem(answer, 415, 'request.unsupported-media-type');
    },
  );

  it('is refused as a form where no file is taken', async () => {
    const form = new FormData();
    form.set('channel', 'in_person');
    const answer = await leavesLogAlone(office, () => office.api.send('POST', '/consular-cases', form));
    expectProblem(answer, 415, 'request.unsupported-media-type');
  });

  it('is refused when it is ten megabytes, and so is one just over the limit', async () => {
    for (const size of [10_000_000, 1_048_577]) {
      const body = JSON.stringify({ ...INTAKE, summary: 'x'.repeat(size) });
      expectProblem(await sendRaw('POST', '/consular-cases', body, JSON_TYPE), 413, 'request.too-large');
    }
  });

  it('in another encoding is refused, not recorded with holes', async () => {
    const body = Buffer.from('{"text":"ghi chú"}', 'latin1');
    const answer = await sendRaw('POST', `/consular-cases/${caseId}/add-note`, body, JSON_TYPE);
    const problem = expectProblem(answer, 400, 'validation.failed');
    expect(refusedFields(problem)).toEqual([['text', 'text.characters']]);
  });

  it('cannot reach into the prototype', async () => {
    const body = `{"__proto__":{"channel":"in_person"},"channel":"in_person"}`;
    expectProblem(await sendRaw('POST', '/consular-cases', body, JSON_TYPE), 400, 'request.malformed');
  });

  it.each(['constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'loses no fact called %s',
    async (name) => {
      const answer = await post(`/consular-cases/${caseId}/record-kind-details`, {
        details: { [name]: 'x' },
      });
      const problem = expectProblem(answer, 400, 'validation.failed');
      expect(refusedFields(problem)).toEqual([[`details.${name}`, 'unknown-field']]);
    },
  );
});

describe('a field', () => {
  it.each<[string, Json, [string, string][]]>([
    ['nobody knows', { colour: 'blue' }, [['colour', 'unknown-field']]],
    ['of the wrong type', { channel: 7 }, [['channel', 'choice']]],
    ['that is null', { country: null }, [['country', 'country']]],
    ['outside its list', { kind: 'holiday' }, [['kind', 'choice']]],
    ['that is no list', { subjects: 'somebody' }, [['subjects', 'list']]],
    ['with something else in its list', { subjects: [7] }, [['subjects', 'text']]],
    ['that is no day', { occurredOn: '2022-02-30' }, [['occurredOn', 'date']]],
    ['that is no day at all', { occurredOn: 'yesterday' }, [['occurredOn', 'date']]],
    ['with an hour beside the day', { occurredOn: '2022-06-10T00:00:00Z' }, [['occurredOn', 'date']]],
    [
      'in the paper',
      { source: { register: 'incoming-2022', number: '1', date: '2022-13-01', issuer: 'A' } },
      [['source.date', 'date']],
    ],
    [
      'nobody knows in the paper',
      { source: { register: 'r', number: '1', date: '2022-06-01', issuer: 'A', page: 1 } },
      [['source.page', 'unknown-field']],
    ],
    [
      'with a text where a number stands',
      { source: { register: 'r', number: 'đơn của ông A', date: '2022-06-01', issuer: 'A' } },
      [['source.number', 'sign']],
    ],
    ['that is no object', { source: 'incoming 152' }, [['source', 'object']]],
    ['that is blank', { summary: '  ' }, [['summary', 'text.blank']]],
    ['that is too long', { place: 'x'.repeat(201) }, [['place', 'text.too-long']]],
    ['with control characters', { place: 'a\u0000b' }, [['place', 'text.characters']]],
    ['with half a character', { place: 'a\ud800' }, [['place', 'text.characters']]],
    ['that names nobody of the office', { onBehalfOf: 'nguyen-van-a' }, [['onBehalfOf', 'staff']]],
    [
      'with too deep a shape',
      { details: { a: { b: { c: { d: { e: 1 } } } } } },
      [['details', 'object.too-large']],
    ],
  ])('%s is refused by its name', async (_, changes, fields) => {
    const problem = expectProblem(await intake(changes), 400, 'validation.failed');
    expect(refusedFields(problem)).toEqual(fields);
  });

  it('that is missing is named, every one of them', async () => {
    const problem = expectProblem(await post('/consular-cases', {}), 400, 'validation.failed');
    expect(refusedFields(problem)).toEqual(
      ['channel', 'kind', 'country', 'responsibilityBasis', 'subjects', 'urgency'].map((name) => [
        name,
        'required',
      ]),
    );
  });

  it('of an address is judged as well', async () => {
    for (const query of ['limit=0', 'limit=many', 'phase=asleep', 'openedFrom=2022-02-30', 'colour=blue']) {
      const [name = ''] = query.split('=');
      const problem = expectProblem(
        await office.api.get(`/consular-cases?${query}`),
        400,
        'validation.failed',
      );
      expect(refusedFields(problem).map(([field]) => field)).toEqual([name]);
    }
  });
});

describe('what the office does not know', () => {
  it.each<[string, Json, string]>([
    ['a subject', { subjects: [NOBODY] }, 'consular-case.unknown-subject'],
    ['an applicant', { applicant: NOBODY }, 'consular-case.unknown-subject'],
    ['a fact of another kind', { details: { vessel: 'CB 1' } }, 'consular-case.kind-detail-unknown'],
    [
      'a fact of no such value',
      { details: { visitConsent: 'perhaps' } },
      'consular-case.kind-detail-invalid',
    ],
    ['a day that is to come', { occurredOn: '2022-06-16' }, 'consular-case.date-in-future'],
    ['a letter without its place in the register', { channel: 'post' }, 'consular-case.source-required'],
  ])('is refused at intake: %s', async (_, changes, code) => {
    expectProblem(await intake(changes), 422, code);
  });

  it('a country that there is not', async () => {
    const problem = expectProblem(await intake({ country: 'XX' }), 400, 'validation.failed');
    expect(refusedFields(problem)).toEqual([['country', 'country']]);
  });

  it.each<[string, string, Json, string]>([
    [
      'a province',
      'verify-identity',
      { subject: NOBODY, method: 'papers', homeProvince: 'cao-bang' },
      'consular-case.unknown-subject',
    ],
    ['an officer', 'assign-officer', { officer: 'nobody', role: 'lead' }, 'consular-case.unknown-officer'],
    [
      'no caseworker',
      'assign-officer',
      { officer: 'analyst', role: 'lead' },
      'consular-case.unknown-officer',
    ],
  ])('%s', async (_, name, body, code) => {
    expectProblem(await post(`/consular-cases/${caseId}/${name}`, body), 422, code);
  });
});

describe('an address', () => {
  it.each([
    ['GET', `/consular-cases/${NOBODY}`],
    ['GET', `/consular-cases/${NOBODY}/history`],
    ['GET', '/consular-cases/by-number/BHCD-2022-9999'],
  ])('of no case: %s %s', async (method, path) => {
    expectProblem(await sendRaw(method, path), 404, 'consular-case.not-opened');
  });

  it('of no case takes no command', async () => {
    const answer = await post(`/consular-cases/${NOBODY}/add-note`, { text: 'Ghi chú' });
    expectProblem(answer, 404, 'consular-case.not-opened');
  });

  it.each(['not-a-uuid', '7', `${NOBODY}x`, encodeURIComponent('../../etc/passwd')])(
    'with an id that is none is refused: %s',
    async (id) => {
      const problem = expectProblem(await office.api.get(`/consular-cases/${id}`), 400, 'validation.failed');
      expect(refusedFields(problem)).toEqual([['id', 'id']]);
    },
  );

  it.each<[string, string, string, number, string]>([
    ['that is not there', 'GET', '/nothing', 404, 'request.not-found'],
    ['of the server alone', 'GET', '//', 404, 'request.not-found'],
    ['of no command', 'POST', `/consular-cases/${NOBODY}/celebrate`, 404, 'request.not-found'],
    ['without end', 'GET', `/consular-cases/${'x'.repeat(300)}`, 414, 'request.address-too-long'],
    ['that cannot be read', 'GET', '/consular-cases/%zz', 400, 'request.malformed'],
  ])('%s is refused', async (_, method, path, status, code) => {
    expectProblem(await sendRaw(method, path), status, code);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('does not take %s', async (method) => {
    const answer = await sendRaw(method, `/consular-cases/${caseId}`);
    expectProblem(answer, 405, 'request.method-not-allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('a header', () => {
  it.each<[string, string, Sent]>([
    ['If-Match', 'a word', { headers: { 'If-Match': 'seven' } }],
    ['If-Match', 'anything', { headers: { 'If-Match': '*' } }],
    ['If-Match', 'a weak tag', { headers: { 'If-Match': 'W/"0"' } }],
    ['Idempotency-Key', 'with a space', { headers: { 'Idempotency-Key': 'a b' } }],
    ['Idempotency-Key', 'too long', { headers: { 'Idempotency-Key': 'x'.repeat(256) } }],
  ])('%s that is %s is refused', async (name, _, sent) => {
    const problem = expectProblem(
      await post(`/consular-cases/${caseId}/add-note`, { text: 'Ghi chú' }, sent),
      400,
      'validation.failed',
    );
    expect(refusedFields(problem)).toEqual([[name, 'header']]);
  });

  it('If-Match is refused where something is created', async () => {
    const sent = { headers: { 'If-Match': '"0"' } };
    const problem = expectProblem(await post('/consular-cases', INTAKE, sent), 400, 'validation.failed');
    expect(refusedFields(problem)).toEqual([['If-Match', 'header']]);
  });

  it('chooses the language of the title, and both stand beside it', async () => {
    const titles = [];
    for (const language of ['vi', 'en-GB,en;q=0.9', 'de']) {
      const { body } = await office.api.get<{ title: string }>(`/consular-cases/${NOBODY}`, {
        headers: { 'Accept-Language': language },
      });
      titles.push(body.title);
    }
    expect(titles).toEqual([
      'Không tìm thấy vụ việc này',
      'There is no such case',
      'Không tìm thấy vụ việc này',
    ]);
  });
});

describe('somebody', () => {
  it('whom the office does not know is nobody', async () => {
    const answer = await post(`/consular-cases/${caseId}/add-note`, { text: 'x' }, { actor: 'mr-nobody' });
    const problem = expectProblem(answer, 401, 'access.unknown-actor');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Demo/);
    expect(problem['details']).toMatchObject({
      known: expect.arrayContaining(['officer', 'analyst']) as string[],
    });
  });

  it.each(['analyst', 'inspector', 'clerk', 'report_reader', 'administrator', 'data_protection_officer'])(
    'who is a %s commands nothing',
    async (actor) => {
      expectProblem(await post('/consular-cases', INTAKE, { actor }), 403, 'access.denied');
      const note = await post(`/consular-cases/${caseId}/add-note`, { text: 'x' }, { actor });
      expectProblem(note, 403, 'access.denied');
      const form = new FormData();
      form.set('file', new Blob(['x']));
      const attached = await leavesLogAlone(office, () =>
        office.api.send('POST', `/consular-cases/${caseId}/attach-document`, form, { actor }),
      );
      expectProblem(attached, 403, 'access.denied');
      expectProblem(await post('/subjects', { kind: 'person', name: 'A' }, { actor }), 403, 'access.denied');
    },
  );
});
