import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type BlobReference } from '#event-sourcing';
import { type Manifest } from '../backup/manifest.js';
import { erased, moved, newFolder, opened, removeFolder, tamper, writing } from '../testing/data-folder.js';
import { Holder } from '../testing/other-process.js';
import { Captured, linesOf, runCli } from '../testing/run-cli.js';

describe('cotmoc restore', () => {
  let root: string;
  let data: string;
  let backup: string;
  let target: string;
  let scan: BlobReference;

  beforeEach(async () => {
    root = newFolder();
    [data, backup, target] = [join(root, 'data'), join(root, 'backup'), join(root, 'restored')];
    await writing(data, async (writer) => {
      await writer.append('parcel-1', opened('box'));
      await writer.append('parcel-1', moved('hall'));
      scan = await writer.platform.stores.blobs.put(Buffer.from('a scan'), ['subject-1']);
    });
    expect(await runCli(['backup', backup, '--data', data])).toMatchObject({ code: 0 });
  });
  afterEach(() => removeFolder(root));

  const masterKey = () => join(data, 'master.key');
  const restore = (...args: string[]) => runCli(['restore', backup, '--data', target, ...args]);
  const events = async (folder: string) =>
    linesOf<{ id: string }>((await runCli(['events', '--data', folder, '--json'])).out);
  const manifestOf = (): Manifest =>
    JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')) as Manifest;
  const write = (manifest: object) =>
    writeFileSync(join(backup, 'manifest.json'), JSON.stringify({ ...manifestOf(), ...manifest }));

  /** Nothing that a server would take for an office. */
  const expectNothing = (): void => {
    const there = existsSync(target) ? readdirSync(target) : [];
    expect(there.filter((name) => !['lock.db', 'master.key'].includes(name))).toEqual([]);
  };

  it('gives back what was backed up, and a server goes on with it', async () => {
    const { code, out, err } = await restore('--master-key', masterKey());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('2 events in 1 stream: every chain is whole');
    expect(out).toContain('The master key opens the keys.');
    expect(await events(target)).toEqual(await events(data));
    expect((await runCli(['doctor', '--data', target])).out).toContain('All is well.');
    await writing(target, async (writer) => {
      expect(Buffer.from((await writer.platform.stores.blobs.get(scan))!).toString()).toBe('a scan');
      await writer.append('parcel-1', moved('cellar'));
    });
    expect(await events(target)).toHaveLength(3);
    expect(await events(backup)).toHaveLength(2);
    expect(readdirSync(target)).not.toContain('restoring');
  });

  it('brings nobody back whose erasure the backup knows and had not carried out', async () => {
    await writing(data, (writer) => writer.append('parcel-1', erased));
    rmSync(backup, { recursive: true });
    await runCli(['backup', backup, '--data', data]);
    const { code, out } = await restore('--master-key', masterKey());
    expect(code).toBe(0);
    expect(out).toContain('Destroyed again: 1 key of people who were erased.');
    await writing(target, async ({ platform: { stores, sealer } }) => {
      const [first] = await stores.events.readStream('parcel-1');
      expect(await sealer.open('parcel-1', first!.data)).toEqual({ kind: 'box', note: null });
    });
    const drill = await runCli(['restore-drill', backup, '--no-live', '--master-key', masterKey()]);
    expect(drill.out).toContain('1 owner erased; 1 key destroyed again');
  });

  it('takes a folder in which only the master key lies', async () => {
    mkdirSync(target);
    copyFileSync(masterKey(), join(target, 'master.key'));
    expect((await restore()).out).toContain('The master key opens the keys.');
    expect(readFileSync(join(target, 'master.key'))).toEqual(readFileSync(masterKey()));
  });

  it('says what is missing without a master key, and leaves it to be laid there', async () => {
    const { code, out } = await restore();
    expect(code).toBe(0);
    expect(out).toContain(`THE MASTER KEY IS MISSING: put it there as ${join(target, 'master.key')}`);
    await expect(writing(target, () => Promise.resolve())).rejects.toMatchObject({
      code: 'master-key.missing',
    });
    copyFileSync(masterKey(), join(target, 'master.key'));
    await writing(target, async ({ platform }) =>
      expect(await platform.stores.blobs.get(scan)).not.toBeNull(),
    );
  });

  it('refuses a master key that does not open the keys', async () => {
    const other = join(root, 'other.key');
    writeFileSync(other, randomBytes(32).toString('base64'));
    const { code, err } = await restore('--master-key', other);
    expect({ code, says: err.includes('is not the one that opens') }).toEqual({ code: 1, says: true });
    expectNothing();
  });

  it.each(['nowhere.key', '.'])('says of %s that it holds no master key to read', async (name) => {
    const { code, err } = await restore('--master-key', join(root, name));
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^The master key cannot be read from \S+ \(E(NOENT|ISDIR)\)\.\n$/) as string,
    });
    expectNothing();
  });

  it('tells programs', async () => {
    const { out } = await restore('--json');
    expect(JSON.parse(out)).toEqual({
      erasedKeys: 0,
      folder: target,
      office: 'cao-bang',
      takenAt: manifestOf().takenAt,
      log: manifestOf().log,
      files: 3,
      whole: true,
      faultCount: 0,
      masterKey: 'missing',
    });
  });

  it.each(['events.db', 'keys.db', 'blobs'])(
    'refuses a backup in which %s is damaged, and names the file',
    async (part) => {
      const path =
        part === 'blobs' ? join(backup, part, readdirSync(join(backup, part))[0]!) : join(backup, part);
      const bytes = readFileSync(path);
      const at = bytes.length - 20;
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      writeFileSync(path, bytes);
      const { code, err } = await restore();
      expect({ code, err }).toEqual({
        code: 1,
        err: `The backup is damaged: ${path} is not what was backed up.\n`,
      });
      expectNothing();
    },
  );

  it('refuses a backup in which a file is missing, cut off, or too much', async () => {
    const path = join(backup, 'keys.db');
    const whole = readFileSync(path);
    for (const [content, why] of [
      [whole.subarray(0, 100), 'is not what was backed up'],
      [Buffer.concat([whole, Buffer.from('x')]), 'is not what was backed up'],
      [null, 'is missing'],
    ] as const) {
      if (content) writeFileSync(path, content);
      else rmSync(path);
      expect(await restore()).toMatchObject({ code: 1, err: `The backup is damaged: ${path} ${why}.\n` });
      expectNothing();
    }
  });

  it('refuses what is no backup, an unfinished one, and one from a later version', async () => {
    const none = await runCli(['restore', data, '--data', target]);
    expect(none).toMatchObject({
      code: 1,
      err: `${data} is not a backup: there is no manifest.json in it.\n`,
    });
    const partial = `${backup}.partial`;
    mkdirSync(partial);
    expect((await runCli(['restore', partial, '--data', target])).err).toContain(
      'is not a backup: it was never finished',
    );
    write({ format: 2 });
    expect((await restore()).err).toContain('written by a later version');
    expectNothing();
  });

  it('tells programs by codes why not', async () => {
    const codeOf = async (...args: string[]) => {
      const { err } = await runCli(['restore', ...args, '--json']);
      return (JSON.parse(err) as { error: { code: string } }).error.code;
    };
    expect(await codeOf(data, '--data', target)).toBe('backup.none');
    expect(await codeOf(backup, '--data', data)).toBe('restore.not-empty');
    writeFileSync(join(backup, 'keys.db'), 'x');
    expect(await codeOf(backup, '--data', target)).toBe('backup.damaged');
    write({ office: 'ha-giang' });
    expect(await codeOf(backup, '--data', target)).toBe('backup.other-office');
  });

  it('puts no file anywhere else, whatever a manifest says', async () => {
    const [first, ...others] = manifestOf().files;
    for (const path of ['../outside', '/tmp/outside', 'blobs/../../outside', 'master.key']) {
      write({ files: [{ ...first, path }, ...others] });
      const { code, err } = await restore();
      expect({ code, says: err.includes('manifest.json is damaged: files.0.path') }).toEqual({
        code: 1,
        says: true,
      });
    }
    writeFileSync(join(backup, 'manifest.json'), '{');
    expect((await restore()).err).toContain('manifest.json is damaged');
    expectNothing();
  });

  it('refuses a backup whose log ends elsewhere than it says', async () => {
    write({ log: { ...manifestOf().log, head: '00000000000000000003' } });
    expect((await restore()).err).toMatch(/^The backup is damaged: .*events\.db ends at another event\.\n$/);
    expectNothing();
  });

  it('restores a log whose chain was broken before, and says that it is', async () => {
    tamper(data, 'hall', 'tall');
    removeFolder(backup);
    expect(await runCli(['backup', backup, '--data', data])).toMatchObject({ code: 0 });
    const { code, out } = await restore();
    expect(code).toBe(1);
    expect(out).toContain('THE RECORD IS NOT WHOLE, 1 fault');
    expect(await events(target)).toHaveLength(2);
  });

  it('refuses a folder that is not empty, and one in which a server works', async () => {
    const before = readdirSync(data);
    expect(await runCli(['restore', backup, '--data', data])).toMatchObject({
      code: 1,
      err: expect.stringContaining(`${data} is not empty`) as string,
    });
    expect(readdirSync(data)).toEqual(before);
    mkdirSync(target);
    writeFileSync(join(target, 'letter.txt'), 'x');
    expect((await restore()).err).toContain('letter.txt is there');
    const server = await Holder.of(data);
    expect((await runCli(['restore', backup, '--data', data])).err).toContain('A server is working in');
    await server.release();
  });

  it('refuses another office’s backup, and a configuration that keeps the log elsewhere', async () => {
    write({ office: 'ha-giang' });
    expect((await restore()).err).toMatch(
      /^The backup is of the office “ha-giang”.*“cao-bang”.*OFFICE_PROFILE/,
    );
    const env = { DATA_DIR: target, EVENT_STORE_URL: `sqlite:${root}/elsewhere.db` };
    expect((await runCli(['restore', backup], { env })).err).toContain('name the folder with --data');
    expectNothing();
  });

  it('leaves the folder empty when it is interrupted', async () => {
    expect(
      await runCli(['restore', backup, '--data', target], { signal: AbortSignal.abort() }),
    ).toMatchObject({ code: 130 });
    expectNothing();
  });

  it('shows a bar to whoever watches', async () => {
    const err = new Captured(true);
    await runCli(['restore', backup, '--data', target], { err });
    for (const text of ['restoring', 'MB', 'verifying', '2 events']) expect(err.text).toContain(text);
  });

  describe('cut short', () => {
    /** As a kill leaves it when the keys have taken their place and the log has not. */
    beforeEach(async () => {
      await restore('--master-key', masterKey());
      mkdirSync(join(target, 'restoring', 'blobs'), { recursive: true });
      renameSync(join(target, 'events.db'), join(target, 'restoring', 'events.db'));
    });

    it('lets no server start, nor anything else that writes', async () => {
      await expect(writing(target, () => Promise.resolve())).rejects.toThrow(/restore into .* was cut short/);
      expect(existsSync(join(target, 'events.db'))).toBe(false);
    });

    it('is finished by the same command', async () => {
      writeFileSync(join(target, 'restoring', 'events.db'), 'half');
      expect(await restore()).toMatchObject({ code: 0, err: '' });
      expect(await events(target)).toEqual(await events(data));
      await writing(target, async ({ platform }) =>
        expect(await platform.stores.blobs.get(scan)).not.toBeNull(),
      );
    });

    it('is not finished with another backup', async () => {
      await writing(data, (writer) => writer.platform.stores.keys.keyFor(['subject-2']));
      const later = join(root, 'later');
      await runCli(['backup', later, '--data', data]);
      const { code, err } = await runCli(['restore', later, '--data', target]);
      expect({ code, says: err.includes('keys.db is not from this backup') }).toEqual({
        code: 1,
        says: true,
      });
      expect(await restore()).toMatchObject({ code: 0 });
    });
  });
});
