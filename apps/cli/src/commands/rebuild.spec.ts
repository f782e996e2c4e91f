import { openReadStore, readConfig } from '#platform';
import { moved, newFolder, opened, removeFolder, spoiled, writing } from '../testing/data-folder.js';
import { Holder } from '../testing/other-process.js';
import { mood } from '../testing/parcels.js';
import { Captured, runCli } from '../testing/run-cli.js';

describe('cotmoc rebuild', () => {
  let folder: string;

  beforeEach(async () => {
    mood.spoils = false;
    folder = newFolder();
    await writing(folder, async (writer) => {
      await writer.append('parcel-1', opened('box'));
      await writer.append('parcel-1', moved('hall'));
      await writer.append('parcel-2', opened('bag'));
      await writer.append('parcel-2', spoiled);
      await writer.project();
    });
  });
  afterEach(() => removeFolder(folder));

  const rebuild = (...args: string[]) => runCli(['rebuild', '--data', folder, ...args]);

  async function inReads<T>(
    work: (reads: Awaited<ReturnType<typeof openReadStore>>) => Promise<T>,
  ): Promise<T> {
    const reads = await openReadStore(readConfig({ DATA_DIR: folder }).readStore, {});
    try {
      return await work(reads);
    } finally {
      await reads.close();
    }
  }

  const places = () =>
    inReads(async (reads) => {
      const index = [{ name: 'kind', keys: [{ field: 'kind', direction: 'asc' as const }] }];
      const collection = await reads.collection({ name: 'parcels', version: '1', indexes: index });
      const { documents } = await collection.find({ sort: [], limit: 10 });
      return documents.map((document) => [
        document.id,
        document.revision,
        (document as { place?: unknown }).place,
      ]);
    });

  it('builds a lost read model again from the log', async () => {
    const before = await places();
    await inReads(async (reads) => {
      await reads.collection({ name: 'parcels', version: 'empty', indexes: [] });
      await reads.switchTo('parcels', 'empty');
      await reads.drop('parcels', '1');
    });
    const { code, out, err } = await rebuild();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^parcels@1: built from 4 events in \d+\.\d s \([\d,]+ events\/s\)\n$/);
    expect(await places()).toEqual(before);
    expect(before).toEqual([
      ['1', 1, 'hall'],
      ['2', 1, null],
    ]);
  });

  it('builds a live one again, named or not, and tells programs', async () => {
    for (const names of [[], ['parcels']]) {
      const { code, out } = await rebuild('--json', ...names);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toEqual({
        projections: ['parcels@1'],
        events: 4,
        seconds: expect.any(Number) as number,
        parked: [],
      });
    }
    expect(await inReads((reads) => reads.versions('parcels'))).toEqual(['1']);
  });

  it('tells which streams could not be folded, and folds them once that is mended', async () => {
    mood.spoils = true;
    const broken = await rebuild();
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('1 stream could not be folded');
    expect(broken.out).toContain('parcel-2');
    expect(broken.out).toContain('Error: spoiled');
    expect(await places()).toEqual([
      ['1', 1, 'hall'],
      ['2', 0, null],
    ]);
    mood.spoils = false;
    expect(await rebuild()).toMatchObject({ code: 0 });
    expect(await places()).toHaveLength(2);
  });

  it('shows a bar to whoever watches', async () => {
    const err = new Captured(true);
    await runCli(['rebuild', '--data', folder], { err });
    expect(err.text).toContain('rebuilding');
    expect(err.text).toContain('4 events');
  });

  it('leaves something that the next start builds on when it is interrupted', async () => {
    const { code, err } = await runCli(['rebuild', '--data', folder], { signal: AbortSignal.abort() });
    expect({ code, err }).toEqual({ code: 130, err: 'Interrupted: it is built on at the next start.\n' });
    await writing(folder, (writer) => writer.project());
    expect(await places()).toHaveLength(2);
  });

  it('refuses a read model that is not there', async () => {
    const { code, err } = await rebuild('parcel');
    expect(code).toBe(2);
    expect(err).toBe('There is no read model parcel; there are: parcels.\n');
    expect(await places()).toHaveLength(2);
  });

  it('refuses a folder without a log, and makes nothing there', async () => {
    const { code, err } = await runCli(['rebuild', '--data', `${folder}/nowhere`]);
    expect(code).toBe(1);
    expect(err).toContain('nothing to read yet');
  });

  it('does nothing behind the back of a process that cannot be asked', async () => {
    const server = await Holder.of(folder, 'http://127.0.0.1:9');
    expect(await rebuild()).toMatchObject({
      code: 1,
      err: 'The server at http://127.0.0.1:9 works in this data folder and does not answer.\n',
    });
    await server.release();
    const nameless = await Holder.of(folder);
    expect((await rebuild()).err).toContain(`Another process (${nameless.pid}) is working`);
    await nameless.release();
    expect(await places()).toHaveLength(2);
  });
});
