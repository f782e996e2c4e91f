import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, type Done } from '../e2e/support/api-client.js';
import { openCase, person } from '../e2e/support/casework.js';
import { ChildServer } from './support/child-server.js';
import { expectWholeChains, storedEvents } from './support/log.js';

/** As many as one command takes. */
const PEOPLE = 1000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cotmoc-kill-roster-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const start = async (): Promise<{ server: ChildServer; api: ApiClient }> => {
  const server = ChildServer.start({ DATA_DIR: folder });
  return { server, api: await server.ready() };
};

const onRoster = async (api: ApiClient, id: string): Promise<number> => {
  const { body } = await api.get<{ counts: { total: number } }>(`/consular-cases/${id}/roster`);
  return body.counts.total;
};

/** What the log holds as soon as it does: a server that works has the folder for itself. */
function someAdded(): boolean {
  const log = new DatabaseSync(join(folder, 'events.db'), { readOnly: true });
  try {
    return log.prepare('SELECT 1 FROM events WHERE type = ? LIMIT 1').get('RosterEntryAdded') !== undefined;
  } finally {
    log.close();
  }
}

const added = async () => (await storedEvents(folder)).filter(({ type }) => type === 'RosterEntryAdded');

describe('a server that is killed while a list of people comes onto a roster', () => {
  it('adds the rest when the same list comes again, and nobody twice', async () => {
    const first = await start();
    const group = await openCase(first.api, { kind: 'conflict_evacuation', country: 'UA' });
    const subjects: string[] = [];
    while (subjects.length < PEOPLE) {
      const names = Array.from({ length: 50 }, (_, index) => `Người số ${subjects.length + index}`);
      subjects.push(...(await Promise.all(names.map((name) => person(first.api, name)))));
    }
    const path = `/consular-cases/${group.id}/add-roster-entries`;
    const list = { entries: subjects.map((subject) => ({ subject, status: 'not_found' })) };
    const asked = first.api.post(path, list, { key: 'list-1' }).catch(() => 'no answer');
    while (!someAdded()) await sleep(1);
    await first.server.kill();
    expect(await asked).toBe('no answer');
    const half = (await added()).length;
    expect(half).toBeLessThan(PEOPLE);

    const { server, api } = await start();
    const again = await api.post<Done & { added: number }>(path, list, { key: 'list-1' });
    expect([again.status, again.body.added]).toEqual([200, PEOPLE]);
    expect(await onRoster(api, group.id)).toBe(PEOPLE);
    await server.stop();
    const events = await storedEvents(folder);
    expectWholeChains(events);
    const streams = events.filter(({ type }) => type === 'RosterEntryAdded').map(({ stream }) => stream);
    expect([streams.length, new Set(streams).size]).toEqual([PEOPLE, PEOPLE]);
  }, 60_000);
});
