import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest } from '../backup/manifest.js';
import { moved, newFolder, opened, removeFolder, writing } from '../testing/data-folder.js';
import { Holder } from '../testing/other-process.js';
import { Captured, runCli } from '../testing/run-cli.js';

describe('cotmoc backup', () => {
  let root: string;
  let data: string;
  let target: string;

  beforeEach(async () => {
    root = newFolder();
    [data, target] = [join(root, 'data'), join(root, 'backups', 'today')];
    await writing(data, async (writer) => {
      await writer.append('parcel-1', opened('box'));
      await writer.append('parcel-1', moved('hall'));
      for (const text of ['a scan', 'a letter'])
        await writer.platform.stores.blobs.put(Buffer.from(text), ['subject-1']);
      await writer.project();
    });
  });
  afterEach(() => removeFolder(root));

  const backup = (...args: string[]) => runCli(['backup', target, '--data', data, ...args]);
  const manifest = () => JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as Manifest;

  it('copies log, keys and attachments, and says what it has copied', async () => {
    const { code, out, err } = await backup();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^\S+today: 2 events and 2 attachments, \d+\.\d MB \(\d+\.\d s\)\n/);
    expect(readdirSync(target).sort()).toEqual(['blobs', 'events.db', 'keys.db', 'manifest.json']);
    expect(readdirSync(join(target, 'blobs')).sort()).toEqual(readdirSync(join(data, 'blobs')).sort());
    const { log, office, version, takenAt, files } = manifest();
    expect({ log, office }).toMatchObject({
      office: 'cao-bang',
      log: { head: '00000000000000000002', events: 2, last: { stream: 'parcel-1', revision: 1 } },
    });
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Date.parse(takenAt)).toBeGreaterThan(0);
    for (const { path, bytes, sha256 } of files) {
      const content = readFileSync(join(target, path));
      expect({ bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }).toEqual({
        bytes,
        sha256,
      });
      expect(statSync(join(target, path)).mode & 0o077).toBe(0);
    }
    expect(files).toHaveLength(4);
  });

  it('leaves the master key out, and says so', async () => {
    const { out } = await backup();
    expect(out).toContain(`THE MASTER KEY IS NOT IN IT. Keep a copy of ${join(data, 'master.key')}`);
    const secret = Buffer.from(readFileSync(join(data, 'master.key'), 'utf8'), 'base64');
    for (const name of ['events.db', 'keys.db', 'manifest.json']) {
      const bytes = readFileSync(join(target, name));
      expect([bytes.includes(secret), bytes.includes(secret.toString('base64'))]).toEqual([false, false]);
    }
  });

  it('can be verified where it lies, and stays as it was', async () => {
    await backup();
    expect(await runCli(['verify', '--data', target])).toMatchObject({ code: 0 });
    expect(readdirSync(target).sort()).toEqual(['blobs', 'events.db', 'keys.db', 'manifest.json']);
  });

  it('tells programs', async () => {
    const { out } = await backup('--json');
    expect(JSON.parse(out)).toEqual({
      folder: target,
      product: 'cotmoc',
      format: 1,
      version: expect.any(String) as string,
      office: 'cao-bang',
      takenAt: manifest().takenAt,
      log: manifest().log,
      files: 4,
      bytes: expect.any(Number) as number,
      holdsMasterKey: false,
      seconds: expect.any(Number) as number,
    });
  });

  it('copies beside a process that holds the folder', async () => {
    const server = await Holder.of(data);
    expect(await backup()).toMatchObject({ code: 0, err: '' });
    await server.release();
  });

  it('needs no master key', async () => {
    const { code } = await runCli(['backup', target, '--data', data], {
      env: { MASTER_KEY: Buffer.alloc(32, 7).toString('base64') },
    });
    expect(code).toBe(0);
  });

  it('takes an empty folder’s place, and refuses one that has something in it', async () => {
    mkdirSync(target, { recursive: true });
    expect(await backup()).toMatchObject({ code: 0 });
    const before = manifest();
    const { code, err } = await backup();
    expect(code).toBe(1);
    expect(err).toContain(`${target} is not an empty folder`);
    expect(manifest()).toEqual(before);
    expect(existsSync(`${target}.partial`)).toBe(false);
  });

  it('begins again what was cut short', async () => {
    mkdirSync(join(`${target}.partial`, 'blobs'), { recursive: true });
    writeFileSync(join(`${target}.partial`, 'events.db'), 'half');
    writeFileSync(join(`${target}.partial`, 'blobs', 'half'), 'half');
    expect(await backup()).toMatchObject({ code: 0 });
    expect(existsSync(`${target}.partial`)).toBe(false);
    expect(readdirSync(join(target, 'blobs'))).toHaveLength(2);
  });

  it('refuses while another one writes to the same place', async () => {
    mkdirSync(`${target}.partial`, { recursive: true });
    const other = await Holder.of(`${target}.partial`);
    const { code, err } = await backup();
    expect({ code, mentions: err.includes('another process is using') }).toEqual({ code: 1, mentions: true });
    expect(existsSync(target)).toBe(false);
    await other.release();
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const { code } = await runCli(['backup', target, '--data', data], { signal: AbortSignal.abort() });
    expect(code).toBe(130);
    expect(readdirSync(join(root, 'backups'))).toEqual([]);
  });

  it('leaves unfinished attachments out', async () => {
    writeFileSync(join(data, 'blobs', `${'a'.repeat(64)}.b.new`), 'half');
    await backup();
    expect(readdirSync(join(target, 'blobs'))).toHaveLength(2);
  });

  it('refuses a folder without a log', async () => {
    const { code, err } = await runCli(['backup', target, '--data', join(root, 'nowhere')]);
    expect({ code, says: err.includes('nothing to read yet') }).toEqual({ code: 1, says: true });
    expect(existsSync(join(root, 'backups'))).toBe(false);
  });

  it('refuses what lies on a server, and says what to do instead', async () => {
    const { code, err } = await runCli(['backup', target], {
      env: { DATA_DIR: data, EVENT_STORE_URL: 'esdb://user:secret@log:2113' },
    });
    expect(code).toBe(1);
    expect(err).toMatch(/^esdb:\/\/log:2113 is a server.*operations\.md/);
    expect(err).not.toContain('secret');
  });

  it('shows a bar to whoever watches', async () => {
    const err = new Captured(true);
    await runCli(['backup', target, '--data', data], { err });
    expect(err.text).toContain('backing up');
    expect(err.text).toContain('MB');
  });
});
