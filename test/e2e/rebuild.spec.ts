import { randomUUID } from 'node:crypto';
import { chain, type ParkedDocument } from '#event-sourcing';
import { type ReadModelDto, type RetriedDto } from '#platform';
import { type Answer, type Json } from './support/api-client.js';
import { command, openCase, person } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

const ADMIN = { actor: 'administrator' };
const CASES = '/read-models/consular-cases';

const model = async (path = CASES): Promise<ReadModelDto> =>
  (await office.api.get<ReadModelDto>(path, ADMIN)).body;

const rebuild = (path = CASES, body: Json = {}): Promise<Answer<ReadModelDto>> =>
  office.api.post<ReadModelDto>(`${path}/rebuild`, body, { actor: 'analyst' });

/** The read model once its rebuild has ended. */
async function rebuilt(path = CASES): Promise<ReadModelDto> {
  let now = await model(path);
  await until(async () => {
    now = await model(path);
    return !['building', 'comparing', 'leaving'].includes(now.rebuild?.phase ?? 'building');
  });
  return now;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** A list as an officer sees it, without what depends on the moment. */
async function list(path: string): Promise<unknown> {
  const { status, body } = await office.api.get(path);
  expect(status).toBe(200);
  return body;
}

describe('a read model that is built again', () => {
  it('is shown to who looks after read models, and to nobody else', async () => {
    const { body } = await office.api.get<ReadModelDto[]>('/read-models', ADMIN);
    expect(body.map(({ name }) => name)).toEqual(expect.arrayContaining(['subjects', 'consular-cases']));
    for (const one of body) expect(one).toMatchObject({ generation: 1, parked: 0, rebuild: null });
    for (const actor of ['officer', 'director', 'inspector', 'clerk'])
      for (const path of ['/read-models', CASES, '/parked-documents'])
        expectProblem(await office.api.get(path, { actor }), 403, 'access.denied');
    for (const path of [`${CASES}/rebuild`, `${CASES}/rebuild/cancel`, '/parked-documents/retry'])
      expectProblem(await office.api.post(path, {}, { actor: 'head' }), 403, 'access.denied');
  });

  it('answers as before while it is built, and after', async () => {
    for (let n = 0; n < 12; n += 1) {
      const subject = await person(office.api, `Nông Văn Mẫu ${n}`);
      const { id } = await openCase(office.api, { subjects: [subject] });
      await command(office.api, id, 'add-note', { text: `Ghi chú ${n}` });
    }
    const paths = ['/consular-cases?limit=50&sort=number', '/subjects?limit=50'];
    const before = await Promise.all(paths.map(list));
    const first = await model();
    expect(first.documents).toEqual({ count: 12, capped: false });
    const asked = await rebuild();
    expect(asked.status).toBe(202);
    expect(asked.body.rebuild).toMatchObject({ projection: 'consular-cases', requestedBy: 'analyst' });
    expect(await Promise.all(paths.map(list))).toEqual(before);
    // A write shows at once, wherever the rebuild is.
    const late = await openCase(office.api, { country: 'KH' });
    const shown = await office.api.get(`/consular-cases/${late.id}`, { since: late.position });
    expect([shown.status, shown.headers.get('cotmoc-stale')]).toEqual([200, null]);
    const ended = await rebuilt();
    expect(ended).toMatchObject({
      version: `${first.version}.g2`,
      generation: 2,
      parked: 0,
      documents: { count: 13 },
      rebuild: { phase: 'done', different: 0, sample: [], share: 1, parked: 0, replaces: first.version },
    });
    expect((await list('/consular-cases?country=KH')) as Json).toMatchObject({ items: [{ id: late.id }] });
    const after = (await list(`${paths[0]}&country=MY`)) as { items: unknown };
    expect(after.items).toEqual((before[0] as { items: unknown }).items);
    expect(await rebuild('/read-models/subjects', { onDifferences: 'keep' })).toMatchObject({ status: 202 });
    expect(await rebuilt('/read-models/subjects')).toMatchObject({
      generation: 2,
      rebuild: { different: 0 },
    });
    expect(await list(paths[1]!)).toEqual(before[1]);
  }, 90_000);

  it('is one at a time, and known', async () => {
    expect((await rebuild()).status).toBe(202);
    expectProblem(await rebuild(), 409, 'read-model.rebuild-running');
    expectProblem(await rebuild('/read-models/subjects'), 409, 'read-model.rebuild-running');
    expect((await rebuilt()).generation).toBe(3);
    expectProblem(
      await office.api.post(`${CASES}/rebuild/cancel`, {}, ADMIN),
      409,
      'read-model.rebuild-not-running',
    );
    for (const path of ['/read-models/people', '/read-models/people%00'])
      expectProblem(await rebuild(path), 404, 'read-model.unknown');
    expectProblem(await office.api.get('/read-models/people', ADMIN), 404, 'read-model.unknown');
    expectProblem(await rebuild(CASES, { onDifferences: 'maybe' }), 400, 'validation.failed');
  }, 60_000);

  it('takes no cursor of the generation before', async () => {
    const page = (await list('/consular-cases?limit=5')) as { next: string };
    const next = `/consular-cases?limit=5&after=${encodeURIComponent(page.next)}`;
    expect((await office.api.get(next)).status).toBe(200);
    await rebuild();
    await rebuilt();
    expectProblem(await office.api.get(next), 400, 'request.cursor-invalid');
  }, 60_000);
});

describe('a stream that a read model cannot fold', () => {
  /** An event as a later release would write it. */
  async function spoil(id: string): Promise<string> {
    const { events } = office.server.platform.stores;
    const history = await events.readStream(`consularCase-${id}`);
    const last = history.at(-1)!;
    const { integrity: _integrity, ...metadata } = last.metadata;
    const draft = { id: randomUUID(), type: 'CaseTeleported', data: {}, metadata };
    const next = chain(last.stream, [draft], last.revision + 1, last.metadata.integrity.hash);
    return (await events.append(last.stream, next, last.revision)).position;
  }

  const parked = async () =>
    (await office.api.get<{ items: ParkedDocument[] }>('/parked-documents', ADMIN)).body.items;

  it('is seen with its cause, is tried again, and stops nothing else', async () => {
    expect(await parked()).toEqual([]);
    const bad = await openCase(office.api);
    await office.api.get(`/consular-cases/${bad.id}`, { since: bad.position });
    await spoil(bad.id);
    const good = await openCase(office.api);
    expect((await office.api.get(`/consular-cases/${good.id}`, { since: good.position })).status).toBe(200);
    const stream = `consularCase-${bad.id}`;
    const [one] = await parked();
    expect(one).toMatchObject({ projection: 'consular-cases', stream, failedAt: 1 });
    expect(one!.cause).toContain('CaseTeleported');
    expect((await model()).parked).toBe(1);
    await until(async () => {
      const health = await fetch(`${office.api.url}/health/ready`);
      return health.status === 503 && (await health.text()).includes('1 parked');
    });
    // As far as it could be folded, it is there.
    expect((await office.api.get(`/consular-cases/${bad.id}`)).body['revision']).toBe(0);

    const retry = (body: object) => office.api.post<RetriedDto>('/parked-documents/retry', body, ADMIN);
    for (const body of [{}, { ids: [one!.id] }]) {
      const { status, body: told } = await retry(body);
      expect({ status, told }).toMatchObject({ status: 200, told: { pending: false, folded: 0 } });
      expect(told.parked).toHaveLength(1);
    }
    const wrong = await retry({ ids: [one!.id, 'nobody knows it'] });
    expectProblem(wrong, 404, 'read-model.not-parked');
    expect(wrong.body).toMatchObject({ details: { ids: ['nobody knows it'] } });
    expect((await parked()).map(({ stream: name }) => name)).toEqual([stream]);
    expect((await openCase(office.api)).repeated).toBe(false);
  }, 60_000);
});
