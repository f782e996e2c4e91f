import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { MODULES } from '../../apps/api/src/index.js';
import { runCli } from '../../apps/cli/src/testing/run-cli.js';
import { openSqliteEventStore } from '#event-store-sqlite';
import { type ApiClient, type Done } from '../e2e/support/api-client.js';
import { person } from '../e2e/support/casework.js';
import { MARK, markedCase, type MarkedCase } from '../e2e/support/marked-case.js';
import { openOffice } from '../e2e/support/office.js';
import { ChildServer } from './support/child-server.js';
import { expectWholeChains, storedEvents } from './support/log.js';

let folder: string;
let older: string;
let marked: MarkedCase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cotmoc-kill-erasure-'));
  older = await mkdtemp(join(tmpdir(), 'cotmoc-older-keys-'));
  const office = await openOffice({ DATA_DIR: folder });
  marked = await markedCase(office.api);
  await person(office.api, 'Người ở lại');
  await office.close();
});

afterAll(() => Promise.all([folder, older].map((path) => rm(path, { recursive: true, force: true }))));

const start = async (): Promise<{ server: ChildServer; api: ApiClient }> => {
  const server = ChildServer.start({ DATA_DIR: folder });
  return { server, api: await server.ready() };
};

/** Proposes that the marked person is erased; the proposal and the revision to decide on. */
async function propose(api: ApiClient): Promise<{ proposal: string; ifMatch: number }> {
  const body = { ground: 'request', reason: `${MARK} đơn` };
  const { body: done } = await api.post<Done>(`/subjects/${marked.subject}/propose-erasure`, body, {
    since: marked.last.position,
  });
  const log = openSqliteEventStore(join(folder, 'events.db'), { readOnly: true });
  const proposal = (await log.readStream(`subject-${marked.subject}`)).at(-1)!.id;
  await log.close();
  return { proposal, ifMatch: done.revision };
}

/** Whether the erasure stands in the log, seen from beside the server. */
async function isRecorded(): Promise<boolean> {
  const log = openSqliteEventStore(join(folder, 'events.db'), { readOnly: true });
  const stored = await log.readStream(`subject-${marked.subject}`);
  await log.close();
  return stored.some(({ type }) => type === 'PersonalDataErased');
}

/** Files in which the mark can be read. */
async function traces(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })));
  return contents
    .filter(({ bytes }) => bytes.includes(MARK) || bytes.includes(MARK.toLowerCase()))
    .map(({ path }) => path);
}

async function expectErased(api: ApiClient): Promise<void> {
  const { body } = await api.get(`/subjects/${marked.subject}/erasure`);
  expect(body).toMatchObject({ erased: { ground: 'request', keys: 1 }, keysLeft: 0, chain: { whole: true } });
  for (const path of [`/subjects/${marked.subject}`, `/consular-cases/${marked.id}/history`]) {
    const { body: seen } = await api.get(path);
    expect([path, JSON.stringify(seen).includes(MARK)]).toEqual([path, false]);
  }
  expect(await traces()).toEqual([]);
}

describe('an erasure that is recorded and not carried out', () => {
  it('is finished by the next start after a server was killed in between', async () => {
    const first = await start();
    const { proposal, ifMatch } = await propose(first.api);
    await copyFile(join(folder, 'keys.db'), join(older, 'keys.db'));

    // Nobody can change keys: what is recorded waits before it is carried out.
    const held = new DatabaseSync(join(folder, 'keys.db'));
    held.exec('BEGIN IMMEDIATE');
    const asked = first.api
      .post(
        `/subjects/${marked.subject}/decide-proposal`,
        { proposal, verdict: 'approved' },
        { actor: 'director', ifMatch },
      )
      .catch(() => 'no answer');
    let answered: unknown;
    void asked.then((answer) => (answered = answer));
    while (!(await isRecorded())) {
      if (answered !== undefined) throw new Error(`answered before: ${JSON.stringify(answered)}`);
      await setImmediate();
    }
    await first.server.kill();
    expect(await asked).toBe('no answer');
    held.exec('ROLLBACK');
    held.close();

    const { server, api } = await start();
    await expectErased(api);
    await server.stop();
    expectWholeChains(await storedEvents(folder));
    const verified = await runCli(['verify', '--data', folder, '--json'], { modules: MODULES });
    expect([verified.code, JSON.parse(verified.out)]).toMatchObject([
      0,
      { whole: true, erased: [{ stream: `subject-${marked.subject}`, revision: 3 }] },
    ]);
  }, 60_000);

  it('is finished by the next start after older keys were put in place of the newer ones', async () => {
    for (const name of await readdir(folder)) {
      if (/^(keys|read)\.db/.test(name)) await rm(join(folder, name));
    }
    await copyFile(join(older, 'keys.db'), join(folder, 'keys.db'));
    const { server, api } = await start();
    await expectErased(api);
    expect((await api.ask('/subjects/search', { name: 'Người ở lại' })).body).toMatchObject({
      items: [{ name: 'Người ở lại' }],
    });
    await server.stop();
  }, 60_000);
});
