import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeUnfinishedBlobs, unfinishedBlobs } from './unfinished-blobs.js';

const WHOLE = 'a'.repeat(64);
const BEGUN = `${WHOLE}.0a7d9d55-7f3a-4c1e-8a53-2b1f7d0f9e21.new`;
const LATER = `${WHOLE}.1a7d9d55-7f3a-4c1e-8a53-2b1f7d0f9e21.new`;
const NOON = Date.parse('2022-06-15T05:00:00Z');

describe('unfinished blobs', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cotmoc-blobs-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are those of a process that ended, and nothing else in the folder', async () => {
    const old = new Date(NOON - 1);
    for (const name of [WHOLE, BEGUN, 'notes.new', '.gitkeep']) {
      await writeFile(join(folder, name), 'x'.repeat(7));
      await utimes(join(folder, name), old, old);
    }
    await writeFile(join(folder, LATER), 'still being written');
    await utimes(join(folder, LATER), new Date(NOON), new Date(NOON));
    const found = await unfinishedBlobs(folder, NOON);
    expect(found).toEqual([{ path: join(folder, BEGUN), bytes: 7 }]);
    await removeUnfinishedBlobs(found);
    await removeUnfinishedBlobs(found);
    expect((await readdir(folder)).sort()).toEqual(['.gitkeep', LATER, WHOLE, 'notes.new'].sort());
  });

  it('are none where there is no folder or nothing in it', async () => {
    expect(await unfinishedBlobs(join(folder, 'nowhere'), NOON)).toEqual([]);
    await mkdir(join(folder, 'blobs'));
    expect(await unfinishedBlobs(join(folder, 'blobs'), NOON)).toEqual([]);
  });
});
