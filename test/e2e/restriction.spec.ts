import { type ApiClient, type Done, type Json } from './support/api-client.js';
import { openCase, person } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem } from './support/refusals.js';

const NAME = 'Zqxjuve Mẫu';

let office: TestOffice;
let api: ApiClient;
let subject: string;
let opened: Done;

beforeAll(async () => {
  office = await openOffice();
  ({ api } = office);
  subject = await person(api, NAME, { address: 'Zqxjuve xóm' });
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
    api.post('/subjects/search', { name: 'Zqxjuve' }, sent),
    ...(actor === 'data_protection_officer' ? [] : [api.get(`/consular-cases/${opened.id}`, sent)]),
  ];
  return (await Promise.all(answers)).map(({ status, body }) => {
    expect(status).toBe(200);
    return JSON.stringify(body).includes('Zqxjuve');
  });
}

describe('restricting the processing of somebody’s data', () => {
  it('closes the record to whoever does not decide about it, and lets cases go on', async () => {
    expect(await told('officer', opened.position)).toEqual([true, true, true, true]);
    expectProblem(await restrict({ actor: 'clerk' }), 403, 'access.denied');
    const { status, body } = await restrict();
    expect(status).toBe(200);
    expect(await told('officer', body.position)).toEqual([false, false, false, false]);
    expect(await told('director', body.position)).toEqual([true, true, true, true]);
    expect(await told('data_protection_officer', body.position)).toEqual([true, true, true]);
    const note = await api.post<Json>(`/consular-cases/${opened.id}/add-note`, { text: 'đã gọi' });
    expect(note.status).toBe(200);
    expect((await restrict()).body.revision).toBe(body.revision);
  });

  it('is lifted again', async () => {
    const lifted = await api.post<Done>(`/subjects/${subject}/lift-restriction`, { reason: 'đã rút đơn' });
    expect(lifted.status).toBe(200);
    expect(await told('officer', lifted.body.position)).toEqual([true, true, true, true]);
  });
});
