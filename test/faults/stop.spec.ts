import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildServer } from './support/child-server.js';
import { Load } from './support/load.js';
import { storedEvents } from './support/log.js';

describe('a server that is told to stop while cases come in', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cotmoc-stop-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('answers what is under way and ends, though its clients would keep their connections', async () => {
    const server = ChildServer.start({ DATA_DIR: folder });
    const load = new Load(await server.ready(), 12, 'stop');
    await load.acknowledged(40);
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
    await load.done;
    for (const { status, body } of load.refusals)
      expect([status, body]).toEqual([503, expect.objectContaining({ code: 'server.stopping' })]);
    const notes = (await storedEvents(folder)).filter(({ type }) => type === 'NoteAdded');
    expect(notes).toHaveLength(load.wishes.filter(({ noted }) => noted).length);
  });
});
