import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MODULES } from '../../apps/api/src/index.js';
import { runCli } from '../../apps/cli/src/testing/run-cli.js';
import { type Done } from '../e2e/support/api-client.js';
import { MARK, markedCase, type MarkedCase } from '../e2e/support/marked-case.js';
import { openOffice, type TestOffice } from '../e2e/support/office.js';

let folder: string;
let copy: string;
let marked: MarkedCase;

beforeAll(async () => {
  [folder, copy] = (await Promise.all(
    ['office', 'copy'].map((name) => mkdtemp(join(tmpdir(), `cotmoc-${name}-`))),
  )) as [string, string];
});

afterAll(() => Promise.all([folder, copy].map((path) => rm(path, { recursive: true, force: true }))));

const inOffice = async (env: string, work: (office: TestOffice) => Promise<void>): Promise<void> => {
  const office = await openOffice({ DATA_DIR: env });
  try {
    await work(office);
  } finally {
    await office.close();
  }
};

const migrate = () => runCli(['migrate', '--data', folder, '--to-data', copy], { modules: MODULES });

async function erase({ api }: TestOffice): Promise<void> {
  const path = `/subjects/${marked.subject}`;
  const proposed = await api.post<Done>(`${path}/propose-erasure`, { ground: 'request', reason: 'đơn' });
  const { body } = await api.get<{ decisions: { id: string }[] }>(`${path}/erasure`, {
    since: proposed.body.position,
  });
  const decided = await api.post<Done>(
    `${path}/decide-proposal`,
    { proposal: body.decisions[0]!.id, verdict: 'approved' },
    { actor: 'director', ifMatch: proposed.body.revision },
  );
  expect(decided.status).toBe(200);
}

describe('a copy that is brought up to date', () => {
  it('loses what was erased since it was made', async () => {
    await inOffice(folder, async ({ api }) => {
      marked = await markedCase(api);
    });
    expect((await migrate()).code).toBe(0);
    expect(await readdir(join(copy, 'blobs'))).toHaveLength(1);

    await inOffice(folder, erase);
    expect(await migrate()).toMatchObject({ code: 0 });
    expect(await readdir(join(copy, 'blobs'))).toEqual([]);
    await copyFile(join(folder, 'master.key'), join(copy, 'master.key'));
    await inOffice(copy, async ({ api }) => {
      const { body } = await api.get(`/subjects/${marked.subject}/erasure`);
      expect(body).toMatchObject({ erased: { ground: 'request' }, keysLeft: 0 });
      const { body: seen } = await api.get(`/consular-cases/${marked.id}`);
      expect(JSON.stringify(seen)).not.toContain(MARK);
    });
  }, 60_000);
});
