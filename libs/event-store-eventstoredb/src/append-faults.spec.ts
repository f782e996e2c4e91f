import { setTimeout as sleep } from 'node:timers/promises';
import { ConcurrencyConflict, InvalidAppend, type Page, StoreUnavailable } from '#event-sourcing';
import { event, events, newStream, upTo } from '#store-contracts/testing';
import { type AppendFault } from '../../../test/servers/eventstoredb/index.js';
import { type EventStoreDbEventStore } from './index.js';
import { openedOn, startedServer } from './testing/opened-store.js';

const APPEND_TIMEOUT = 300;
const PATIENCE = 3000;

describe('an append that the server fails', () => {
  let started: Awaited<ReturnType<typeof startedServer>>;
  let opened: Awaited<ReturnType<typeof openedOn>>;
  let store: EventStoreDbEventStore;

  beforeEach(async () => {
    started = await startedServer();
    opened = await openedOn(started.server.url, {
      appendTimeoutMs: APPEND_TIMEOUT,
      patienceMs: PATIENCE,
      readTimeoutMs: 300,
    });
    store = opened.store;
  });
  afterEach(async () => {
    await opened.cleanup();
    await started.remove();
  });

  const dataIn = async (stream: string): Promise<unknown[]> =>
    (await store.readStream(stream)).map(({ data }) => data);

  const SENT_AGAIN: readonly AppendFault[] = [
    'die-before-storing',
    'die-after-storing',
    'silent-before-storing',
    'silent-after-storing',
    'deadline-before-storing',
    'deadline-after-storing',
    'commit-timeout-after-storing',
    'unknown-after-storing',
    'unavailable',
    'not-leader',
  ];

  it.each(SENT_AGAIN)(
    'is written once: %s, twice in a row, to a new stream and to an old one',
    async (fault) => {
      const { control } = started.server;
      const stream = newStream();
      control.inject(fault, fault);
      expect(await store.append(stream, events('a', 'b'), 'no-stream')).toMatchObject({ revision: 1 });
      control.inject(fault, fault);
      const { position } = await store.append(stream, events('c', 'd'), 1);
      expect(await dataIn(stream)).toEqual(['a', 'b', 'c', 'd']);
      expect((await store.readStream(stream)).at(-1)).toMatchObject({ revision: 3, position });
      expect(control.calls.get('append')).toBe(6);
      expect(control.calls.has('batchAppend')).toBe(false);
    },
  );

  it('has its own result although others wrote behind it before it was sent again', async () => {
    const stream = newStream();
    const [own, other] = [event('own'), event('other')];
    started.server.control.inject('silent-after-storing');
    const appending = store.append(stream, [own], 'no-stream');
    await sleep(APPEND_TIMEOUT / 2);
    await store.append(stream, [other], 0);
    expect((await appending).revision).toBe(0);
    expect(await dataIn(stream)).toEqual(['own', 'other']);
  });

  it('conflicts when somebody else was first before it was sent again', async () => {
    const stream = newStream();
    started.server.control.inject('silent-before-storing');
    const appending = store.append(stream, [event('own')], 'no-stream').catch((error: unknown) => error);
    await sleep(APPEND_TIMEOUT / 2);
    await store.append(stream, [event('other')], 'no-stream');
    expect(await appending).toMatchObject({ name: 'ConcurrencyConflict', stream, actual: 0 });
    expect(await dataIn(stream)).toEqual(['other']);
  });

  it('is a conflict when the server says so: it is not sent again', async () => {
    started.server.control.inject('wrong-version');
    const refused = store.append(newStream(), [event()], 'no-stream');
    await expect(refused).rejects.toBeInstanceOf(ConcurrencyConflict);
    await expect(refused).rejects.toMatchObject({ expected: 'no-stream', actual: 41 });
    expect(started.server.control.calls.get('append')).toBe(1);
  });

  it('is refused for good when its stream was deleted for ever', async () => {
    const stream = newStream();
    await store.append(stream, [event('a')], 'no-stream');
    await started.server.deleteForEver(stream);
    await expect(store.append(stream, [event('b')], 0)).rejects.toBeInstanceOf(InvalidAppend);
    expect(await store.readStream(stream)).toEqual([]);
  });

  it('goes to the leader that the server names', async () => {
    const leader = await startedServer();
    try {
      const [host, port] = leader.server.address.split(':');
      started.server.control.leader = { host: host ?? '', port: Number(port) };
      started.server.control.inject('not-leader');
      const stream = newStream();
      await store.append(stream, [event('a')], 'no-stream');
      expect(await leader.server.log.last(stream)).toBe(0);
      expect(await started.server.log.last(stream)).toBe('no-stream');
    } finally {
      await leader.remove();
    }
  });

  it('fails in bounded time when the server hangs, and is written once when the same is sent later', async () => {
    const stream = newStream();
    const list = events('a', 'b');
    started.server.freeze();
    const begun = Date.now();
    await expect(store.append(stream, list, 'no-stream')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(Date.now() - begun).toBeLessThan(PATIENCE + 2 * APPEND_TIMEOUT + 2000);
    started.server.thaw();
    await store.append(stream, list, 'no-stream');
    expect(await dataIn(stream)).toEqual(['a', 'b']);
  });

  it('fails when the server is away for longer than patience lasts', async () => {
    await started.server.kill();
    const begun = Date.now();
    const refused = store.append(newStream(), [event()], 'no-stream');
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailable);
    expect(Date.now() - begun).toBeLessThan(PATIENCE + 2000);
    await started.server.start();
    expect((await store.append(newStream(), [event()], 'no-stream')).revision).toBe(0);
  });

  it('goes through once its cluster is found again, though discovery had failed meanwhile', async () => {
    const { server } = started;
    const url = `esdb+discover://${server.address}?tls=false&maxDiscoverAttempts=2&discoveryInterval=10`;
    const cluster = await openedOn(url, { patienceMs: 300, heartbeatMs: 50 });
    const stream = newStream();
    const following = cluster.store.subscribe()[Symbol.asyncIterator]();
    await cluster.store.append(stream, [event('a')], 'no-stream');
    await server.kill();
    const list = [event('b')];
    const refused = cluster.store.append(stream, list, 0);
    await expect(refused).rejects.toThrow('Failed to discover');
    await server.start();
    expect((await cluster.store.append(stream, list, 0)).revision).toBe(1);
    const seen: unknown[] = [];
    while (seen.length < 2) {
      const { value } = (await following.next()) as IteratorYieldResult<Page>;
      seen.push(...value.events.map(({ data }) => data));
    }
    expect(seen).toEqual(['a', 'b']);
    await following.return?.();
    await cluster.cleanup();
  });

  it('is written once by every writer while the server is killed and started again and again', async () => {
    const streams = upTo(8).map(() => newStream());
    const writing = Promise.all(
      streams.map(async (stream) => {
        for (const number of upTo(25))
          await store.append(stream, [event(number)], number === 0 ? 'no-stream' : number - 1);
      }),
    );
    for (const { server } of [started, started, started]) {
      await sleep(80);
      await server.kill();
      await sleep(20);
      await server.start();
    }
    await writing;
    for (const stream of streams) expect(await dataIn(stream)).toEqual(upTo(25));
  });

  it('waits its turn when a hundred and more are asked for at once', async () => {
    const patient = await openedOn(started.server.url);
    const streams = upTo(300).map(() => newStream());
    const appending = streams.map((stream) => patient.store.append(stream, [event()], 'no-stream'));
    expect((await Promise.all(appending)).map(({ revision }) => revision)).toEqual(streams.map(() => 0));
    await patient.cleanup();
  });
});
