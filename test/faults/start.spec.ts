import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiClient } from '../e2e/support/api-client.js';
import { openCase } from '../e2e/support/casework.js';
import { openOffice, type TestOffice } from '../e2e/support/office.js';
import { ChildServer, type Ending } from './support/child-server.js';

const PROFILE = join(import.meta.dirname, '../../config/cao-bang.office.yaml');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cotmoc-start-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** The office's profile with a change, in a file of its own. */
async function profile(from: string, to: string): Promise<string> {
  const text = await readFile(PROFILE, 'utf8');
  expect(text.split(from)).toHaveLength(2);
  const path = join(folder, 'changed.office.yaml');
  await writeFile(path, text.replace(from, to));
  return path;
}

/** The process ended by itself with what is wrong for whoever started it, and with nothing else. */
function expectRefused({ code, stdout, stderr }: Ending, sentence: RegExp): void {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/\n\s+at /);
}

describe('a server that cannot start says why', () => {
  it.each([
    ['emptied', /events\.db is empty, and the read models at .*read\.db .*cotmoc restore.*remove the read/],
    [
      'removed',
      /events\.db is not there, and the read models at .*read\.db .*cotmoc restore.*remove the read/,
    ],
  ] as const)('the log of its read models was %s', async (fault, sentence) => {
    const first = ChildServer.start({ DATA_DIR: folder });
    await openCase(await first.ready());
    await first.stop();
    if (fault === 'emptied') await truncate(join(folder, 'events.db'), 0);
    else await rm(join(folder, 'events.db'));
    for (const left of ['events.db-wal', 'events.db-shm']) await rm(join(folder, left), { force: true });
    expectRefused(await ChildServer.start({ DATA_DIR: folder }).ended, sentence);
    expect(existsSync(join(folder, 'events.db'))).toBe(fault === 'emptied');
  });

  it('and has warned of demo mode before, however quiet its log is', async () => {
    const env = { DATA_DIR: folder, LOG_LEVEL: 'error', OFFICE_PROFILE: join(folder, 'none.yaml') };
    expectRefused(
      await ChildServer.start(env).ended,
      /^MODE=demo: NOBODY IS ASKED WHO THEY ARE[^]*none\.yaml/,
    );
  });

  it('another one writes in the same folder', async () => {
    const first = ChildServer.start({ DATA_DIR: folder });
    const api: ApiClient = await first.ready();
    const second = ChildServer.start({ DATA_DIR: folder });
    expectRefused(
      await second.ended,
      /another process is using the data folder .*stop it, or choose another folder/,
    );
    // The first one does not mind.
    expect((await openCase(api)).number).toMatch(/^BHCD-\d{4}-0001$/);
    await first.stop();
    const third = ChildServer.start({ DATA_DIR: folder });
    expect((await third.ready()).url).toMatch(/^http:/);
    await third.kill();
  });

  it.each<[string, string, string, RegExp]>([
    ['a value of the wrong type', 'weekend: [6, 7]', 'weekend: [saturday]', /:43: calendar\.weekend\.0: /],
    [
      'a day that there is not',
      '{ from: 2022-09-01,',
      '{ from: 2022-09-31,',
      /:79: calendar\.years\.1\.holidays\.4\.from: must be a day that exists/,
    ],
    [
      'a key nobody knows',
      'timeZone: Asia/Ho_Chi_Minh',
      'timezone: Asia/Ho_Chi_Minh',
      /:13: timezone: is not known here/,
    ],
    [
      'a unit that is not listed',
      'role: officer, unit: border',
      'role: officer, unit: harbour',
      /:\d+: staff\.2\.unit: there is no unit harbour/,
    ],
    ['no YAML', 'id: cao-bang\n', 'id: [cao-bang\n', /:6: Flow sequence/],
  ])('the office profile holds %s', async (_, from, to, sentence) => {
    const path = await profile(from, to);
    const server = ChildServer.start({ DATA_DIR: join(folder, 'data'), OFFICE_PROFILE: path });
    const ending = await server.ended;
    expectRefused(ending, sentence);
    expect(ending.stderr).toContain(`the office profile cannot be used:\n${path}:`);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a mode in which people would have accounts',
      { MODE: 'production' },
      /^MODE=production: accounts do not exist yet/,
    ],
    ['a port that is none', { PORT: '99999' }, /^PORT=99999 is not a port number/],
    ['a store that it does not know', { EVENT_STORE_URL: 'redis://localhost' }, /EVENT_STORE_URL.*sqlite:/],
    ['a key that is none', { MASTER_KEY: 'secret' }, /^MASTER_KEY must be 32 bytes/],
    ['a profile that is not there', { OFFICE_PROFILE: '/nowhere/x.yaml' }, /\/nowhere\/x\.yaml/],
  ])('the environment names %s', async (_, env, sentence) => {
    const server = ChildServer.start({ DATA_DIR: folder, ...env });
    expectRefused(await server.ended, sentence);
  });
});

describe('a holiday that was forgotten', () => {
  const dueOf = async ({ api }: TestOffice, id: string) =>
    (await api.get<{ nextDueOn: string }>(`/consular-cases/${id}`)).body.nextDueOn;

  it('rebuilds what is due before the server is ready, and the log says so', async () => {
    const before = await openOffice({ DATA_DIR: folder });
    // Received on Friday: somebody has to be in charge on Monday.
    const { id } = await openCase(before.api, { occurredOn: '2022-06-10' });
    expect(await dueOf(before, id)).toBe('2022-06-13');
    expect(before.log()).toContain('read models are built');
    await before.server.close();

    const unchanged = await openOffice({ DATA_DIR: folder });
    expect(unchanged.log()).not.toContain('building read models');
    expect(unchanged.log()).not.toContain('read models are built');
    await unchanged.server.close();

    const holiday = '- { from: 2022-06-13, vi: Ngày nghỉ mẫu, en: Example holiday }';
    const first = '- { from: 2022-09-01, to: 2022-09-02';
    const path = await profile(first, `${holiday}\n        ${first}`);
    const after = await openOffice({ DATA_DIR: folder, OFFICE_PROFILE: path });
    expect(await dueOf(after, id)).toBe('2022-06-14');
    const told = after
      .log()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const built = told.findIndex(({ msg }) => msg === 'read models are built');
    expect(told[built]).toMatchObject({
      projections: [expect.stringMatching(/^consular-cases@/)],
      events: expect.any(Number) as number,
      percent: 100,
    });
    expect(built).toBeLessThan(told.findIndex(({ msg }) => msg === 'the server is ready'));
    await after.server.close();
  });
});
