import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { ConfigError, readConfig } from './config.js';
import { projectRoot } from './project-root.js';
import { parseStoreUrl, shownUrl } from './store-url.js';

describe('the configuration', () => {
  it('runs on one machine when nothing is set', () => {
    expect(readConfig({})).toEqual({
      mode: 'demo',
      host: '127.0.0.1',
      port: 3000,
      dataDir: resolve('data'),
      eventStore: { scheme: 'sqlite', location: resolve('data/events.db') },
      readStore: { scheme: 'sqlite', location: resolve('data/read.db') },
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
      dataDir: '/srv/office',
      eventStore: { scheme: 'sqlite', location: '/srv/office/events.db' },
      readStore: { scheme: 'sqlite', location: '/srv/fast/read.db' },
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
    const url = parseStoreUrl('mongodb://user:pass@db:27017/office?tls=true');
    expect(url).toEqual({ scheme: 'mongodb', location: 'mongodb://user:pass@db:27017/office?tls=true' });
    expect(url && shownUrl(url)).toBe('mongodb://db:27017/office');
  });
});
