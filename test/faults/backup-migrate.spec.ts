import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, idOf, type StoredEvent } from '#event-sourcing';
import { openedOn, startedServer } from '#event-store-eventstoredb/testing';
import { type CaseAnswer } from '../e2e/support/answers.js';
import { ChildProgram } from './support/child-program.js';
import { ChildServer } from './support/child-server.js';
import { expectWholeChains, storedEvents } from './support/log.js';
import { playedOffice } from './support/played-office.js';

let root: string;
let office: string;
let log: Awaited<ReturnType<typeof startedServer>>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cotmoc-migrate-'));
  office = join(root, 'office');
  log = await startedServer();
  await playedOffice(office, 150, 50);
}, 60_000);

afterAll(async () => {
  await log.remove();
  await rm(root, { recursive: true, force: true });
});

const place = (name: string): string => join(root, name);
const bare = (events: readonly StoredEvent[]) => events.map(({ position: _, ...event }) => event);

async function inLog<T>(work: (store: EventStore) => Promise<T>): Promise<T> {
  const { store, cleanup } = await openedOn(log.server.url);
  try {
    return await work(store);
  } finally {
    await cleanup();
  }
}

const onServer = () =>
  inLog(async (store) => {
    const events: StoredEvent[] = [];
    for await (const page of store.readAll()) events.push(...page.events);
    return events;
  });

describe('a migration that is killed', () => {
  const there = () => [
    'migrate',
    '--data',
    office,
    '--to-events',
    log.server.url,
    '--to-data',
    place('keys'),
  ];

  it('has copied a beginning each time, and goes on from there', async () => {
    const original = await storedEvents(office);
    expect(original.length).toBeGreaterThan(300);
    for (const share of [0.2, 0.5, 0.8]) {
      const program = ChildProgram.start(there());
      const enough = original.length * share;
      let copied = 0;
      const { store, cleanup } = await openedOn(log.server.url);
      const counting = (async () => {
        for await (const page of store.subscribe()) copied += page.events.length;
      })();
      expect(await program.killAt(() => copied >= enough)).toBe(true);
      await cleanup();
      await counting;
      const so = bare(await onServer());
      expect(so.length).toBeGreaterThanOrEqual(enough);
      expect(so).toEqual(bare(original.slice(0, so.length)));
    }
    expect(await ChildProgram.run(there())).toMatchObject({ code: 0, stderr: '' });
    expect(bare(await onServer())).toEqual(bare(original));
  }, 120_000);

  it('comes back with the same hashes, and a server goes on with it', async () => {
    const MASTER_KEY = readFileSync(join(office, 'master.key'), 'utf8').trim();
    const env = { EVENT_STORE_URL: log.server.url, DATA_DIR: place('keys'), MASTER_KEY };
    const back = ['migrate', '--to-data', place('home')];
    for (const part of ['events.db', 'keys.db']) {
      const program = ChildProgram.start(back, env);
      await program.killAt(() => sizeOf(join(place('home'), part)) > 0);
    }
    expect(await ChildProgram.run(back, env)).toMatchObject({ code: 0, stderr: '' });
    copyFileSync(join(office, 'master.key'), join(place('home'), 'master.key'));
    const [original, home] = [await storedEvents(office), await storedEvents(place('home'))];
    expect(JSON.stringify(bare(home))).toBe(JSON.stringify(bare(original)));
    expectWholeChains(home);
    const server = ChildServer.start({ DATA_DIR: place('home') });
    const api = await server.ready();
    const opened = original.filter(({ type }) => type === 'ConsularCaseOpened');
    const last = opened.at(-1)!;
    const { body } = await api.get<CaseAnswer>(`/consular-cases/${idOf(last.stream)}`);
    expect(body.number).toBe((last.data as { number: string }).number);
    await server.stop();
  }, 120_000);
});

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
