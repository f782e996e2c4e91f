import { type Page, StoreUnavailable } from '#event-sourcing';
import { collect, dataOf, event, events, newCategory, newStream, upTo } from '#store-contracts/testing';
import { type EventStoreDbEventStore } from './index.js';
import { openedOn, startedServer } from './testing/opened-store.js';

const PATIENCE = 1500;

describe('reading from a server that fails', () => {
  let started: Awaited<ReturnType<typeof startedServer>>;
  let opened: Awaited<ReturnType<typeof openedOn>>;
  let store: EventStoreDbEventStore;

  beforeEach(async () => {
    started = await startedServer();
    opened = await openedOn(started.server.url, {
      patienceMs: PATIENCE,
      readTimeoutMs: 300,
      heartbeatMs: 100,
    });
    store = opened.store;
  });
  afterEach(async () => {
    await opened.cleanup();
    await started.remove();
  });

  it('fails in bounded time when the server hangs, and works again when it goes on', async () => {
    const stream = newStream();
    await store.append(stream, [event('a')], 'no-stream');
    started.server.freeze();
    const begun = Date.now();
    await Promise.all([
      expect(store.readStream(stream)).rejects.toBeInstanceOf(StoreUnavailable),
      expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable),
      expect(collect(store.readAll())).rejects.toBeInstanceOf(StoreUnavailable),
    ]);
    expect(Date.now() - begun).toBeLessThan(PATIENCE + 2000);
    started.server.thaw();
    expect((await store.readStream(stream)).map(({ data }) => data)).toEqual(['a']);
  });

  it('goes on over a restart of the server', async () => {
    const stream = newStream();
    await store.append(stream, events(...upTo(3)), 'no-stream');
    await started.server.kill();
    const reading = store.readStream(stream);
    await started.server.start();
    expect(await reading).toHaveLength(3);
  });

  it('leaves no call open, however often and wherever it is left', async () => {
    const category = newCategory();
    await store.append(newStream(category), events(...upTo(50)), 'no-stream');
    const filter = { categories: [category] };
    const leaveEarly = async (pages: AsyncIterable<Page>): Promise<void> => {
      for await (const { events: found } of pages) if (found.length > 0) break;
    };
    for (const round of upTo(300)) {
      await leaveEarly(store.readAll({ filter, pageSize: 1 }));
      if (round % 3 === 0) await leaveEarly(store.subscribe({ filter, pageSize: 1 }));
    }
    expect(started.server.control.openReads).toBeLessThan(10);
    expect(dataOf(await collect(store.readAll({ filter })))).toEqual(upTo(50));
  });

  it('never gives system events or links', async () => {
    const { log } = started.server;
    const system = (type: string) => ({
      id: crypto.randomUUID(),
      type,
      contentType: 'application/json',
      data: Buffer.from('"0@x"'),
      metadata: new Uint8Array(),
    });
    expect(await store.head()).toBe('');
    const stream = newStream();
    const { position } = await store.append(stream, events('a', 'b'), 'no-stream');
    await log.append('$settings', [system('update')], 'any');
    await log.append(stream, [system('$>')], 'any');
    for (const _ of upTo(80)) await log.append('$$$stats', [system('$statistics')], 'any');

    expect(await store.head()).toBe(position);
    expect((await store.readStream(stream)).map(({ data }) => data)).toEqual(['a', 'b']);
    const pages = await collect(store.readAll());
    expect(dataOf(pages)).toEqual(['a', 'b']);
    expect(pages.at(-1)!.position > position).toBe(true);
    expect((await collect(store.readAll({ after: pages.at(-1)!.position }))).length).toBe(1);
    for await (const page of store.subscribe()) {
      if (page.events.length === 0) continue;
      expect(page.events.map(({ data }) => data)).toEqual(['a', 'b']);
      break;
    }
  });
});
