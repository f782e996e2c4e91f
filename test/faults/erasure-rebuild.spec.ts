import { type ReadModelStatus } from '#platform';
import { type ApiClient, type Done } from '../e2e/support/api-client.js';
import { person } from '../e2e/support/casework.js';
import { openOffice, type TestOffice } from '../e2e/support/office.js';

const MODEL = '/read-models/subjects';
const ADMIN = { actor: 'administrator' };
const NAME = 'Zqxjuve Mẫu';

let office: TestOffice;
let api: ApiClient;

beforeAll(async () => {
  office = await openOffice();
  ({ api } = office);
});

afterAll(() => office.close());

const status = async () => (await api.get<ReadModelStatus>(MODEL, ADMIN)).body;

/** What is saved into the next generation is there, and nothing more follows, until it is let go. */
function holdAfterFirstSave() {
  const { reads } = office.server.platform.stores;
  const held = Promise.withResolvers<undefined>();
  const saved = Promise.withResolvers<undefined>();
  const save = reads.save.bind(reads);
  reads.save = async (saves, ...given) => {
    await save(saves, ...given);
    if (!saves.some(({ collection }) => collection.definition.version.endsWith('.g2'))) return;
    saved.resolve(undefined);
    await held.promise;
  };
  return { saved: saved.promise, letGo: () => held.resolve(undefined) };
}

const traces = async () =>
  (await office.stored())
    .filter(({ content }) => ['Zqxjuve', 'zqxjuve'].some((text) => content.includes(text)))
    .map(({ name }) => name);

describe('somebody who is erased while the read model of people is built again', () => {
  it('is not in the new generation, nor anywhere else', async () => {
    const id = await person(api, NAME);
    const other = await person(api, 'Người ở lại');
    const proposed = await api.post<Done>(`/subjects/${id}/propose-erasure`, {
      ground: 'request',
      reason: 'Đơn của Zqxjuve',
    });
    const { body } = await api.get<{ decisions: readonly { id: string }[] }>(`/subjects/${id}/erasure`);
    const { saved, letGo } = holdAfterFirstSave();
    expect((await api.post(`${MODEL}/rebuild`, {}, ADMIN)).status).toBe(202);
    await saved;
    const decided = await api.post(
      `/subjects/${id}/decide-proposal`,
      { proposal: body.decisions[0]!.id, verdict: 'approved' },
      { actor: 'director', ifMatch: proposed.body.revision },
    );
    expect([decided.status, decided.body]).toEqual([200, expect.anything()]);
    expect(await traces()).not.toEqual([]);
    letGo();
    let now = await status();
    while (now.rebuild?.phase !== 'done') now = await status();
    expect(now).toMatchObject({ generation: 2, rebuild: { different: 0 } });
    expect(await traces()).toEqual([]);
    expect((await api.get(`/subjects/${id}`)).body).toMatchObject({ name: null });
    const found = await api.ask('/subjects/search', { name: 'nguoi o lai' });
    expect(found.body).toMatchObject({ items: [{ id: other }] });
  }, 30_000);
});
