import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onServer } from '#store-contracts/testing';
import { type ReadModelStatus } from '#platform';
import { type ApiClient } from '../e2e/support/api-client.js';
import { openCase } from '../e2e/support/casework.js';
import { ChildServer } from './support/child-server.js';
import { Load } from './support/load.js';
import { readModels, rebuilt } from './support/read-models.js';
import { ServerOffice } from './support/server-office.js';

const CASES = '/read-models/consular-cases';
const ADMIN = { actor: 'administrator' };

/** What the rebuild is doing when its process is killed. */
const MOMENTS = ['building', 'comparing', 'leaving'];

const model = async (api: ApiClient) => (await api.get<ReadModelStatus>(CASES, ADMIN)).body;

/** Has the cases built again, and resolves when that has come to `phase`, or further. */
async function rebuildTo(api: ApiClient, phase: string): Promise<void> {
  expect(await api.post(`${CASES}/rebuild`, {}, ADMIN)).toMatchObject({ status: 202 });
  const later = MOMENTS.slice(MOMENTS.indexOf(phase));
  while (!later.includes((await model(api)).rebuild?.phase ?? '')) continue;
}

/** It was cut off, unless what it built is live; and no time is left of it. */
async function expectEnded(api: ApiClient, moment: string, cases: number): Promise<void> {
  const { rebuild, version, parked, documents } = await model(api);
  const phase = rebuild?.version === version ? 'done' : 'interrupted';
  expect(rebuild).toMatchObject({ phase, secondsLeft: 0 });
  if (moment === 'leaving') expect(phase).toBe('done');
  expect([parked, documents.count]).toEqual([0, cases]);
}

describe('a server that is killed while a read model is built again', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cotmoc-kill-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = async () => {
    const server = ChildServer.start({ DATA_DIR: folder });
    return { server, api: await server.ready() };
  };

  it('answers from whole read models after the next start, the former ones or the new ones', async () => {
    const first = await start();
    const played = new Load(first.api, 12, 'played');
    await played.acknowledged(60);
    await first.server.stop();
    await played.done;
    for (const moment of MOMENTS) {
      const { server, api } = await start();
      const meanwhile = new Load(api, 2, moment);
      await rebuildTo(api, moment);
      await server.kill();
      await meanwhile.done;
      const after = await start();
      const { count } = (await model(after.api)).documents;
      await expectEnded(after.api, moment, count);
      expect(await after.server.stop()).toMatchObject({ code: 0, stderr: '' });
    }
    const found = await readModels(folder);
    expect(found).toEqual(await rebuilt(folder));
  }, 120_000);
});

onServer('mongodb', (url) => {
  describe('a projector that is killed while it builds a read model again', () => {
    let office: ServerOffice;

    beforeAll(async () => {
      office = await ServerOffice.open(url);
    }, 60_000);

    afterAll(() => office.close());

    it('leaves whole read models to the next one', async () => {
      let projector = office.start('projector');
      const api = await office.start('api').ready();
      for (let n = 0; n < 20; n += 1) await openCase(api);
      for (const moment of MOMENTS) {
        await rebuildTo(api, moment);
        await projector.kill();
        projector = office.start('projector');
        await projector.said('every read model has caught up');
        const { position } = await openCase(api);
        expect(
          (await api.get('/consular-cases?limit=1', { since: position })).headers.get('cotmoc-stale'),
        ).toBe(null);
      }
      await expectEnded(api, 'leaving', 20 + MOMENTS.length);
      const { live, rebuilt: again } = await office.models();
      expect(live).toEqual(again);
    }, 120_000);
  });
});
