import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ANY,
  type AppendExpectedRevision,
  BACKWARDS,
  END,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  streamNameFilter,
} from '@eventstore/db-client';
import { EventStoreDbTestServer } from './index.js';

type Path = 'plain' | 'batch';

/** The official client, bare, must find what a real server was seen to answer. */
describe('the EventStoreDB test server', () => {
  let folder: string;
  let server: EventStoreDbTestServer;
  let client: EventStoreDBClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'esdb-'));
    server = await EventStoreDbTestServer.start({ folder });
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterAll(async () => {
    await client.dispose();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const newName = (): string => `probe-${randomUUID()}`;
  const some = (...names: string[]) =>
    names.map((name) => jsonEvent({ id: randomUUID(), type: 'Happened', data: { name } }));

  const append = (
    path: Path,
    stream: string,
    events: ReturnType<typeof some>,
    expectedRevision: AppendExpectedRevision,
  ) =>
    client.appendToStream(stream, events, {
      expectedRevision,
      ...(path === 'plain' && { credentials: { username: 'x', password: 'y' } }),
    });

  /** The outcome in one word and a number: what was written last, or what stands there. */
  const outcome = async (work: Promise<{ nextExpectedRevision: bigint }>): Promise<string> => {
    try {
      return `ok ${(await work).nextExpectedRevision}`;
    } catch (error) {
      const { type, actualVersion } = error as { type: string; actualVersion?: bigint | string };
      return actualVersion === undefined ? type : `${type} ${actualVersion}`;
    }
  };

  const STATES: Record<string, (stream: string) => Promise<unknown>> = {
    missing: () => Promise.resolve(),
    'three events': (stream) => append('plain', stream, some('a', 'b', 'c'), NO_STREAM),
    'soft-deleted': async (stream) => {
      await append('plain', stream, some('a', 'b', 'c'), NO_STREAM);
      await client.deleteStream(stream);
    },
    tombstoned: (stream) => client.tombstoneStream(stream),
  };

  const CONFLICT = 'wrong-expected-version';

  describe.each<Path>(['plain', 'batch'])('a %s append', (path) => {
    it.each<[state: string, expected: AppendExpectedRevision, outcome: string]>([
      ['missing', NO_STREAM, 'ok 0'],
      ['missing', 7n, `${CONFLICT} no_stream`],
      ['missing', STREAM_EXISTS, `${CONFLICT} no_stream`],
      ['missing', ANY, 'ok 0'],
      ['three events', NO_STREAM, `${CONFLICT} 2`],
      ['three events', 1n, `${CONFLICT} 2`],
      ['three events', 9n, `${CONFLICT} 2`],
      ['three events', 2n, 'ok 3'],
      ['three events', STREAM_EXISTS, 'ok 3'],
      ['three events', ANY, 'ok 3'],
      ['soft-deleted', NO_STREAM, 'ok 3'],
      ['soft-deleted', 1n, `${CONFLICT} 2`],
      ['soft-deleted', 2n, 'ok 3'],
      ['soft-deleted', ANY, 'ok 3'],
      ['tombstoned', NO_STREAM, 'stream-deleted'],
      ['tombstoned', ANY, 'stream-deleted'],
    ])('to a stream that is %s, expecting %s: %s', async (state, expected, answer) => {
      const stream = newName();
      await STATES[state]!(stream);
      expect(await outcome(append(path, stream, some('new'), expected))).toBe(answer);
    });

    it('is the first one again behind the same exact revision, later events or not', async () => {
      const stream = newName();
      const events = some('a', 'b', 'c');
      const first = await append(path, stream, events, NO_STREAM);
      await append(path, stream, some('later'), 2n);
      expect(await append(path, stream, events, NO_STREAM)).toEqual(first);
      expect(await outcome(append(path, stream, events.slice(0, 2), NO_STREAM))).toBe('ok 1');
      expect(await outcome(append(path, stream, events.slice(1), 0n))).toBe('ok 2');
      expect(await outcome(append(path, stream, [...events, ...some('d')], NO_STREAM))).toBe(`${CONFLICT} 3`);
    });

    it('may be as large as the server takes, and not larger', async () => {
      const empty = '{"name":""}'.length;
      const text = (size: number) => jsonEvent({ type: 'Large', data: { name: 'x'.repeat(size - empty) } });
      expect(await outcome(append(path, newName(), [text(1_048_576)], NO_STREAM))).toBe('ok 0');
      const stream = newName();
      expect(await outcome(append(path, stream, [text(1_048_577)], NO_STREAM))).toBe(
        'maximum-append-size-exceeded',
      );
      expect(await outcome(append(path, stream, some('small'), NO_STREAM))).toBe('ok 0');
    });
  });

  it('takes the batch call from a client that gives no credentials, and counts it', async () => {
    const before = server.control.calls.get('batchAppend') ?? 0;
    const fresh = EventStoreDBClient.connectionString(server.url);
    await fresh.appendToStream(newName(), some('a'), { expectedRevision: NO_STREAM });
    expect(server.control.calls.get('batchAppend')).toBe(before + 1);
    await fresh.dispose();
  });

  describe('a read', () => {
    const numbers = async (stream: string, options: Parameters<typeof client.readStream>[1]) => {
      const found: number[] = [];
      for await (const { event } of client.readStream(stream, options)) found.push(Number(event!.revision));
      return found;
    };

    it('of a stream counts its first revision; backwards from its end the newest comes first', async () => {
      const stream = newName();
      await append('plain', stream, some('a', 'b', 'c', 'd', 'e'), NO_STREAM);
      expect(await numbers(stream, { fromRevision: 3n })).toEqual([3, 4]);
      expect(await numbers(stream, { fromRevision: 1n, maxCount: 2 })).toEqual([1, 2]);
      expect(await numbers(stream, { fromRevision: 5n })).toEqual([]);
      expect(await numbers(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 2 })).toEqual([4, 3]);
      expect(await numbers(stream, { direction: BACKWARDS, fromRevision: START })).toEqual([0]);
      await client.deleteStream(stream);
      await expect(numbers(stream, {})).rejects.toMatchObject({ type: 'stream-not-found' });
      await append('plain', stream, some('again'), 4n);
      expect(await numbers(stream, {})).toEqual([5]);
    });

    it.each(['missing', 'soft-deleted'])(
      'of a stream that is %s fails while it is iterated',
      async (state) => {
        const stream = newName();
        await STATES[state]!(stream);
        await expect(numbers(stream, {})).rejects.toMatchObject({ type: 'stream-not-found' });
      },
    );

    it('of a tombstoned stream says so', async () => {
      const stream = newName();
      await client.tombstoneStream(stream);
      await expect(numbers(stream, {})).rejects.toMatchObject({ type: 'stream-deleted', code: 9 });
    });

    it('of the log counts its first position forwards and not backwards; no other place is taken', async () => {
      const stream = newName();
      const { position } = await append('plain', stream, some('a'), NO_STREAM);
      const next = await append('plain', stream, some('b'), 0n);
      expect(next.position!.commit - position!.commit).toBeGreaterThan(50n);
      const positions = async (options: Parameters<typeof client.readAll>[0]) => {
        const found: bigint[] = [];
        for await (const { commitPosition } of client.readAll(options)) found.push(commitPosition!);
        return found;
      };
      expect(await positions({ fromPosition: position! })).toEqual([position!.commit, next.position!.commit]);
      const before = await positions({ direction: BACKWARDS, fromPosition: next.position!, maxCount: 1 });
      expect(before).toEqual([position!.commit]);
      const between = { commit: position!.commit + 1n, prepare: position!.commit + 1n };
      await expect(positions({ fromPosition: between })).rejects.toMatchObject({ type: 'unknown', code: 2 });
      const beyond = { commit: 10n ** 15n, prepare: 10n ** 15n };
      expect(await positions({ fromPosition: beyond })).toEqual([]);
    });
  });

  it.each([
    { window: 32, interval: 1, checkpoints: 9 },
    { window: 32, interval: 2, checkpoints: 4 },
    { window: 100, interval: 1, checkpoints: 3 },
  ])('gives $checkpoints checkpoints for 300 events with a window of $window × $interval', async (wanted) => {
    const own = await mkdtemp(join(tmpdir(), 'esdb-'));
    const fresh = await EventStoreDbTestServer.start({ folder: own });
    const other = EventStoreDBClient.connectionString(fresh.url);
    await other.appendToStream(newName(), some(...Array.from({ length: 299 }, String)));
    const positions: bigint[] = [];
    const subscription = other.subscribeToAll({
      fromPosition: START,
      filter: streamNameFilter({
        prefixes: ['nothing-'],
        maxSearchWindow: wanted.window,
        checkpointInterval: wanted.interval,
        checkpointReached: (_, { commit }) => void positions.push(commit),
      }),
    });
    await new Promise<void>((resolve) => subscription.on('caughtUp', () => resolve()));
    await subscription.unsubscribe();
    expect(positions).toHaveLength(wanted.checkpoints);
    expect(positions[0]).toBe(0n);
    await other.dispose();
    await fresh.stop();
    await rm(own, { recursive: true, force: true });
  });

  it('lets a connection have a hundred calls open, and the next one wait without a word', async () => {
    const folderOfOwn = await mkdtemp(join(tmpdir(), 'esdb-'));
    const crowded = await EventStoreDbTestServer.start({ folder: folderOfOwn });
    const own = EventStoreDBClient.connectionString(crowded.url);
    const credentials = { username: 'x', password: 'y' };
    // A client that has not heard of the limit yet is refused instead.
    await own.appendToStream(newName(), some('first'), { credentials });
    const subscriptions = Array.from({ length: 101 }, () => own.subscribeToAll({ fromPosition: END }));
    for (const subscription of subscriptions) subscription.on('error', () => undefined);
    let answered = false;
    const waiting = own
      .appendToStream(newName(), some('late'), { credentials })
      .then(() => (answered = true));
    await sleep(500);
    expect(crowded.control.openSubscriptions).toBe(100);
    expect(answered).toBe(false);
    await own.dispose();
    await waiting.catch(() => undefined);
    await crowded.stop();
    await rm(folderOfOwn, { recursive: true, force: true });
  });

  it('says over HTTP that it lives', async () => {
    const { status } = await fetch(`http://${server.address}/health/live`);
    expect(status).toBe(204);
  });

  it('is gone when it is killed, also for who has connected and said nothing yet', async () => {
    const [host, port] = server.address.split(':');
    const silent = connect(Number(port), host);
    silent.on('error', () => undefined);
    await once(silent, 'connect');
    await server.kill();
    await once(silent, 'close');
    await server.start();
  });

  it('keeps everything over a restart', async () => {
    const stream = newName();
    const { position } = await append('plain', stream, some('a'), NO_STREAM);
    await server.kill();
    await server.start();
    for await (const { event } of client.readStream(stream)) expect(event!.position).toEqual(position);
  });
});
