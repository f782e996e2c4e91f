import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { MongoClient } from 'mongodb';
import { StoreUnavailable } from '#event-sourcing';
import { onServer } from '#store-contracts/testing';
import { selfSigned } from '../../../test/servers/eventstoredb/index.js';
import { parseConnectionUrl } from './connection-url.js';
import { openMongoKeyStore } from './key-store.js';
import { MongoMisconfigured } from './misconfigured.js';
import { openMongoReadStore } from './store.js';
import { newDatabase } from './testing/databases.js';
import { serverOfWireVersion } from './testing/old-server.js';
import { Proxy } from './testing/proxy.js';

const PATIENCE = 'serverSelectionTimeoutMS=300&connectTimeoutMS=300';

const problemAt = async (url: string, database?: string): Promise<Error> => {
  try {
    await (await openMongoReadStore(url, { ...(database !== undefined && { database }) })).close();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was opened');
};

describe('opening MongoDB', () => {
  it.each([
    'localhost:27017',
    'http://localhost:27017/x',
    'mongodb://',
    'mongodb://localhost:99999/',
    'mongodb://office:s3cret@',
    'mongodb://office:s3cret@host@other:1:2/x',
    'mongodb://office:s3cret@localhost/?replicaSet',
    'mongodb://office:s3cret@localhost/?noSuchOption=1',
    'mongodb://office:s3cret@localhost/?authMechanism=NONE',
    'mongodb://office:%ZZs3cret@localhost/',
  ])('refuses %s as a URL in one sentence without the password', async (url) => {
    const problem = await problemAt(url);
    expect(problem).toBeInstanceOf(MongoMisconfigured);
    expect(problem.message).toContain('URL');
    expect(problem.message).not.toMatch(/s3cret|\n/);
  });

  it.each(['a/b', 'a b', 'a.b', '$x', '', 'x'.repeat(64)])('refuses %j as a database', async (database) => {
    const problem = await problemAt('mongodb://localhost/', database);
    expect(problem).toBeInstanceOf(MongoMisconfigured);
    expect(problem.message).toContain('database');
  });

  it.each(['', '?readPreference=secondary', '?readPreference=nearest&readPreferenceTags=dc:north'])(
    'reads from the primary alone: mongodb://localhost/%s',
    (asked) => {
      const { text, options } = parseConnectionUrl(`mongodb://localhost/${asked}`);
      expect(new MongoClient(text, options).db('cotmoc').readPreference?.mode).toBe('primary');
    },
  );

  it('says where nobody answers, and why', async () => {
    const refused = await problemAt(`mongodb://office:s3cret@127.0.0.1:1/?${PATIENCE}`);
    expect(refused).toBeInstanceOf(StoreUnavailable);
    expect(refused.message).toBe('no MongoDB answers at 127.0.0.1:1: the connection is refused');
    const unknown = await problemAt(`mongodb://no-such-host.invalid/?${PATIENCE}`);
    expect(unknown).toBeInstanceOf(StoreUnavailable);
    expect(unknown.message).toBe('no MongoDB answers at no-such-host.invalid: the host’s name is not known');
  });

  it('does not wait for what is silent', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const problem = await problemAt(`mongodb://127.0.0.1:${port}/?${PATIENCE}`);
    expect(problem).toBeInstanceOf(StoreUnavailable);
    expect(problem.message).toContain('silent');
    silent.close();
  });

  it('says which file of its URL cannot be read', async () => {
    const problem = await problemAt(`mongodb://127.0.0.1:1/?tls=true&tlsCAFile=/nowhere/ca.crt&${PATIENCE}`);
    expect(problem).toBeInstanceOf(MongoMisconfigured);
    expect(problem.message).toBe(
      "MongoDB’s URL names a file that cannot be read: ENOENT: no such file or directory, open '/nowhere/ca.crt'",
    );
  });

  it.each([8, 9, 12])('refuses a server that is too old, of wire version %d', async (version) => {
    const { url, stop } = await serverOfWireVersion(version);
    const problem = await problemAt(`${url}?${PATIENCE}`);
    expect(problem).toBeInstanceOf(MongoMisconfigured);
    expect(problem.message).toMatch(/^the server at \S+ is too old: MongoDB 5\.0 or later is needed$/);
    stop();
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'says that the server wants a certificate (%s)',
    async (version) => {
      const { key, cert } = selfSigned();
      const folder = await mkdtemp(join(tmpdir(), 'ca-'));
      const ca = join(folder, 'ca.crt');
      await writeFile(ca, cert);
      const server = createTlsServer({ key, cert, ca: cert, requestCert: true, maxVersion: version });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const { port } = server.address() as AddressInfo;
      const problem = await problemAt(`mongodb://localhost:${port}/?tls=true&tlsCAFile=${ca}&${PATIENCE}`);
      expect(problem).toBeInstanceOf(MongoMisconfigured);
      expect(problem.message).toContain('tlsCertificateKeyFile');
      server.close();
      await rm(folder, { recursive: true });
    },
  );
});

onServer('mongodb', (url) => {
  describe('opening MongoDB on a server', () => {
    it('waits for it when told to, and says so', async () => {
      const proxy = await Proxy.before(url);
      await proxy.stop();
      const said: string[] = [];
      const opening = openMongoReadStore(proxy.url, {
        database: newDatabase(),
        waitMs: 20_000,
        onWait: (problem) => {
          said.push(problem);
          if (said.length === 2) void proxy.start();
        },
      });
      const store = await opening;
      expect(said.length).toBeGreaterThanOrEqual(2);
      expect(said[0]).toContain('the connection is refused');
      expect(await store.liveVersion('cases')).toBeNull();
      await store.close();
      await proxy.stop();
    });

    it('does not take a URL with TLS for a server without', async () => {
      const { host } = new URL(url);
      const problem = await problemAt(`mongodb://${host}/?tls=true&${PATIENCE}`);
      expect(problem.message).toMatch(/does not speak TLS|a server without TLS does this/);
    });

    it('opens a key store only with its own master key', async () => {
      const database = newDatabase();
      const keys = await openMongoKeyStore(url, randomBytes(32), { database });
      await expect(openMongoKeyStore(url, randomBytes(32), { database })).rejects.toMatchObject({
        code: 'master-key.wrong',
        message: expect.stringContaining(database) as string,
      });
      await keys.close();
    });
  });
});
