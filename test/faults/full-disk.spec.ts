import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Answer, type ApiClient } from '../e2e/support/api-client.js';
import { openCase } from '../e2e/support/casework.js';
import { expectProblem } from '../e2e/support/refusals.js';
import { type ChildServer } from './support/child-server.js';
import { fulfil, Load, type Wish } from './support/load.js';
import { expectWholeChains, storedEvents } from './support/log.js';
import { readModels, rebuilt } from './support/read-models.js';
import { smallDisk, type SmallDisk } from './support/small-disk.js';

let disk: SmallDisk;
let server: ChildServer;
let api: ApiClient;

beforeAll(async () => {
  disk = await smallDisk();
  server = disk.start();
  api = await server.ready();
});

afterAll(async () => {
  await server.kill();
  await disk.remove();
});

const expectRefused = (answer: Answer<unknown>): void => {
  expectProblem(answer, 503, 'store.unavailable');
  expect(answer.headers.get('retry-after')).toBe('1');
};

describe('a disk that runs full while cases come in', () => {
  let wishes: readonly Wish[] = [];

  it('refuses what it cannot keep and asks to try again', async () => {
    await disk.fill();
    const load = new Load(api, 8, 'full');
    await load.done;
    wishes = load.wishes;
    expect(wishes.filter(({ noted }) => noted).length).toBeGreaterThan(10);
    expect(load.refusals).toHaveLength(8);
    for (const refusal of load.refusals) expectRefused(refusal);
    expect((await api.get('//health/live')).status).toBe(200);
  }, 60_000);

  it('takes no document either, and leaves none half written', async () => {
    const id = wishes.find(({ opened }) => opened)!.opened!.id;
    const form = new FormData();
    const said = { kind: 'other', title: 'Ảnh', copyKind: 'copy', classification: 'internal' };
    for (const [name, value] of Object.entries(said)) form.set(name, value);
    form.set('file', new Blob(['x'.repeat(5_000_000)]), 'a.txt');
    expectRefused(await api.send('POST', `/consular-cases/${id}/attach-document`, form));
    expect(await readdir(join(disk.folder, 'blobs'))).toEqual([]);
  });

  it('still shows what it has', async () => {
    const { id, number } = wishes[0]!.opened!;
    const { status, body } = await api.get(`/consular-cases/${id}`);
    expect([status, body['number']]).toEqual([200, number]);
  });

  it('goes on by itself once there is room, having lost nothing', async () => {
    server = await disk.free(server);
    api = await server.ready();
    const acknowledged = wishes.map(({ noted }) => noted);
    for (const answer of await Promise.all(wishes.map((wish) => fulfil(api, wish))))
      expect(answer.status).toBe(200);
    for (const [at, first] of acknowledged.entries()) {
      if (first) expect(wishes[at]?.noted).toEqual({ ...first, repeated: true });
    }
    const { position, number } = await openCase(api);
    const { headers } = await api.get('/consular-cases', { since: position });
    expect(headers.get('cotmoc-stale')).toBeNull();
    expect((await api.get('//health/ready')).status).toBe(200);
    expect(Number(number.split('-').at(-1))).toBe(wishes.length + 1);
  }, 60_000);

  it('holds each case once, in whole chains, and read models that the log gives again', async () => {
    await server.stop();
    const events = await storedEvents(disk.folder);
    expectWholeChains(events);
    const opened = events.filter(({ type }) => type === 'ConsularCaseOpened');
    expect(new Set(opened.map(({ data }) => (data as { number: string }).number)).size).toBe(
      wishes.length + 1,
    );
    expect(opened).toHaveLength(wishes.length + 1);
    expect(events.filter(({ type }) => type === 'NoteAdded')).toHaveLength(wishes.length);
    const live = await readModels(disk.folder);
    expect(await rebuilt(disk.folder)).toEqual(live);
  }, 60_000);
});
