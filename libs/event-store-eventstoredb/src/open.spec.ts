import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '#event-sourcing';
import { event, newStream } from '#store-contracts/testing';
import { selfSigned } from '../../../test/servers/eventstoredb/index.js';
import { EventStoreMisconfigured, openEventStoreDb } from './index.js';
import { startedServer } from './testing/opened-store.js';

const CONNECT = 1500;

/** TLS of this runtime takes no addresses. */
const named = (address: string): string => address.replace('127.0.0.1', 'localhost');

describe('opening an event store', () => {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  const started = async (options = {}) => {
    const { server, remove } = await startedServer(options);
    cleanups.push(remove);
    return server;
  };

  /** How opening fails, and how long that takes at most. */
  const failure = async (url: string): Promise<Error> => {
    const begun = Date.now();
    const error: unknown = await openEventStoreDb(url, { connectTimeoutMs: CONNECT }).catch(
      (reason: unknown) => reason,
    );
    expect(Date.now() - begun).toBeLessThan(2 * CONNECT + 1500);
    expect(error).toBeInstanceOf(Error);
    return error as Error;
  };

  const listening = async (server: Server): Promise<string> => {
    const sockets: Socket[] = [];
    server.on('connection', (socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it.each([
    ['http://127.0.0.1:2113', 'not understood'],
    ['kurrentdb://127.0.0.1:2113', 'not understood'],
    ['esdb://', 'not understood'],
    ['esdb://user:se@cret@127.0.0.1', 'not understood'],
    ['esdb://user:secret@127.0.0.1:port', 'not understood'],
    ['esdb://user:secret%@127.0.0.1', 'percent-encoded'],
    ['esdb://user:secret@127.0.0.1?colour=red', '"colour"'],
    ['esdb://user:secret@127.0.0.1?throwOnAppendFailure=false', '"throwOnAppendFailure"'],
    ['esdb://user:secret@127.0.0.1?tls=maybe', 'tls must be true or false'],
    ['esdb://user:secret@127.0.0.1?tlsVerifyCert=false', 'tlsCAFile'],
    ['esdb://user:secret@127.0.0.1?namespace=Cao-Bang', 'namespace must be a word'],
    ['esdb://user:secret@127.0.0.1?namespace=', 'namespace must be a word'],
    ['esdb://user:secret@127.0.0.1?tlsCAFile=/nowhere/ca.crt', 'certificate'],
    ['esdb://user:secret@127.0.0.1?nodePreference=nearest', 'cannot be used'],
  ])('refuses %s without a word of its password', async (url, part) => {
    const error = await failure(url);
    expect(error).toBeInstanceOf(EventStoreMisconfigured);
    expect(error.message).toContain(part);
    expect(error.message).not.toMatch(/secret|cret/);
  });

  it('says that nobody listens', async () => {
    const error = await failure('esdb://127.0.0.1:1?tls=false');
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(error.message).toBe('no event store answers at 127.0.0.1:1: the connection is refused');
  });

  it('says that a cluster is not found', async () => {
    const error = await failure('esdb+discover://127.0.0.1:1?tls=false&maxDiscoverAttempts=2');
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(error.message).toContain('Failed to discover');
  });

  it('does not wait for ever on a silent port', async () => {
    const address = await listening(createServer(() => undefined));
    const error = await failure(`esdb://${address}?tls=false`);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(error.message).toContain('the port is silent');
  });

  it('says that another kind of server answers', async () => {
    const address = await listening(createHttpServer((_, response) => response.end()));
    const error = await failure(`esdb://${address}?tls=false`);
    expect(error.message).toContain('is not an EventStoreDB server');
  });

  it('says that the server speaks no TLS', async () => {
    const server = await started();
    const error = await failure(`esdb://${named(server.address)}?tls=true`);
    expect(error).toBeInstanceOf(EventStoreMisconfigured);
    expect(error.message).toContain('does not speak TLS');
  });

  it.each(['22.10.5', '23.6.0', '21.10.0', 'unknown'])('refuses a server of version %s', async (version) => {
    const server = await started();
    server.control.version = version;
    const error = await failure(server.url);
    expect(error).toBeInstanceOf(EventStoreMisconfigured);
    expect(error.message).toContain(version);
  });

  it.each(['23.10.6', '24.10.14', '26.0.3', '26.1.0-prerelease'])(
    'takes a server of version %s',
    async (version) => {
      const server = await started();
      server.control.version = version;
      const store = await openEventStoreDb(server.url);
      await store.close();
    },
  );

  it('waits for a server that is not there yet, and says so', async () => {
    const server = await started();
    await server.kill();
    const problems: string[] = [];
    const opening = openEventStoreDb(server.url, {
      waitMs: 20_000,
      onWait: (problem) => problems.push(problem),
    });
    await sleep(500);
    await server.start();
    const store = await opening;
    expect((await store.append(newStream(), [event()], 'no-stream')).revision).toBe(0);
    expect(problems[0]).toContain('the connection is refused');
    await store.close();
  });

  it('waits for a server that hangs', async () => {
    const server = await started();
    server.freeze();
    const problems: string[] = [];
    const opening = openEventStoreDb(server.url, {
      connectTimeoutMs: 200,
      waitMs: 20_000,
      onWait: (problem) => problems.push(problem),
    });
    await sleep(1000);
    server.thaw();
    await (await opening).close();
    expect(problems[0]).toContain('the port is silent');
  });

  it('finds the node of a cluster by gossip', async () => {
    const server = await started();
    const store = await openEventStoreDb(`esdb+discover://${server.address}?tls=false`);
    expect((await store.append(newStream(), [event()], 'no-stream')).revision).toBe(0);
    await store.close();
  });

  describe('on a secured server', () => {
    const tls = selfSigned();
    const credentials = { username: 'admin', password: 'đổi@ngay' };
    const encoded = `admin:${encodeURIComponent(credentials.password)}`;
    let ca: string;

    const secured = async () => {
      const server = await started({ tls, credentials });
      const folder = await mkdtemp(join(tmpdir(), 'ca-'));
      cleanups.push(() => rm(folder, { recursive: true, force: true }));
      ca = join(folder, 'ca.crt');
      await writeFile(ca, tls.cert);
      return server;
    };

    it('appends and reads with the user of the URL', async () => {
      const server = await secured();
      const store = await openEventStoreDb(
        `esdb://${encoded}@${named(server.address)}?tlsCAFile=${encodeURIComponent(ca)}`,
      );
      const stream = newStream();
      await store.append(stream, [event('a')], 'no-stream');
      expect(await store.readStream(stream)).toHaveLength(1);
      expect(server.control.calls.has('batchAppend')).toBe(false);
      await store.close();
    });

    it.each(['admin:wrong@', ''])('refuses the user "%s"', async (user) => {
      const server = await secured();
      const error = await failure(`esdb://${user}${named(server.address)}?tlsCAFile=${ca}`);
      expect(error).toBeInstanceOf(EventStoreMisconfigured);
      expect(error.message).toContain('refuses the user of its URL');
    });

    it('says that the certificate is not trusted', async () => {
      const server = await secured();
      const error = await failure(`esdb://${encoded}@${named(server.address)}`);
      expect(error).toBeInstanceOf(EventStoreMisconfigured);
      expect(error.message).toContain('tlsCAFile');
    });

    it('says that TLS needs names', async () => {
      const server = await secured();
      const error = await failure(`esdb://${encoded}@${server.address}?tlsCAFile=${ca}`);
      expect(error).toBeInstanceOf(EventStoreMisconfigured);
      expect(error.message).toContain('TLS needs names, not addresses');
    });

    it('says what tls=false may mean', async () => {
      const server = await secured();
      const error = await failure(`esdb://${encoded}@${server.address}?tls=false`);
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(error.message).toContain(`no event store answers at ${server.address}`);
    });
  });
});
