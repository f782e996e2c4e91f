import { setTimeout as sleep } from 'node:timers/promises';
import { type Page, type Position, START } from '#event-sourcing';
import {
  collect,
  dataOf,
  event,
  events,
  follow,
  newCategory,
  newStream,
  upTo,
} from '#store-contracts/testing';
import { type SubscriptionEnd } from '../../../test/servers/eventstoredb/index.js';
import { type EventStoreDbEventStore } from './index.js';
import { openedOn, startedServer } from './testing/opened-store.js';

const COUNT = 600;

describe('following a server that fails', () => {
  let started: Awaited<ReturnType<typeof startedServer>>;
  let opened: Awaited<ReturnType<typeof openedOn>>;
  let store: EventStoreDbEventStore;
  let interruptions: string[];
  let category: string;

  beforeEach(async () => {
    interruptions = [];
    category = newCategory();
    started = await startedServer();
    opened = await openedOn(started.server.url, {
      readTimeoutMs: 500,
      heartbeatMs: 100,
      onInterruption: (reason) => interruptions.push(reason),
    });
    store = opened.store;
  });
  afterEach(async () => {
    await opened.cleanup();
    await started.remove();
  });

  const following =
    (after: Position = START, pageSize?: number) =>
    (signal: AbortSignal): AsyncIterable<Page> =>
      store.subscribe({ after, filter: { categories: [category] }, signal, ...(pageSize && { pageSize }) });

  /** Three writers, other categories in between; resolves when all is written. */
  const write = async (count: number): Promise<void> => {
    await Promise.all(
      upTo(3).map(async (writer) => {
        const stream = newStream(category);
        for (const number of upTo(count / 3)) {
          await store.append(stream, [event({ writer, number })], number === 0 ? 'no-stream' : number - 1);
          if (number % 7 === 0) await store.append(newStream(), [event('other')], 'no-stream');
        }
      }),
    );
  };

  /** What every follower must have seen. */
  const log = async (): Promise<unknown[]> =>
    dataOf(await collect(store.readAll({ filter: { categories: [category] } })));

  const ENDS: readonly SubscriptionEnd[] = ['too-slow', 'clean', 'unavailable', 'unknown', 'mute'];

  it.each(ENDS)('has no gap and no double over subscriptions that end again and again: %s', async (end) => {
    const followed = follow(following(START, 20), COUNT);
    let writing = true;
    const written = write(COUNT).finally(() => (writing = false));
    while (writing) {
      await sleep(40);
      started.server.control.endSubscriptions(end);
    }
    await written;
    expect(dataOf(await followed)).toEqual(await log());
    expect(interruptions.length).toBeGreaterThan(0);
  });

  it('has no gap and no double over kills and restarts of the server', async () => {
    const followed = follow(following(START, 20), COUNT);
    const written = write(COUNT);
    for (const _ of upTo(4)) {
      await sleep(150);
      await started.server.kill();
      await started.server.start();
    }
    await written;
    expect(dataOf(await followed)).toEqual(await log());
  });

  it('has no gap and no double over all of it, while catching up and live', async () => {
    await write(COUNT);
    const followed = follow(following(START, 7), 2 * COUNT, () => sleep(1));
    let writing = true;
    const written = write(COUNT).finally(() => (writing = false));
    for (let round = 0; writing; round += 1) {
      await sleep(60);
      if (round % 5 === 4) {
        await started.server.kill();
        await started.server.start();
      } else if (round % 5 === 2) started.server.dropConnections();
      else started.server.control.endSubscriptions(ENDS[round % ENDS.length]!);
    }
    await written;
    expect(dataOf(await followed)).toEqual(await log());
  });

  it('notices a server that hangs, and goes on when it does', async () => {
    await store.append(newStream(category), [event('before')], 'no-stream');
    const followed = follow(following(), 2);
    await sleep(200);
    started.server.freeze();
    await until(() => interruptions.length > 0);
    started.server.thaw();
    await store.append(newStream(category), [event('after')], 'no-stream');
    expect(dataOf(await followed)).toEqual(['before', 'after']);
  });

  it('tells how far it is while nothing matches, and says that it has caught up', async () => {
    for (const _ of upTo(20)) await store.append(newStream(), events(...upTo(50)), 'no-stream');
    const head = await store.head();
    const ending = new AbortController();
    const positions: Position[] = [];
    for await (const page of following()(ending.signal)) {
      expect(page.events).toEqual([]);
      positions.push(page.position);
      if (page.caughtUp && page.position >= head) ending.abort();
    }
    expect(positions.length).toBeGreaterThan(1);
    expect(positions).toEqual([...positions].sort());
  });

  it('moves on to the end soon when what comes does not match', async () => {
    const ending = new AbortController();
    let reached: Position = START;
    const ended = (async () => {
      for await (const page of following()(ending.signal)) reached = page.position;
    })();
    await sleep(100);
    const { position } = await store.append(newStream(), [event('other')], 'no-stream');
    await until(() => reached >= position);
    ending.abort();
    await ended;
  });

  it('ends at once when it is aborted while the server hangs', async () => {
    const ending = new AbortController();
    const ended = collect(following()(ending.signal));
    await sleep(100);
    started.server.freeze();
    await sleep(300);
    const begun = Date.now();
    ending.abort();
    await ended;
    expect(Date.now() - begun).toBeLessThan(300);
    started.server.thaw();
  });

  it('keeps one call open, and none when it has ended', async () => {
    const ending = new AbortController();
    const ended = collect(following()(ending.signal));
    await until(() => started.server.control.openSubscriptions === 1);
    for (const _ of upTo(5)) {
      started.server.control.endSubscriptions('mute');
      started.server.control.endSubscriptions('clean');
      await sleep(50);
    }
    await until(() => started.server.control.openReads === 1);
    ending.abort();
    await ended;
    await until(() => started.server.control.openReads === 0);
  });

  it('gives up with an error on a place that the log does not reach', async () => {
    const beyond = '9'.repeat(18).padStart(20, '0');
    await expect(collect(following(beyond)(new AbortController().signal))).rejects.toThrow('older backup');
  });

  it('takes no position of another kind of store', async () => {
    await expect(collect(following('nowhere')(new AbortController().signal))).rejects.toThrow(RangeError);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let left = 500; left > 0; left -= 1) {
    if (condition()) return;
    await sleep(20);
  }
  throw new Error('it never came true');
}
