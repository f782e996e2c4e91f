import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { type Answer, type Done, type Json, type Sent } from './support/api-client.js';
import { command, openCase, paper, person } from './support/casework.js';
import { DOCX, JPEG, PDF, PNG, TEXT, WEBP, XLSX, ZIP } from './support/files.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone, refusedFields } from './support/refusals.js';

const MIB = 1_048_576;
const SAID = {
  kind: 'request_form',
  title: 'Đơn đề nghị “giúp đỡ” (bản 1)',
  copyKind: 'copy',
  classification: 'internal',
};

interface Attached extends Done {
  readonly documentId: string;
}

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

type Content = Uint8Array<ArrayBuffer> | string;

function formOf(content: Content | null, changes: Json = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...SAID, ...changes })) {
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  if (content !== null)
    form.set('file', new Blob([content], { type: 'application/x-whatever' }), 'tên tệp.exe');
  return form;
}

const attach = (id: string, form: FormData, sent: Sent = {}): Promise<Answer<Attached>> =>
  office.api.send<Attached>('POST', `/consular-cases/${id}/attach-document`, form, sent);

const fetched = async (id: string, documentId: string, sent: Sent = {}) => {
  const answer = await office.api.raw(
    'GET',
    `/consular-cases/${id}/documents/${documentId}`,
    undefined,
    sent,
  );
  return { status: answer.status, headers: answer.headers, content: Buffer.from(await answer.arrayBuffer()) };
};

/** How many sealed contents lie in the store. */
const blobs = async (): Promise<number> => (await office.stored('attachments')).length;

/** The answer to an attachment that is refused and leaves nothing behind, in the log or in the store. */
async function refusedAttachment(id: string, form: FormData, sent?: Sent): Promise<Answer<Attached>> {
  const before = await blobs();
  const answer = await leavesLogAlone(office, () => attach(id, form, sent));
  expect(await blobs()).toBe(before);
  return answer;
}

const events = async (id: string) =>
  (await office.server.platform.stores.events.readStream(`consularCase-${id}`)).filter(
    ({ type }) => type === 'DocumentAttached',
  );

