import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { assertSecure, ConfigError, isServerMode, readConfig, usesFolder } from './config.js';
import { projectRoot } from './project-root.js';
import { databaseOf, parseStoreUrl, shownUrl } from './store-url.js';

describe('the configuration', () => {
  it('runs on one machine when nothing is set', () => {
    expect(readConfig({})).toEqual({
      mode: 'demo',
      host: '127.0.0.1',
      port: 3000,
      allowedHosts: [],
      dataDir: resolve('data'),
      eventStore: { scheme: 'sqlite', location: resolve('data/events.db') },
      readStore: { scheme: 'sqlite', location: resolve('data/read.db') },
      keyStore: { scheme: 'sqlite', location: resolve('data/keys.db') },
      blobStore: { scheme: 'file', location: resolve('data/blobs') },
      officeProfile: join(projectRoot(), 'config', 'cao-bang.office.yaml'),
      logLevel: 'info',
    });
  });

  it('takes what is set; the stores follow the data folder', () => {
    const key = randomBytes(32);
    const config = readConfig({
      MODE: 'demo',
      HOST: '0.0.0.0',
      PORT: '0',
      ALLOWED_HOSTS: 'cotmoc.example.vn, cotmoc.lan,',
      DATA_DIR: '/srv/office',
      READ_STORE_URL: 'sqlite:///srv/fast/read.db',
      MASTER_KEY: key.toString('base64'),
      OFFICE_PROFILE: '/etc/office.yaml',
      LOG_LEVEL: 'warn',
    });
    expect(config).toEqual({
      mode: 'demo',
      host: '0.0.0.0',
      port: 0,
      allowedHosts: ['cotmoc.example.vn', 'cotmoc.lan'],
      dataDir: '/srv/office',
      eventStore: { scheme: 'sqlite', location: '/srv/office/events.db' },
      readStore: { scheme: 'sqlite', location: '/srv/fast/read.db' },
      keyStore: { scheme: 'sqlite', location: '/srv/office/keys.db' },
      blobStore: { scheme: 'file', location: '/srv/office/blobs' },
      masterKey: key,
      officeProfile: '/etc/office.yaml',
      logLevel: 'warn',
    });
  });

  it('takes an empty variable as not set', () => {
    expect(readConfig({ PORT: ' ', MODE: '' })).toEqual(readConfig({}));
  });

  it.each([
    ['MODE', 'production'],
    ['MODE', 'Demo'],
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['EVENT_STORE_URL', './data/events.db'],
    ['EVENT_STORE_URL', 'sqlite:'],
    ['READ_STORE_URL', 'mongodb:localhost'],
    ['MASTER_KEY', 'secret'],
    ['MASTER_KEY', randomBytes(16).toString('base64')],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s with a sentence that names it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}.*\\.$`));
  });

  it('never shows the master key', () => {
    expect(() => readConfig({ MASTER_KEY: 'my-secret' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('my-secret') as string }) as Error,
    );
  });

  it('shows a store without user, password and options', () => {
    const url = parseStoreUrl('mongodb://user:pass@db:27017/office?tls=true')!;
    expect(url).toEqual({ scheme: 'mongodb', location: 'mongodb://user:pass@db:27017/office?tls=true' });
    expect(shownUrl(url)).toBe('mongodb://db:27017/office');
    expect(shownUrl({ ...url, database: 'other' })).toBe('mongodb://db:27017/other');
    expect(databaseOf(url)).toBe('office');
    expect(databaseOf({ ...url, database: 'other' })).toBe('other');
  });
});

const ESDB = 'esdb://office:s3cret@log:2113?tls=true';

describe('stores on servers', () => {
  const MONGO = 'mongodb://office:s3cret@db-1,db-2/?replicaSet=rs0';

  it('have keys and attachments beside the read models, in databases of their own', () => {
    const config = readConfig({ EVENT_STORE_URL: ESDB, READ_STORE_URL: MONGO });
    expect([config.readStore, config.keyStore, config.blobStore].map(databaseOf)).toEqual([
      'cotmoc',
      'cotmoc-keys',
      'cotmoc-files',
    ]);
    expect(shownUrl(config.keyStore)).toBe('mongodb://db-1,db-2/cotmoc-keys');
    expect([isServerMode(config), usesFolder(config)]).toEqual([true, false]);
  });

  it('may have them elsewhere', () => {
    const config = readConfig({
      READ_STORE_URL: 'mongodb://db/office',
      KEY_STORE_URL: 'mongodb+srv://vault.example.com/secrets',
      BLOB_STORE_URL: 'file:/srv/files',
    });
    expect(config.keyStore).toEqual({
      scheme: 'mongodb+srv',
      location: 'mongodb+srv://vault.example.com/secrets',
    });
    expect(config.blobStore).toEqual({ scheme: 'file', location: '/srv/files' });
    expect([isServerMode(config), usesFolder(config)]).toEqual([false, true]);
  });
});

describe('production mode', () => {
  const urls = (name: string, value: string) =>
    readConfig({ EVENT_STORE_URL: ESDB, READ_STORE_URL: 'mongodb://db/?tls=true', [name]: value });

  it.each([
    ['EVENT_STORE_URL', 'esdb://office:s3cret@log:2113?tls=false'],
    ['EVENT_STORE_URL', 'esdb+discover://localhost:2113?tls=false'],
    ['READ_STORE_URL', 'mongodb://office:s3cret@db/x'],
    ['READ_STORE_URL', 'mongodb://localhost,db/x'],
    ['READ_STORE_URL', 'mongodb+srv://db.example.com/x?tls=false'],
    ['READ_STORE_URL', 'mongodb://db/x?tls=true&tlsInsecure=true'],
    ['READ_STORE_URL', 'mongodb+srv://db.example.com/x?tlsAllowInvalidHostnames=true'],
    ['KEY_STORE_URL', 'mongodb://db/x?tls=true&tlsAllowInvalidCertificates=true'],
    ['KEY_STORE_URL', 'mongodb://db/x?ssl=false'],
    ['BLOB_STORE_URL', 'mongodb://localhost.example.com/'],
  ])('refuses %s=%s in one sentence', (name, value) => {
    const stores = urls(name, value);
    expect(() => assertSecure('production', stores)).toThrow(new RegExp(`^${name} is not secured .*\\.$`));
    expect(() => assertSecure('production', stores)).toThrow(ConfigError);
    expect(() => assertSecure('demo', stores)).not.toThrow();
  });

  it.each([
    ['EVENT_STORE_URL', 'esdb://log'],
    ['READ_STORE_URL', 'mongodb://127.0.0.1:27017,[::1]:27018,localhost/'],
    ['READ_STORE_URL', 'mongodb+srv://db.example.com/x'],
    ['READ_STORE_URL', 'mongodb://db/?TLS=true'],
    ['READ_STORE_URL', 'sqlite:./read.db'],
  ])('takes %s=%s', (name, value) => {
    expect(() => assertSecure('production', urls(name, value))).not.toThrow();
  });
});
