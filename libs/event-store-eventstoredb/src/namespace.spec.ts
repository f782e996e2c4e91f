import { jsonEvent } from '@eventstore/db-client';
import { type EventStore, type Page } from '#event-sourcing';
import { collect, dataOf, event, follow, newCategory } from '#store-contracts/testing';
import { Connection } from './connection.js';
import { parseConnectionUrl } from './connection-url.js';
import { openEventStoreDb } from './index.js';
import { startedServer } from './testing/opened-store.js';

const ID = '1c2d3e4f-0000-4000-8000-000000000001';

describe('logs that share a server', () => {
  const category = newCategory();
  const stream = `${category}-${ID}`;
  let started: Awaited<ReturnType<typeof startedServer>>;
  let stores: Record<'plain' | 'hanoi' | 'hanoi2', EventStore>;
  let end = '';

  beforeAll(async () => {
    started = await startedServer();
    const { url } = started.server;
    stores = {
      plain: await openEventStoreDb(url),
      hanoi: await openEventStoreDb(`${url}&namespace=hanoi`),
      hanoi2: await openEventStoreDb(url.replace('?', '?namespace=hanoi2&')),
    };
    for (const round of [1, 2])
      for (const [name, store] of Object.entries(stores)) {
        const { position } = await store.append(
          stream,
          [event(`${name} ${round}`)],
          round === 1 ? 'no-stream' : 0,
        );
        end = position;
      }
    // Somebody else’s, whose names no log of ours could have.
    const connection = new Connection(parseConnectionUrl(url));
    for (const name of ['orders', 'hanoi.Orders_1', `hue.${stream}`])
      await connection.client.appendToStream(name, jsonEvent({ type: 'Ordered', data: {} }), {
        credentials: { username: 'x', password: 'x' },
      });
    await connection.close();
  });

  afterAll(async () => {
    await Promise.all(Object.values(stores).map((store) => store.close()));
    await started.remove();
  });

  const each = ['plain', 'hanoi', 'hanoi2'] as const;

  it.each(each)('%s reads its own streams by their own names', async (name) => {
    const read = await stores[name].readStream(stream);
    expect(read.map(({ data, stream: of, revision }) => [data, of, revision])).toEqual([
      [`${name} 1`, stream, 0],
      [`${name} 2`, stream, 1],
    ]);
  });

  it.each(each)('%s has no events but its own in the log', async (name) => {
    const own = [`${name} 1`, `${name} 2`];
    const filters = [undefined, { categories: [category] }];
    for (const filter of filters) {
      const options = filter && { filter };
      const pages: Page[] = await collect(stores[name].readAll(options));
      expect(dataOf(pages)).toEqual(own);
      const followed = await follow((signal) => stores[name].subscribe({ ...options, signal }), 2);
      expect(dataOf(followed)).toEqual(own);
    }
  });

  it('ends where its own last event is', async () => {
    expect(await stores.hanoi2.head()).toBe(end);
    expect((await stores.hanoi.head()) < end).toBe(true);
  });
});
