import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailable } from '#event-sourcing';
import { FolderBlobStore } from './folder-blob-store.js';
import { openedBlobStore } from './testing/opened-vault.js';

type Opened = Awaited<ReturnType<typeof openedBlobStore>>;

describe('FolderBlobStore', () => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openedBlobStore();
  });
  afterEach(() => opened.cleanup());

  it('keeps one sealed file, whose name and bytes tell nothing', async () => {
    const content = Buffer.from('Quyết định số 12/QĐ-UBND '.repeat(50));
    const reference = await opened.store.put(content, ['subject-a']);
    await opened.store.put(content, ['subject-a']);

    const [name, ...more] = await readdir(opened.folder);
    expect(more).toEqual([]);
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect(name).not.toBe(reference.sha256);
    expect(name).not.toBe(createHash('sha256').update(reference.sha256).digest('hex'));
    const path = join(opened.folder, name!);
    expect((await readFile(path)).includes('UBND')).toBe(false);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('puts a file right that is not whole', async () => {
    const content = randomBytes(10_000);
    const reference = await opened.store.put(content, ['subject-a']);
    const [name] = await readdir(opened.folder);
    await truncate(join(opened.folder, name!), 100);
    await expect(opened.store.get(reference)).rejects.toThrow('content');
    expect(await opened.store.put(content, ['subject-a'])).toEqual(reference);
    expect(await opened.store.get(reference)).toEqual(content);
  });

  it('does not take a file for another whose name it was given', async () => {
    const [one, two] = [Buffer.from('content one'), Buffer.from('content two')];
    const first = await opened.store.put(one, ['subject-a']);
    const [path] = (await readdir(opened.folder)).map((name) => join(opened.folder, name));
    const sealed = await readFile(path!);
    const second = await opened.store.put(two, ['subject-a']);
    const other = (await readdir(opened.folder))
      .map((name) => join(opened.folder, name))
      .find((p) => p !== path);
    await writeFile(other!, sealed);
    expect(await opened.store.get(first)).toEqual(one);
    await expect(opened.store.get(second)).rejects.toThrow('content');
  });

  it('says that it is unavailable when it cannot write, and leaves nothing half written', async () => {
    const blocked = join(opened.folder, 'blocked');
    await mkdir(opened.folder, { recursive: true });
    await writeFile(blocked, 'a file where the folder should be');
    const store = new FolderBlobStore(blocked, opened.keys);
    await expect(store.put(Buffer.from('x'), ['subject-a'])).rejects.toBeInstanceOf(StoreUnavailable);
    await chmod(blocked, 0o600);
    expect(await readdir(opened.folder)).toEqual(['blocked']);
  });
});
