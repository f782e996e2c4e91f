import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RebuildReport, type ReadModelStatus } from '#platform';
import { ChildServer } from './support/child-server.js';
import { openCase } from '../e2e/support/casework.js';

const MAIN = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const call = promisify(execFile);

describe('cotmoc beside a server that keeps the read models', () => {
  let folder: string;
  let server: ChildServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cotmoc-start-'));
    server = ChildServer.start({ DATA_DIR: folder });
    const api = await server.ready();
    await openCase(api);
    await openCase(api, { country: 'KH' });
  });

  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const cotmoc = async (...args: readonly string[]): Promise<string> =>
    (
      await call(process.execPath, [MAIN, ...args, '--data', folder], {
        env: { ...process.env, NODE_OPTIONS: '' },
      })
    ).stdout;

  it('has it build them again beside the live ones, compare and replace them', async () => {
    const told = await cotmoc('rebuild');
    expect(told).toMatch(
      /^consular-cases@\S+\.g2: built from 2 events in .*; 2 documents compared, all alike; live, in the place of \S+$/m,
    );
    const reports = JSON.parse(await cotmoc('rebuild', 'consular-cases', '--json')) as RebuildReport[];
    expect(reports).toMatchObject([
      { projection: 'consular-cases', phase: 'done', compared: 2, different: 0 },
    ]);
    const api = await server.ready();
    const { body } = await api.get<ReadModelStatus>('/read-models/consular-cases', {
      actor: 'administrator',
    });
    expect(body).toMatchObject({ generation: 3, documents: { count: 2 } });
  });

  it('lists and retries what is parked', async () => {
    expect(await cotmoc('parked')).toBe('Every stream is folded.\n');
    expect(await cotmoc('parked', '--retry')).toBe('0 streams folded.\nEvery stream is folded.\n');
  });

  it('says in a sentence what the server refuses', async () => {
    await expect(cotmoc('rebuild', 'case')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^There is no read model case; there are: .*consular-cases.*\.\n$/,
      ) as string,
    });
  });
});
