import { type Answer, type Json } from './support/api-client.js';
import { attachDocument, openCase, person } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';

interface Body {
  readonly examples?: Readonly<Record<string, { readonly value: Json }>>;
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, Body>> };
}

/** One of each role: the first who may send something sends it. */
const ACTORS = ['officer', 'head', 'director', 'data_protection_officer', 'administrator'];

/** What the shape of a body is refused with. A rule of the office may refuse an example; its shape nobody may. */
const REFUSALS_OF_SHAPE = [400, 401, 403, 413, 415, 422];

let office: TestOffice;
let subject: string;
/** Whom commands on people go to: examples name the other one. */
let addressed: string;
let opened: string;
/** By the id that the documentation writes, and its reader replaces: the one that there is. */
let ids: ReadonlyMap<string, string>;

beforeAll(async () => {
  office = await openOffice();
  const { api } = office;
  // Readers send an example on the day on which they read it.
  office.at(new Date().toISOString());
  subject = await person(api, 'Nông Văn Mẫu');
  addressed = await person(api, 'Hoàng Văn Thử');
  opened = (await openCase(api, { subjects: [subject] })).id;
  ids = new Map([
    ['00000000-0000-4000-8000-000000000000', subject],
    ['00000000-0000-4000-8000-00000000ca5e', (await openCase(api)).id],
    ['00000000-0000-4000-8000-00000000d0c0', await attachDocument(api, opened)],
    ['00000000-0000-4000-8000-00000000d0c1', await attachDocument(api, opened, 'Công văn thứ hai')],
  ]);
});

afterAll(() => office.close());

const filled = (value: Json): Json =>
  JSON.parse(
    JSON.stringify(value).replace(/00000000-0000-4000-8000-[0-9a-f]{12}/g, (id) => ids.get(id) ?? id),
  ) as Json;

/** Every example of the served document, with the address that it is sent to. */
async function examples() {
  const { body } = await office.api.get<{ paths: Record<string, { post?: Operation }> }>('//openapi.json');
  return Object.entries(body.paths).flatMap(([path, { post }]) =>
    Object.entries(post?.requestBody?.content ?? {}).flatMap(([type, { examples: named = {} }]) =>
      Object.entries(named).map(([name, { value }]) => ({ path, type, name, value })),
    ),
  );
}

const addressOf = (path: string): string =>
  path
    .replace('/api/v1', '')
    .replace('{id}', path.includes('/subjects/') ? addressed : opened)
    .replace('{subject}', subject)
    .replace('{name}', 'consular-cases');

function formOf(value: Json): FormData {
  const form = new FormData();
  for (const [name, said] of Object.entries(value))
    form.set(name, name === 'file' ? new Blob([String(said)]) : String(said));
  return form;
}

async function send(path: string, type: string, value: Json): Promise<Answer> {
  let answer: Answer | undefined;
  for (const actor of ACTORS) {
    answer =
      type === 'multipart/form-data'
        ? await office.api.send('POST', path, formOf(value), { actor })
        : await office.api.post(path, value, { actor });
    if (answer.status !== 403) return answer;
  }
  if (!answer) throw new Error('nobody sent it');
  return answer;
}

describe('every example of a body', () => {
  it('has a shape that the server takes', async () => {
    const refused: unknown[] = [];
    for (const { path, type, name, value } of await examples()) {
      const { status, body } = await send(addressOf(path), type, filled(value));
      if (status >= 500 || REFUSALS_OF_SHAPE.includes(status)) refused.push([path, name, status, body]);
    }
    expect(refused).toEqual([]);
  });
});
