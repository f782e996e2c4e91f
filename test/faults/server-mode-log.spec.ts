import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startedServer } from '#event-store-eventstoredb/testing';
import { type CaseAnswer } from '../e2e/support/answers.js';
import { type ApiClient, type Done } from '../e2e/support/api-client.js';
import { openCase } from '../e2e/support/casework.js';
import { expectProblem } from '../e2e/support/refusals.js';
import { ChildServer, type Program } from './support/child-server.js';
import { fulfil, type Wish } from './support/load.js';
import { freePort, until } from './support/server-office.js';

let folder: string;
let log: Awaited<ReturnType<typeof startedServer>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cotmoc-log-'));
  log = await startedServer();
});

afterAll(async () => {
  await log.remove();
  await rm(folder, { recursive: true, force: true });
});

const start = (name: string, env: Readonly<Record<string, string>> = {}, program?: Program): ChildServer =>
  ChildServer.start({ DATA_DIR: join(folder, name), EVENT_STORE_URL: log.server.url, ...env }, '', program);

describe('a server whose log alone is on a server', () => {
  it('refuses a log server that is too old, in one sentence', async () => {
    log.server.control.version = '22.10.0';
    const { code, stderr } = await start('old').ended;
    expect([code, stderr]).toEqual([
      1,
      'EVENT_STORE_URL: the event store server is version 22.10.0; at least 23.10 is needed.\n',
    ]);
    log.server.control.version = '23.10.6';
  });

  it('waits for a log server that is away, says so, and begins when it comes', async () => {
    await log.server.kill();
    const port = await freePort();
    const server = start('waiting', { PORT: port });
    const { problem } = await server.said('waiting for a server');
    expect(problem).toMatch(/^no event store answers at \S+: the connection is refused$/);
    const ask = (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'Accept-Language': 'en' } });
    expect((await ask('/health/live')).status).toBe(200);
    const ready = await ask('/health/ready');
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'down', checks: { stores: { status: 'down', detail: problem } } },
    ]);
    const refused = await ask('/api/v1/consular-cases');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ code: 'server.starting', status: 503 });
    await log.server.start();
    const api = await server.ready();
    expect((await api.get('//health/ready')).status).toBe(200);
    await server.stop();
  }, 60_000);

  it('stops when it is told to while it waits', async () => {
    await log.server.kill();
    const server = start('waiting');
    await server.said('waiting for a server');
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
    await log.server.start();
  }, 60_000);

  it('folds its log itself: a projector of its own has nothing to do', async () => {
    const { code, stdout, stderr } = await start('one', {}, 'projector').ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^A projector of its own needs EVENT_STORE_URL and READ_STORE_URL on servers.*\.\n$/,
    );
  }, 60_000);

  it('gives dense numbers beside another one', async () => {
    const servers = [start('one'), start('two')] as const;
    const apis: readonly ApiClient[] = await Promise.all(servers.map((server) => server.ready()));
    const wishes: Wish[] = Array.from({ length: 30 }, (_, index) => ({ key: `dense-${index}` }));
    const answers = await Promise.all(wishes.map((wish, index) => fulfil(apis[index % 2]!, wish)));
    expect(answers.map(({ status }) => status)).toEqual(wishes.map(() => 200));
    const numbers = wishes.map(({ opened }) => opened!.number);
    expect(numbers.sort()).toEqual(
      wishes.map((_, index) => `BHCD-2022-${String(index + 1).padStart(4, '0')}`),
    );
    for (const server of servers) expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
  }, 60_000);

  it('refuses commands while the log is away, goes on to answer, and does once what is asked again', async () => {
    const server = start('one');
    const api = await server.ready();
    const { id, position } = await openCase(api);
    await api.get(`/consular-cases/${id}`, { since: position });
    const note = () => api.post<Done>(`/consular-cases/${id}/add-note`, { text: 'Một' }, { key: 'one' });
    await log.server.kill();
    const refused = await note();
    expectProblem(refused, 503, 'store.unavailable');
    expect(refused.headers.get('retry-after')).toBe('1');
    const old = await until(
      () => api.get<CaseAnswer>(`/consular-cases/${id}`),
      ({ headers }) => Number(headers.get('cotmoc-lag-ms')) > 0,
    );
    expect([old.status, old.body.revision]).toEqual([200, 0]);
    await log.server.start();
    const done = await until(note, ({ status }) => status === 200);
    expect((await note()).body).toEqual({ ...done.body, repeated: true });
    const { body } = await until(
      () => api.get<CaseAnswer>(`/consular-cases/${id}`, { since: done.body.position }),
      ({ headers }) => headers.get('cotmoc-stale') === null,
    );
    expect([body.revision, body.notes.map(({ text }) => text)]).toEqual([1, ['Một']]);
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
  }, 90_000);
});
