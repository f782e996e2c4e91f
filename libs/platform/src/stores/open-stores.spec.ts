import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DamagedFile } from '#event-sourcing';
import { readConfig } from '../config/config.js';
import { openPlatform } from './open-platform.js';
import { openStores } from './open-stores.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cotmoc-platform-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const config = (more: Record<string, string> = {}) => readConfig({ DATA_DIR: join(folder, 'data'), ...more });

describe('the stores', () => {
  it('are opened under the data folder and closed again', async () => {
    const platform = await openPlatform(config());
    expect(await platform.stores.events.head()).toBe('');
    expect(platform.office.id).toBe('cao-bang');
    await platform.close();
    await platform.close();
    const again = await openPlatform(config());
    await again.close();
  });

  it('belong to one writer; a second is refused and disturbs nothing', async () => {
    const platform = await openPlatform(config());
    await expect(openPlatform(config())).rejects.toMatchObject({
      message: expect.stringMatching(/locked|another process/) as string,
    });
    expect(await platform.stores.events.head()).toBe('');
    await platform.close();
  });

  it('can be read beside the writer', async () => {
    const platform = await openPlatform(config());
    const reader = await openStores(config(), { readOnly: true });
    expect(await reader.events.head()).toBe('');
    await reader.close();
    await platform.close();
  });

  it.each<[string, string, (bytes: Buffer) => Buffer]>([
    [
      'events.db',
      'cotmoc restore',
      () => Buffer.from('this is no database, and it is long enough to be looked at'),
    ],
    ['events.db', 'cotmoc restore', (bytes) => bytes.fill(0xff, 4096)],
    ['events.db', 'cotmoc restore', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['keys.db', 'cotmoc restore', (bytes) => bytes.fill('x', 0, 20)],
    ['keys.db', 'cotmoc restore', (bytes) => bytes.fill(0xff, 4096)],
    ['read.db', 'delete the file', (bytes) => bytes.fill('x', 0, 20)],
    ['read.db', 'delete the file', (bytes) => bytes.fill(0xff, 8192)],
  ])('say which file is damaged, %s, and what to do: %s', async (name, advice, damage) => {
    await (await openPlatform(config())).close();
    const path = join(folder, 'data', name);
    writeFileSync(path, damage(readFileSync(path)));
    const use = async (readOnly: boolean) => {
      const stores = await openStores(config(), { readOnly });
      try {
        await stores.events.head();
        await stores.keys.find('subject-1');
        await stores.reads.versions('consular-cases');
      } finally {
        await stores.close();
      }
    };
    for (const readOnly of [true, false]) {
      const refused = await use(readOnly).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(DamagedFile);
      expect((refused as DamagedFile).message).toContain(`${path} is damaged (`);
      expect((refused as DamagedFile).message).toContain(advice);
    }
  });

  it.each(['events.db', 'keys.db'])('say that %s was emptied, to a reader', async (name) => {
    await (await openPlatform(config())).close();
    const path = join(folder, 'data', name);
    writeFileSync(path, '');
    await expect(openStores(config(), { readOnly: true })).rejects.toThrow(`${path} holds no `);
  });

  it('are not made by a reader', async () => {
    await expect(openStores(config(), { readOnly: true })).rejects.toThrow(/^There is nothing to read yet/);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it.each([
    ['EVENT_STORE_URL', 'kurrentdb://localhost', /^EVENT_STORE_URL: no event store answers to kurrentdb:; /],
    ['EVENT_STORE_URL', 'esdb://localhost?tls=maybe', /^EVENT_STORE_URL: .*tls must be true or false\.$/],
    ['EVENT_STORE_URL', 'esdb://localhost:1?tls=false', /^no event store answers at localhost:1: /],
    ['READ_STORE_URL', 'redis://localhost', /^READ_STORE_URL: no read store answers to redis:/],
    ['KEY_STORE_URL', 'mongodb://localhost', /^MASTER_KEY must be set.* mongodb:\/\/localhost /],
    ['BLOB_STORE_URL', 's3://bucket', /^BLOB_STORE_URL: no blob store answers to s3:/],
  ])('refuse %s=%s and leave nothing open', async (name, url, message) => {
    await expect(openStores(config({ [name]: url }))).rejects.toThrow(message);
    const stores = await openStores(config());
    await stores.close();
  });

  const SERVERS = {
    EVENT_STORE_URL: 'esdb://localhost:1?tls=false',
    READ_STORE_URL: 'mongodb://localhost:1',
  };

  it.each([
    ['a master key', {}, /^MASTER_KEY must be set/],
    ['keys on a server', { KEY_STORE_URL: 'sqlite:./keys.db' }, /^KEY_STORE_URL: /],
    ['attachments on a server', { BLOB_STORE_URL: 'file:./blobs' }, /^BLOB_STORE_URL: /],
  ])('on servers want %s before anything is opened', async (_, more, message) => {
    const opening = openStores(config({ ...SERVERS, ...more }), { waitMs: Infinity });
    await expect(opening).rejects.toThrow(message);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('on servers are waited for, and what is waited for is said', async () => {
    const stop = new Error('enough');
    const opening = openStores(config({ ...SERVERS, MASTER_KEY: Buffer.alloc(32).toString('base64') }), {
      waitMs: Infinity,
      onWait: (problem) => {
        expect(problem).toBe('no event store answers at localhost:1: the connection is refused');
        throw stop;
      },
    });
    await expect(opening).rejects.toBe(stop);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });
});