describe('a document', () => {
  it('comes back as it was, under its title, to be saved and not kept', async () => {
    const { id } = await openCase(office.api);
    const { body, status } = await attach(
      id,
      formOf(PDF, { language: 'vi', pages: 3, occurredOn: '2022-06-12', ...paper('7') }),
    );
    expect([status, body.revision]).toEqual([200, 1]);
    const { content, headers, ...answer } = await fetched(id, body.documentId);
    expect(answer.status).toBe(200);
    expect(content.equals(PDF)).toBe(true);
    expect(
      Object.fromEntries(
        [
          'content-type',
          'content-length',
          'cache-control',
          'x-content-type-options',
          'content-disposition',
        ].map((name) => [name, headers.get(name)]),
      ),
    ).toEqual({
      'content-type': 'application/pdf',
      'content-length': String(PDF.length),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-disposition':
        `attachment; filename="document.pdf"; filename*=UTF-8''` +
        '%C4%90%C6%A1n%20%C4%91%E1%BB%81%20ngh%E1%BB%8B%20%E2%80%9Cgi%C3%BAp%20%C4%91%E1%BB%A1%E2%80%9D%20%28b%E1%BA%A3n%201%29.pdf',
    });
    const [stored] = await events(id);
    expect(stored?.data).toMatchObject({
      documentId: body.documentId,
      sha256: createHash('sha256').update(PDF).digest('hex'),
      bytes: PDF.length,
      mediaType: 'application/pdf',
      language: 'vi',
      pages: 3,
      late: false,
    });
    expect(stored?.metadata).toMatchObject({ occurredOn: '2022-06-12', source: { number: '7' } });
  });

  it.each([
    ['application/pdf', PDF],
    ['image/jpeg', JPEG],
    ['image/png', PNG],
    ['image/webp', WEBP],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', DOCX],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', XLSX],
    ['text/plain; charset=utf-8', TEXT],
  ])('is told by what it holds: %s', async (type, content) => {
    const { id } = await openCase(office.api);
    const { body } = await attach(id, formOf(content));
    const answer = await fetched(id, body.documentId);
    expect([answer.status, answer.headers.get('content-type'), answer.content.equals(content)]).toEqual([
      200,
      type,
      true,
    ]);
  });

  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ['a program', Buffer.from('MZ\u0090\u0000\u0003', 'latin1')],
    ['a page that runs scripts', Buffer.from('\u0000<html><script>alert(1)</script>')],
    [
      'a drawing that can run scripts',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    ['an archive', ZIP],
    ['text in no encoding', Buffer.from([0x54, 0xff, 0xfe, 0xc3, 0x28])],
  ])('that is %s is not taken, whatever it says it is', async (_, content) => {
    const { id } = await openCase(office.api);
    const problem = expectProblem(
      await refusedAttachment(id, formOf(content)),
      422,
      'consular-case.file-type-not-allowed',
    );
    expect(problem['details']).toEqual({ allowed: ['pdf', 'jpg', 'png', 'webp', 'docx', 'xlsx', 'txt'] });
  });

  it('of twenty megabytes is taken, a byte more is not', async () => {
    const { id } = await openCase(office.api);
    const large = Buffer.alloc(20 * MIB, 'a');
    expect((await attach(id, formOf(large))).status).toBe(200);
    const larger = await refusedAttachment(id, formOf(Buffer.alloc(20 * MIB + 1, 'b')));
    expectProblem(larger, 413, 'request.too-large');
    const much = await refusedAttachment(id, formOf(Buffer.alloc(40 * MIB, 'c')));
    expectProblem(much, 413, 'request.too-large');
  });

  it('is refused field by field', async () => {
    const { id } = await openCase(office.api);
    const refused = async (form: FormData) =>
      refusedFields(expectProblem(await refusedAttachment(id, form), 400, 'validation.failed'));
    expect(await refused(formOf(null))).toEqual([['file', 'required']]);
    expect(await refused(formOf(''))).toEqual([['file', 'file.empty']]);
    expect(await refused(formOf(TEXT, { kind: 'poem' }))).toEqual([['kind', 'choice']]);
    expect(await refused(formOf(TEXT, { title: ' ' }))).toEqual([['title', 'text.blank']]);
    expect(await refused(formOf(TEXT, { title: 'x'.repeat(100_000) }))).toEqual([['title', 'text.too-long']]);
    expect(await refused(formOf(TEXT, { language: 'xx' }))).toEqual([['language', 'language']]);
    expect(await refused(formOf(TEXT, { pages: 'two' }))).toEqual([['pages', 'integer']]);
    expect(await refused(formOf(TEXT, { occurredOn: '2022-02-30' }))).toEqual([['occurredOn', 'date']]);
    expect(await refused(formOf(TEXT, { colour: 'blue' }))).toEqual([['colour', 'unknown-field']]);
    expect(await refused(formOf(TEXT, { source: { register: 'r' } }))).toEqual([
      ['source.number', 'required'],
      ['source.date', 'required'],
      ['source.issuer', 'required'],
    ]);
    expect(await refused(formOf(TEXT, { source: 'incoming 7' }))).toEqual([['source', 'object']]);
    const twice = formOf(TEXT);
    twice.append('title', 'Khác');
    expect(await refused(twice)).toEqual([['title', 'repeated']]);
    const elsewhere = formOf(null);
    elsewhere.set('attachment', new Blob([TEXT]), 'a.txt');
    expect(await refused(elsewhere)).toEqual([['attachment', 'unknown-field']]);
    const two = formOf(TEXT);
    two.append('file', new Blob([TEXT]), 'b.txt');
    expect(await refused(two)).toEqual([['file', 'repeated']]);
  });

  it('comes in a form and in nothing else', async () => {
    const { id } = await openCase(office.api);
    const path = `/consular-cases/${id}/attach-document`;
    expectProblem(
      await leavesLogAlone(office, () => office.api.post(path, SAID)),
      415,
      'request.unsupported-media-type',
    );
    const cut = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of';
    for (const type of ['multipart/form-data; boundary=b', 'multipart/form-data']) {
      const headers = { 'Content-Type': type };
      const answer = await leavesLogAlone(office, () => office.api.send('POST', path, cut, { headers }));
      expectProblem(answer, 400, 'request.malformed');
    }
  });
});

describe('the same document', () => {
  it('sent twice with one key is stored and recorded once', async () => {
    const { id } = await openCase(office.api);
    const key = randomUUID();
    const first = await attach(id, formOf(PNG), { key });
    const stored = await blobs();
    const again = await attach(id, formOf(PNG), { key });
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect([(await events(id)).length, await blobs()]).toEqual([1, stored]);
  });

  it('at once ten times, too', async () => {
    const { id } = await openCase(office.api);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => attach(id, formOf(PNG), { key })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.documentId)).size).toBe(1);
    expect(await events(id)).toHaveLength(1);
  });

  it('with that key and another content, or another title, is refused', async () => {
    const { id } = await openCase(office.api);
    const key = randomUUID();
    await attach(id, formOf(PNG), { key });
    expectProblem(await refusedAttachment(id, formOf(JPEG), { key }), 422, 'command.key-reused');
    expectProblem(
      await refusedAttachment(id, formOf(PNG, { title: 'Khác' }), { key }),
      422,
      'command.key-reused',
    );
  });

  it('without a key is in the file already', async () => {
    const { id } = await openCase(office.api);
    const { body } = await attach(id, formOf(PNG));
    const problem = expectProblem(
      await refusedAttachment(id, formOf(PNG)),
      409,
      'consular-case.document-already-attached',
    );
    expect(problem['details']).toEqual({ documentId: body.documentId });
  });
});

