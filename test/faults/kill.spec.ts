import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StoredEvent } from '#event-sourcing';
import { type CaseAnswer } from '../e2e/support/answers.js';
import { type ApiClient, type Done, type Opened } from '../e2e/support/api-client.js';
import { INTAKE } from '../e2e/support/casework.js';
import { ChildServer } from './support/child-server.js';
import { fulfil, Load, noteKey, openingKey, type Wish } from './support/load.js';
import { expectWholeChains, storedEvents } from './support/log.js';
import { readModels, rebuilt } from './support/read-models.js';

const CLIENTS = 12;
const KILLS = 3;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cotmoc-kill-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const start = async (): Promise<{ server: ChildServer; api: ApiClient }> => {
  const server = ChildServer.start({ DATA_DIR: folder });
  return { server, api: await server.ready() };
};

/** What was acknowledged is there, and asking again gives the first answer and changes nothing. */
async function expectKept(api: ApiClient, { opened, noted, ...wish }: Wish): Promise<void> {
  if (!opened) return;
  const { body } = await api.get<CaseAnswer>(`/consular-cases/${opened.id}`);
  expect([body.number, body.revision]).toEqual([opened.number, expect.any(Number)]);
  const again = await api.post<Opened>('/consular-cases', INTAKE, { key: openingKey(wish) });
  expect(again.body).toEqual({ ...opened, repeated: true });
  if (!noted) return;
  expect(body.notes.map(({ text }) => text)).toEqual([`Ghi chú của ${wish.key}`]);
  const note = { text: `Ghi chú của ${wish.key}` };
  const { body: first } = await api.post<Done>(`/consular-cases/${opened.id}/add-note`, note, {
    key: noteKey(wish),
  });
  expect(first).toEqual({ ...noted, repeated: true });
}

const ofType = (events: readonly StoredEvent[], type: string): StoredEvent[] =>
  events.filter((event) => event.type === type);

/** Every wish is fulfilled once: one number, one case, one note, the numbers dense and in no other hands. */
function expectOnce(events: readonly StoredEvent[], wishes: readonly Wish[]): void {
  const opened = ofType(events, 'ConsularCaseOpened');
  const numbers = opened.map(({ data }) => (data as { number: string }).number);
  expect(opened).toHaveLength(wishes.length);
  expect(numbers.sort()).toEqual(wishes.map((_, index) => `BHCD-2022-${String(index + 1).padStart(4, '0')}`));
  const taken = ofType(events, 'NumberTaken').map(({ data }) => data as { number: string; holder: string });
  expect(taken.map(({ number }) => number).sort()).toEqual(numbers);
  expect(new Set(taken.map(({ holder }) => holder))).toEqual(new Set(opened.map(({ stream }) => stream)));
  const notes = ofType(events, 'NoteAdded');
  expect([notes.length, new Set(notes.map(({ stream }) => stream)).size]).toEqual([
    wishes.length,
    wishes.length,
  ]);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
}

describe('a server that is killed while cases come in', () => {
  const wishes: Wish[] = [];

  it('keeps what it acknowledged, whenever it is killed', async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { server, api } = await start();
      await Promise.all(wishes.map((wish) => expectKept(api, wish)));
      const load = new Load(api, CLIENTS, `kill-${kill}`);
      await load.acknowledged(20 + 15 * kill);
      expect(await server.kill()).toMatchObject({ signal: 'SIGKILL' });
      await load.done;
      expect(load.refusals).toEqual([]);
      // Each client was in the middle of something.
      expect(load.wishes.filter(({ noted }) => !noted)).toHaveLength(CLIENTS);
      wishes.push(...load.wishes);
    }
  }, 60_000);

  it('does once what is asked again, whether it had happened or not', async () => {
    const { server, api } = await start();
    await Promise.all(wishes.map((wish) => expectKept(api, wish)));
    await Promise.all(wishes.map((wish) => fulfil(api, wish)));
    expect(wishes.filter(({ noted }) => !noted)).toEqual([]);
    // Read models have seen all of it when the server ends.
    await api.get('/consular-cases');
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });

    const events = await storedEvents(folder);
    expectWholeChains(events);
    expectOnce(events, wishes);
  }, 60_000);

  it('has read models that are what the log says, through all of it', async () => {
    const live = await readModels(folder);
    expect(Object.values(live).map((documents) => documents.length)).toContain(wishes.length);
    expect(await rebuilt(folder)).toEqual(live);
  }, 60_000);
});
