import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DrillStep } from '../backup/drill.js';
import { moved, newFolder, opened, removeFolder, spoiled, tamper, writing } from '../testing/data-folder.js';
import { Holder } from '../testing/other-process.js';
import { mood } from '../testing/parcels.js';
import { Captured, runCli } from '../testing/run-cli.js';

interface Report {
  readonly well: boolean;
  readonly ageHours: number;
  readonly steps: readonly DrillStep[];
}

describe('cotmoc restore-drill', () => {
  let root: string;
  let data: string;
  let backup: string;
  let work: string;

  beforeEach(async () => {
    mood.spoils = false;
    root = newFolder();
    [data, backup, work] = [join(root, 'data'), join(root, 'backup'), join(root, 'work')];
    mkdirSync(work);
    await writing(data, async (writer) => {
      await writer.append('parcel-1', opened('box'));
      await writer.append('parcel-1', moved('hall'));
      await writer.append('parcel-2', opened('bag'));
      await writer.project();
    });
    await take();
  });
  afterEach(() => removeFolder(root));

  async function take(): Promise<void> {
    removeFolder(backup);
    expect(await runCli(['backup', backup, '--data', data])).toMatchObject({ code: 0 });
  }

  const drill = (...args: string[]) =>
    runCli(['restore-drill', backup, '--data', data, '--work', work, ...args]);

  async function report(...args: string[]): Promise<Report> {
    const { code, out, err } = await drill('--json', ...args);
    expect(err).toBe('');
    const found = JSON.parse(out) as Report;
    expect(code).toBe(found.well ? 0 : 1);
    expect(readdirSync(work)).toEqual([]);
    return found;
  }

  const statuses = ({ steps }: Report) => Object.fromEntries(steps.map(({ name, status }) => [name, status]));
  const detailOf = ({ steps }: Report, name: string) => steps.find((step) => step.name === name)?.detail;

  it('proves a good backup, tells how long it took, and leaves nothing behind', async () => {
    // Whoever reads beside SQLite makes its two side files when nobody has them open.
    const inData = () => readdirSync(data).filter((name) => !/-(shm|wal)$/.test(name));
    const before = inData();
    const { code, out, err } = await drill();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const text of [
      /^\S+backup: taken at \S+Z, 0 hours old\n/,
      /✓ │ restore\s+│ 2 files, \d+\.\d MB, each as it was backed up/,
      /✓ │ chains\s+│ 3 events in 2 streams: every chain is whole/,
      /✓ │ read-models\s+│ parcels@1: built from 3 events/,
      /✓ │ sealed\s+│ the master key opened a value of each of 2 keys and 0 attachments/,
      /✓ │ live\s+│ parcels: 2 equal/,
      /\nThe backup can be restored \(\d+\.\d s\)\.\n$/,
    ])
      expect(out).toMatch(text);
    expect(readdirSync(work)).toEqual([]);
    expect(inData()).toEqual(before);
  });

  it('works beside a server', async () => {
    const server = await Holder.of(data);
    expect((await report()).well).toBe(true);
    await server.release();
  });

  it('leaves what has changed since alone', async () => {
    await writing(data, async (writer) => {
      await writer.append('parcel-1', moved('cellar'));
      await writer.append('parcel-3', opened('bag'));
      await writer.project();
    });
    const found = await report();
    expect(detailOf(found, 'live')).toBe('parcels: 1 equal, 2 changed since');
    expect(found.well).toBe(true);
  });

  it('finds a live document that is not what the log says', async () => {
    const path = join(data, 'read.db');
    const bytes = readFileSync(path);
    // The document, wherever the file keeps it.
    for (let at = bytes.indexOf('"hall"'); at >= 0; at = bytes.indexOf('"hall"', at + 1))
      bytes.write('"tall"', at);
    writeFileSync(path, bytes);
    const found = await report();
    expect(detailOf(found, 'live')).toBe('parcels: 1 not as the log says, the first is 1 (place)');
    expect(statuses(found)).toEqual({
      restore: 'ok',
      chains: 'ok',
      erasures: 'ok',
      'read-models': 'ok',
      sealed: 'ok',
      live: 'wrong',
    });
    expect((await drill()).out).toContain('can be restored; THE LIVE READ MODELS ARE NOT WHAT THE LOG SAYS');
    expect((await report('--no-live')).well).toBe(true);
  });

  it('says when there is nothing live to compare with', async () => {
    rmSync(join(data, 'read.db'));
    const found = await report();
    expect([found.well, statuses(found)['live']]).toEqual([true, 'skipped']);
  });

  it('finds live read models that are behind, and says so without alarm', async () => {
    await writing(data, (writer) => writer.append('parcel-1', moved('cellar')));
    await take();
    const found = await report();
    expect([found.well, detailOf(found, 'live')]).toEqual([
      true,
      'parcels: 1 equal, 1 not built that far yet',
    ]);
  });

  it('finds a damaged file, and goes no further', async () => {
    writeFileSync(join(backup, 'keys.db'), 'x', { flag: 'a' });
    const found = await report();
    expect(statuses(found)).toEqual({ restore: 'wrong' });
    expect(detailOf(found, 'restore')).toContain(join(backup, 'keys.db'));
    expect((await drill()).out).toContain('THE BACKUP CANNOT BE RELIED ON');
  });

  it('finds a broken chain and a stream that cannot be folded', async () => {
    await writing(data, (writer) => writer.append('parcel-2', spoiled));
    tamper(data, 'hall', 'tall');
    await take();
    mood.spoils = true;
    const found = await report('--no-live');
    expect(statuses(found)).toEqual({
      restore: 'ok',
      chains: 'wrong',
      erasures: 'ok',
      'read-models': 'wrong',
      sealed: 'ok',
    });
    expect(detailOf(found, 'read-models')).toContain('parcel-2: Error: spoiled');
  });

  it('finds keys that are not there', async () => {
    // Keys of before the events that need them: what a backup in the wrong order would hold.
    const young = join(root, 'young');
    await writing(young, () => Promise.resolve());
    writeFileSync(join(young, 'master.key'), readFileSync(join(data, 'master.key')));
    rmSync(join(young, 'keys.db'));
    await expect(writing(young, () => Promise.resolve())).resolves.toBeUndefined();
    writeFileSync(join(data, 'keys.db'), readFileSync(join(young, 'keys.db')));
    await take();
    const found = await report();
    expect(detailOf(found, 'sealed')).toMatch(/^2 keys missing, though nobody was erased/);
    expect(found.well).toBe(false);
  });

  it('takes an erased person for what they are', async () => {
    await writing(data, ({ platform }) => platform.stores.keys.destroy('parcel-2'));
    await take();
    const found = await report();
    expect(detailOf(found, 'sealed')).toMatch(/1 key and 0 attachments; 1 key not there, 1 owner erased$/);
    expect([found.well, statuses(found)['sealed']]).toEqual([true, 'note']);
  });

  it('tries the master key that it is given, and wants one', async () => {
    const other = join(root, 'other.key');
    writeFileSync(other, randomBytes(32).toString('base64'));
    const found = await report('--master-key', other);
    expect(detailOf(found, 'restore')).toContain('is not the one that opens');
    rmSync(join(data, 'master.key'));
    expect(await drill()).toMatchObject({
      code: 1,
      err: expect.stringContaining('no master key to try') as string,
    });
  });

  it('removes what a killed drill has left, and nothing that is in use or new', async () => {
    const [left, held, fresh] = ['left', 'held', 'fresh'].map((name) =>
      join(work, `cotmoc-drill-${name}`),
    ) as [string, string, string];
    for (const folder of [left, held, fresh]) mkdirSync(folder);
    writeFileSync(join(left, 'read.db'), 'Nguyễn Văn Mẫu');
    const other = await Holder.of(held);
    for (const folder of [left, held]) utimesSync(folder, 0, 0);
    expect((await drill()).code).toBe(0);
    expect([left, held, fresh].map((folder) => existsSync(folder))).toEqual([false, true, true]);
    await other.release();
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const args = ['restore-drill', backup, '--data', data, '--work', work];
    expect(await runCli(args, { signal: AbortSignal.abort() })).toMatchObject({ code: 130, out: '' });
    expect(readdirSync(work)).toEqual([]);
  });

  it('shows bars to whoever watches', async () => {
    const err = new Captured(true);
    await runCli(['restore-drill', backup, '--data', data, '--work', work], { err });
    for (const text of ['restoring', 'verifying', 'rebuilding', 'opening what is sealed'])
      expect(err.text).toContain(text);
  });
});