describe('the case', () => {
  it('judges before anything is stored', async () => {
    expectProblem(await refusedAttachment(randomUUID(), formOf(PDF)), 404, 'consular-case.not-opened');
    const { id, revision } = await openCase(office.api);
    await command(office.api, id, 'add-note', { text: 'Một' });
    expectProblem(
      await refusedAttachment(id, formOf(PDF), { ifMatch: revision }),
      412,
      'command.stale-revision',
    );
    expectProblem(
      await refusedAttachment(id, formOf(PDF, { translationOf: randomUUID() })),
      422,
      'consular-case.unknown-document',
    );
  });

  it('links a translation and the papers of a dossier to documents that it holds', async () => {
    const { id } = await openCase(office.api);
    const { body: original } = await attach(id, formOf(PDF));
    const { body: translated } = await attach(
      id,
      formOf(TEXT, { translationOf: original.documentId, language: 'en' }),
    );
    await command(office.api, id, 'complete-dossier', {
      what: 'request',
      papers: [{ kind: 'request_form', documentId: translated.documentId }, { kind: 'id_copy' }],
    });
    expect((await events(id)).map(({ data }) => (data as Json)['translationOf'])).toEqual([
      undefined,
      original.documentId,
    ]);
  });

  it('takes a document after its end, and says that it is late', async () => {
    const { id } = await openCase(office.api);
    await command(office.api, id, 'withdraw-case', { by: 'applicant', reason: 'Thôi' });
    expect((await attach(id, formOf(PDF))).status).toBe(200);
    expect((await events(id)).map(({ data }) => (data as Json)['late'])).toEqual([true]);
  });

  it('does not give out the documents of another one', async () => {
    const [mine, other] = [await openCase(office.api), await openCase(office.api)];
    const { body } = await attach(mine.id, formOf(PDF));
    const elsewhere = await office.api.get(`/consular-cases/${other.id}/documents/${body.documentId}`);
    expectProblem(elsewhere, 404, 'consular-case.document-not-found');
    const nowhere = await office.api.get(`/consular-cases/${randomUUID()}/documents/${body.documentId}`);
    expectProblem(nowhere, 404, 'consular-case.document-not-found');
  });
});

describe('files that come at the same time', () => {
  /** A form that has begun and does not end until it is dropped. */
  async function begun(id: string): Promise<ClientRequest> {
    const sending = request(`${office.server.url}/api/v1/consular-cases/${id}/attach-document`, {
      method: 'POST',
      headers: {
        'Content-Type': 'multipart/form-data; boundary=x',
        'Content-Length': 20 * MIB,
        Expect: '100-continue',
      },
    });
    sending.on('error', () => undefined);
    sending.flushHeaders();
    await once(sending, 'continue');
    return sending;
  }

  it('are taken while there is room, and again when there is room', async () => {
    const { id } = await openCase(office.api);
    const sending = await Promise.all(Array.from({ length: 8 }, () => begun(id)));
    const refused = await refusedAttachment(id, formOf(PDF));
    expectProblem(refused, 503, 'request.too-many-uploads');
    expect(refused.headers.get('retry-after')).toBe('1');
    sending[0]?.destroy();
    let answer = await attach(id, formOf(PDF));
    while (answer.status === 503) answer = await attach(id, formOf(PDF));
    expect(answer.status).toBe(200);
    for (const other of sending) other.destroy();
  });
});

describe('a document about somebody', () => {
  it('cannot be read any more once they were erased, and nothing more is taken about them', async () => {
    const subject = await person(office.api, 'Nông Văn Mẫu');
    const { id } = await openCase(office.api, { subjects: [subject] });
    const { body } = await attach(id, formOf(PDF));
    expect((await fetched(id, body.documentId)).status).toBe(200);
    await office.server.platform.stores.keys.destroy(`subject-${subject}`);
    const gone = await office.api.get(`/consular-cases/${id}/documents/${body.documentId}`);
    expectProblem(gone, 410, 'consular-case.document-erased');
    expectProblem(await refusedAttachment(id, formOf(PNG)), 409, 'personal.erased');
  });

  it('is for those who may see personal data', async () => {
    const { id } = await openCase(office.api);
    const { body } = await attach(id, formOf(PDF));
    for (const actor of ['analyst', 'inspector', 'clerk', 'data_protection_officer', 'administrator']) {
      const answer = await office.api.get(`/consular-cases/${id}/documents/${body.documentId}`, { actor });
      expectProblem(answer, 403, 'access.denied');
    }
  });
});
