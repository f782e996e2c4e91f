import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrCreateMasterKey, parseMasterKey } from './master-key.js';
import { openSqliteKeyStore } from './sqlite-key-store.js';

const failing = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('the master key', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'master-key-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made once, for its owner’s eyes only', async () => {
    const inside = join(folder, 'data');
    const key = loadOrCreateMasterKey(inside);
    expect(key).toHaveLength(32);
    expect(loadOrCreateMasterKey(inside)).toEqual(key);
    expect((await stat(join(inside, 'master.key'))).mode & 0o777).toBe(0o600);
    expect(parseMasterKey(await readFile(join(inside, 'master.key'), 'utf8'), 'the file')).toEqual(key);
  });

  it('is not made anew where there are keys already', async () => {
    const key = loadOrCreateMasterKey(folder);
    await openSqliteKeyStore(join(folder, 'keys.db'), key).close();
    await rm(join(folder, 'master.key'));
    expect(() => loadOrCreateMasterKey(folder)).toThrow(failing('master-key.missing'));
  });

  it.each(['', 'x', randomBytes(31).toString('base64'), randomBytes(33).toString('base64'), '*'.repeat(44)])(
    'is refused when it is malformed, and not repeated: %j',
    async (text) => {
      expect(() => parseMasterKey(text, 'COTMOC_MASTER_KEY')).toThrow(failing('master-key.malformed'));
      await writeFile(join(folder, 'master.key'), text);
      const load = (): Uint8Array => loadOrCreateMasterKey(folder);
      expect(load).toThrow(failing('master-key.malformed'));
      expect(load).toThrow(join(folder, 'master.key'));
      if (text.length > 1) expect(load).not.toThrow(text);
    },
  );

  it('is read whatever white space stands around it', () => {
    const key = randomBytes(32);
    expect(parseMasterKey(` ${key.toString('base64')}\n`, 'x')).toEqual(key);
  });
});
