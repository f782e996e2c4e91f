import {
  type EventEnvelope,
  type EventStore,
  type NewEvent,
  type Page,
  START,
  StoreUnavailable,
} from '#event-sourcing';
import {
  collect,
  dataOf,
  event,
  events,
  METADATA,
  newCategory,
  newStream,
  type OpenedEventStore,
  upTo,
} from './event-store.examples.js';

/** Facts about what comes back: streams, the whole log, its end, and the same after reopening. */
export function readFacts(opened: () => OpenedEventStore): void {
  const store = (): EventStore => opened().store;

  describe('readStream', () => {
    it('gives back what was appended, whole', async () => {
      const stream = newStream();
      const full: NewEvent = {
        ...event({
          name: 'Nguyễn Thị Ánh Tuyết',
          place: 'Ðà Nẵng \u{20bb7}\u{1f600}',
          text: 'một\nhai\r\n\tba "bốn" \\ \u0000 \u2028',
          decomposed: 'e\u0302\u0323',
          list: [null, true, false, 0, -1.5, 9007199254740991, 1e-7, '', [], {}],
          nested: { a: { b: { c: ['d'] } } },
        }),
        metadata: {
          ...METADATA,
          schemaVersion: 3,
          onBehalfOf: 'ông Lê Văn Đức',
          rule: { id: 'A-3', version: '2026-01' },
          source: {
            register: 'đến',
            number: '12',
            symbol: 'CV',
            date: '2026-11-19',
            issuer: { $sealed: { key: 'k', wrapped: 'w==', data: 'd', commitment: 'c+/' } },
          },
        },
      };
      const plain = ['text', null, 7, [], { 'key with "quotes"': 1 }].map((data) => event(data));
      const { position } = await store().append(stream, [full, ...plain], 'no-stream');

      const stored = await store().readStream(stream);
      expect(stored).toEqual(
        [full, ...plain].map((item, revision) => ({
          ...item,
          stream,
          revision,
          position: expect.any(String) as string,
        })),
      );
      expect(stored.at(-1)!.position).toBe(position);
    });

    it('leaves a property out that is undefined', async () => {
      const stream = newStream();
      await store().append(stream, [event({ there: 1, absent: undefined })], 'no-stream');
      expect((await store().readStream(stream))[0]!.data).toStrictEqual({ there: 1 });
    });

    it('reads from a revision, and no more than asked', async () => {
      const stream = newStream();
      await store().append(stream, events(...upTo(120)), 'no-stream');
      const read = async (options?: { from?: number; limit?: number }): Promise<unknown[]> =>
        (await store().readStream(stream, options)).map(({ data }) => data);
      expect(await read()).toEqual(upTo(120));
      expect(await read({ from: 0 })).toEqual(upTo(120));
      expect(await read({ from: 118 })).toEqual([118, 119]);
      expect(await read({ from: 120 })).toEqual([]);
      expect(await read({ from: 3, limit: 2 })).toEqual([3, 4]);
      expect(await read({ limit: 1 })).toEqual([0]);
      expect(await read({ limit: 0 })).toEqual([]);
    });

    it('finds nothing in a stream that does not exist', async () => {
      expect(await store().readStream(newStream())).toEqual([]);
      expect(await store().readStream(newStream(), { from: 5, limit: 2 })).toEqual([]);
    });

    it('keeps streams apart whose names begin alike', async () => {
      const stream = newStream();
      await store().append(stream, [event('short')], 'no-stream');
      await store().append(`${stream}-1`, [event('long')], 'no-stream');
      expect((await store().readStream(stream)).map(({ data }) => data)).toEqual(['short']);
    });
  });

  describe('readAll', () => {
    it('reads in the order of the log, page by page, whatever the page size', async () => {
      const category = newCategory();
      const before = await store().head();
      const positions: string[] = [];
      for (const data of upTo(25)) {
        const result = await store().append(newStream(category), [event(data)], 'no-stream');
        positions.push(result.position);
      }
      for (const pageSize of [1, 7, 25, 1000]) {
        const filter = { categories: [category] };
        const pages = await collect(store().readAll({ after: before, filter, pageSize }));
        expect(dataOf(pages)).toEqual(upTo(25));
        expect(pages.flatMap((page) => page.events.map(({ position }) => position))).toEqual(positions);
        assertPages(pages, pageSize);
      }
    });

    it('reads envelopes of the same events, page by page', async () => {
      const category = newCategory();
      const before = await store().head();
      for (const data of upTo(9)) await store().append(newStream(category), [event(data)], 'no-stream');
      const filter = { categories: [category] };
      const whole = (await collect(store().readAll({ after: before, filter }))).flatMap(
        (page) => page.events,
      );
      for (const pageSize of [1, 4, 1000]) {
        const pages = await collect(store().readEnvelopes({ after: before, filter, pageSize }));
        assertPages(pages, pageSize);
        const expected = whole.map(({ data: _data, ...envelope }) => envelope);
        expect(pages.flatMap((page) => page.events)).toMatchObject(expected);
      }
    });

    it('reads everything without a filter, and the same event as its stream', async () => {
      const [one, two] = [newStream(), newStream()];
      const before = await store().head();
      await store().append(one, events('a', 'b'), 'no-stream');
      await store().append(two, [event('c')], 'no-stream');
      await store().append(one, [event('d')], 1);

      const all = (await collect(store().readAll({ after: before }))).flatMap((page) => page.events);
      const ours = all.filter(({ stream }) => stream === one || stream === two);
      expect(ours.map(({ data }) => data)).toEqual(['a', 'b', 'c', 'd']);
      expect(ours.filter(({ stream }) => stream === one)).toEqual(await store().readStream(one));
    });

    it('reads from the start of the log by default', async () => {
      const stream = newStream();
      await store().append(stream, [event('here')], 'no-stream');
      const filter = { categories: [stream.slice(0, stream.indexOf('-'))] };
      expect(dataOf(await collect(store().readAll({ filter })))).toEqual(['here']);
      expect(dataOf(await collect(store().readAll({ filter, after: START })))).toEqual(['here']);
    });

    it('wants only the categories asked for, by their whole name', async () => {
      const category = newCategory();
      const [other, longer] = [newCategory(), `${category}x`];
      const before = await store().head();
      for (const name of [category, longer, other, category])
        await store().append(newStream(name), [event(name)], 'no-stream');
      const read = async (...categories: string[]): Promise<unknown[]> =>
        dataOf(await collect(store().readAll({ after: before, filter: { categories } })));
      expect(await read(category)).toEqual([category, category]);
      expect(await read(category, other)).toEqual([category, other, category]);
      expect(await read(longer)).toEqual([longer]);
      expect(await read()).toEqual([]);
    });

    it('goes on behind any position it gave, also one inside an append', async () => {
      const category = newCategory();
      const before = await store().head();
      await store().append(newStream(category), events(0, 1, 2), 'no-stream');
      await store().append(newStream(category), events(3, 4), 'no-stream');
      const filter = { categories: [category] };
      const [all] = await collect(store().readAll({ after: before, filter }));
      for (const [index, { position }] of all!.events.entries()) {
        const rest = await collect(store().readAll({ after: position, filter }));
        expect(dataOf(rest)).toEqual(upTo(5).slice(index + 1));
      }
    });

    it('passes over what does not match: an empty page says how far', async () => {
      const category = newCategory();
      const before = await store().head();
      for (const data of upTo(5)) await store().append(newStream(), [event(data)], 'no-stream');
      const head = await store().head();

      const filter = { categories: [category] };
      const pages = await collect(store().readAll({ after: before, filter }));
      expect(dataOf(pages)).toEqual([]);
      const { position, caughtUp } = pages.at(-1)!;
      expect(position >= head).toBe(true);
      expect(caughtUp).toBe(true);

      await store().append(newStream(category), [event('late')], 'no-stream');
      expect(dataOf(await collect(store().readAll({ after: position, filter })))).toEqual(['late']);
    });

    it('gives one empty page when nothing is behind the position', async () => {
      await store().append(newStream(), [event()], 'no-stream');
      const head = await store().head();
      const filter = { categories: [newCategory()] };
      const pages = await collect(store().readAll({ after: head, filter }));
      expect(pages.map((page) => ({ events: page.events, caughtUp: page.caughtUp }))).toEqual([
        { events: [], caughtUp: true },
      ]);
    });

    it('may be left in the middle, often', async () => {
      const category = newCategory();
      const before = await store().head();
      await store().append(newStream(category), events(...upTo(50)), 'no-stream');
      const filter = { categories: [category] };
      for (let round = 0; round < 120; round += 1) {
        for await (const page of store().readAll({ after: before, filter, pageSize: 1 })) {
          expect(page.events.length).toBeLessThanOrEqual(1);
          break;
        }
      }
      expect(dataOf(await collect(store().readAll({ after: before, filter })))).toEqual(upTo(50));
    });
  });

  describe('head', () => {
    it('is the position of the last append', async () => {
      const stream = newStream();
      const { position } = await store().append(stream, events('a', 'b'), 'no-stream');
      const head = await store().head();
      expect(head >= position).toBe(true);
      const behind = (await collect(store().readAll({ after: head }))).flatMap((page) => page.events);
      expect(behind.filter((item) => item.stream === stream)).toEqual([]);
    });

    it('lies not behind the end, and no page does', async () => {
      await store().append(newStream(), events('a', 'b'), 'no-stream');
      const [head, pages] = [await store().head(), await collect(store().readAll({ pageSize: 1000 }))];
      const end = await store().end();
      for (const position of [head, ...pages.map((page) => page.position)])
        expect(position <= end).toBe(true);
    });
  });

  describe('close', () => {
    it('keeps everything: the same events at the same positions, and the same idempotency', async () => {
      const stream = newStream();
      const list = events('a', 'b');
      const result = await store().append(stream, list, 'no-stream');
      const stored = await store().readStream(stream);

      const again = await opened().reopen();
      expect(await again.readStream(stream)).toEqual(stored);
      expect(await again.append(stream, list, 'no-stream')).toEqual(result);
      const next = await again.append(stream, [event('c')], 1);
      expect(next.revision).toBe(2);
      expect(next.position > result.position).toBe(true);
    });

    it('answers what was asked before it', async () => {
      const streams = upTo(40).map(() => newStream());
      const answers = Promise.all(
        streams.map((stream) => store().append(stream, [event(stream)], 'no-stream')),
      );
      const [results] = await Promise.all([answers, store().close()]);
      expect(results.map(({ revision }) => revision)).toEqual(streams.map(() => 0));

      const again = await opened().reopen();
      for (const stream of streams)
        expect((await again.readStream(stream)).map(({ data }) => data)).toEqual([stream]);
    });

    it('makes every later call fail, and may be called twice', async () => {
      const closed = store();
      await closed.close();
      await closed.close();
      await expect(closed.append(newStream(), [event()], 'no-stream')).rejects.toBeInstanceOf(
        StoreUnavailable,
      );
      await expect(closed.readStream(newStream())).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(closed.head()).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(closed.end()).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(collect(closed.readAll())).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(collect(closed.readEnvelopes())).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(collect(closed.subscribe())).rejects.toBeInstanceOf(StoreUnavailable);
    });
  });
}

/** What holds for the pages of any reading: bounded, moving forward, and at the position of their last event. */
function assertPages(pages: readonly Page<EventEnvelope>[], pageSize: number): void {
  expect(pages.at(-1)!.caughtUp).toBe(true);
  let position = START;
  for (const page of pages) {
    expect(page.events.length).toBeLessThanOrEqual(pageSize);
    expect(page.position >= (page.events.at(-1)?.position ?? position)).toBe(true);
    position = page.position;
  }
}
