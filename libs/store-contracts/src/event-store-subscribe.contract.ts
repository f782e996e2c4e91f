import { setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, type Page, type Position } from '#event-sourcing';
import {
  collect,
  dataOf,
  event,
  events,
  follow,
  newCategory,
  newStream,
  type OpenedEventStore,
  upTo,
} from './event-store.examples.js';

/** Facts about following the log. */
export function subscribeFacts(opened: () => OpenedEventStore): void {
  const store = (): EventStore => opened().store;

  /** Appends `count` events of a category by `writers` at once; data is `{writer, number}`. */
  async function write(category: string, writers: number, count: number): Promise<void> {
    await Promise.all(
      upTo(writers).map(async (writer) => {
        const stream = newStream(category);
        for (const number of upTo(count / writers))
          await store().append(stream, [event({ writer, number })], number === 0 ? 'no-stream' : number - 1);
      }),
    );
  }

  /** The events of a category as the log has them: what every subscriber must have seen. */
  const logOf = async (category: string, after: Position): Promise<unknown[]> =>
    dataOf(await collect(store().readAll({ after, filter: { categories: [category] } })));

  const following =
    (category: string, after: Position, pageSize?: number) =>
    (signal: AbortSignal): AsyncIterable<Page> =>
      store().subscribe({ after, filter: { categories: [category] }, signal, ...(pageSize && { pageSize }) });

  describe('subscribe', () => {
    it('catches up and goes on live, without a gap and without a double, while writers append', async () => {
      const category = newCategory();
      const before = await store().head();
      await write(category, 4, 200);
      const live = write(category, 8, 400);
      const pages = await follow(following(category, before, 16), 600);
      await live;
      expect(dataOf(pages)).toEqual(await logOf(category, before));
      const positions = pages.flatMap((page) => page.events.map(({ position }) => position));
      expect(positions).toEqual([...new Set(positions)].sort());
    });

    it('gives the same to two subscribers', async () => {
      const category = newCategory();
      const before = await store().head();
      const followers = [
        follow(following(category, before), 120),
        follow(following(category, before, 3), 120),
      ];
      await write(category, 3, 120);
      const [one, two] = await Promise.all(followers);
      const log = await logOf(category, before);
      expect(dataOf(one!)).toEqual(log);
      expect(dataOf(two!)).toEqual(log);
    });

    it('goes on behind the position of any page', async () => {
      const category = newCategory();
      const before = await store().head();
      await write(category, 1, 20);
      const live = write(category, 1, 20);
      const pages = await follow(following(category, before, 4), 40);
      await live;
      const log = await logOf(category, before);
      let seen = 0;
      for (const page of pages) {
        seen += page.events.length;
        if (seen === 40) break;
        expect(dataOf(await follow(following(category, page.position), 40 - seen))).toEqual(log.slice(seen));
      }
      expect(seen).toBe(40);
    });

    it('says once that it has caught up when nothing waits, then waits', async () => {
      const before = await store().head();
      const ending = new AbortController();
      const pages: Page[] = [];
      const ended = (async () => {
        for await (const page of following(newCategory(), before)(ending.signal)) pages.push(page);
      })();
      while (!pages.some(({ caughtUp }) => caughtUp)) await sleep(5);
      expect(dataOf(pages)).toEqual([]);
      expect(pages.every(({ position }) => position >= before)).toBe(true);
      ending.abort();
      await ended;
    });

    it('brings an event soon after it was appended', async () => {
      const category = newCategory();
      const before = await store().head();
      const arrived = follow(following(category, before), 1, () => undefined);
      await sleep(50);
      const started = Date.now();
      await store().append(newStream(category), [event('live')], 'no-stream');
      expect(dataOf(await arrived)).toEqual(['live']);
      expect(Date.now() - started).toBeLessThan(5000);
    });

    it('ends cleanly when it is aborted: before it starts, between pages, while it waits', async () => {
      const category = newCategory();
      const before = await store().head();
      await store().append(newStream(category), events(...upTo(10)), 'no-stream');

      const started = new AbortController();
      started.abort();
      expect(await collect(following(category, before)(started.signal))).toEqual([]);

      const between = await follow(following(category, before, 1), 1);
      expect(dataOf(between)).toEqual([0]);

      const waiting = new AbortController();
      const pages: Page[] = [];
      for await (const page of following(category, before)(waiting.signal)) {
        pages.push(page);
        // Nothing more will come: the next turn waits, and is called off while it does.
        if (dataOf(pages).length === 10) setTimeout(() => waiting.abort(), 50);
      }
      expect(dataOf(pages)).toEqual(upTo(10));
    });

    it('may be left by its consumer, often, without harm to others', async () => {
      const category = newCategory();
      const before = await store().head();
      await store().append(newStream(category), events(0, 1), 'no-stream');
      for (let round = 0; round < 120; round += 1) {
        const ending = new AbortController();
        for await (const page of following(category, before)(ending.signal)) {
          if (page.events.length > 0) break;
        }
      }
      expect(await logOf(category, before)).toEqual([0, 1]);
    });

    it('passes on what its consumer throws', async () => {
      const category = newCategory();
      const before = await store().head();
      await store().append(newStream(category), [event('x')], 'no-stream');
      const failing = follow(following(category, before), 1, () => {
        throw new Error('the consumer failed');
      });
      await expect(failing).rejects.toThrow('the consumer failed');
    });

    it('waits for a slow consumer, and loses nothing', async () => {
      const category = newCategory();
      const before = await store().head();
      let running = 0;
      const slow = follow(following(category, before, 50), 600, async () => {
        running += 1;
        expect(running).toBe(1);
        await sleep(30);
        running -= 1;
      });
      await write(category, 6, 600);
      expect(dataOf(await slow)).toEqual(await logOf(category, before));
    });

    it('ends when the store is closed', async () => {
      const before = await store().head();
      const ended = collect(following(newCategory(), before)(new AbortController().signal));
      await sleep(50);
      await store().close();
      expect(dataOf(await ended)).toEqual([]);
    });

    it('goes on in a store that was opened again', async () => {
      const category = newCategory();
      const before = await store().head();
      const stream = newStream(category);
      await store().append(stream, [event('a')], 'no-stream');
      const [page] = (await follow(following(category, before), 1)).slice(-1);
      const again = await opened().reopen();
      const rest = follow(
        (signal) => again.subscribe({ after: page!.position, filter: { categories: [category] }, signal }),
        1,
      );
      await again.append(stream, [event('b')], 0);
      expect(dataOf(await rest)).toEqual(['b']);
    });
  });
}
