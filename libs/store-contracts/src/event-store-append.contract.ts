import { randomUUID } from 'node:crypto';
import {
  type AppendResult,
  ConcurrencyConflict,
  type EventStore,
  type ExpectedRevision,
  InvalidAppend,
  MAX_APPEND_BYTES,
  type NewEvent,
} from '#event-sourcing';
import { event, events, METADATA, newStream, upTo } from './event-store.examples.js';

/** Facts about `append` that every event store keeps. */
export function appendFacts(opened: () => EventStore): void {
  const append = (stream: string, list: readonly NewEvent[], expected: ExpectedRevision) =>
    opened().append(stream, list, expected);
  const dataIn = async (stream: string): Promise<unknown[]> =>
    (await opened().readStream(stream)).map(({ data }) => data);
  /** What became of an append, as a value that can be compared. */
  const outcome = (promise: Promise<AppendResult>): Promise<unknown> =>
    promise.catch((error: unknown) => {
      if (!(error instanceof ConcurrencyConflict)) throw error;
      return { stream: error.stream, expected: error.expected, actual: error.actual };
    });

  describe('append', () => {
    it('answers with the revision and the position of the last event', async () => {
      const stream = newStream();
      const first = await append(stream, [event('a')], 'no-stream');
      const more = await append(stream, events('b', 'c'), 0);

      const stored = await opened().readStream(stream);
      expect(first).toEqual({ revision: 0, position: stored[0]!.position });
      expect(more).toEqual({ revision: 2, position: stored[2]!.position });
      expect(stored.map(({ revision }) => revision)).toEqual([0, 1, 2]);
      expect(more.position > first.position).toBe(true);
    });

    it('gives positions that are not empty and have one length, so that text order is log order', async () => {
      const stream = newStream();
      const first = await append(stream, events(...upTo(12)), 'no-stream');
      const positions = (await opened().readStream(stream)).map(({ position }) => position);
      expect(positions).toEqual([...positions].sort());
      expect(new Set(positions).size).toBe(12);
      expect(new Set(positions.map(({ length }) => length))).toEqual(new Set([first.position.length]));
      expect(first.position).not.toBe('');
    });

    it.each<{ there: number; expected: ExpectedRevision; actual: ExpectedRevision | 'taken' }>([
      { there: 0, expected: 'no-stream', actual: 'taken' },
      { there: 0, expected: 0, actual: 'no-stream' },
      { there: 0, expected: 7, actual: 'no-stream' },
      { there: 3, expected: 'no-stream', actual: 2 },
      { there: 3, expected: 0, actual: 2 },
      { there: 3, expected: 1, actual: 2 },
      { there: 3, expected: 2, actual: 'taken' },
      { there: 3, expected: 3, actual: 2 },
    ])('with $there events there and $expected expected: $actual', async ({ there, expected, actual }) => {
      const stream = newStream();
      if (there > 0) await append(stream, events(...upTo(there)), 'no-stream');

      const answer = await outcome(append(stream, [event('new')], expected));
      if (actual === 'taken') {
        expect(answer).toEqual({ revision: there, position: expect.any(String) as string });
        expect(await dataIn(stream)).toEqual([...upTo(there), 'new']);
      } else {
        expect(answer).toEqual({ stream, expected, actual });
        expect(await dataIn(stream)).toEqual(upTo(there));
      }
    });

    it.each([2, 32])('lets exactly one of %i concurrent appends win', async (writers) => {
      const stream = newStream();
      for (const [expected, revision] of [
        ['no-stream', 0],
        [0, 1],
      ] as const) {
        const answers = await Promise.all(
          upTo(writers).map((writer) => outcome(append(stream, [event({ revision, writer })], expected))),
        );
        const stored = (await opened().readStream(stream)).at(-1)!;
        const { writer } = stored.data as { writer: number };
        expect(stored.revision).toBe(revision);
        expect(answers).toEqual(
          upTo(writers).map((index) =>
            index === writer
              ? { revision, position: stored.position }
              : { stream, expected, actual: revision },
          ),
        );
      }
    });

    it('takes concurrent appends to different streams', async () => {
      const streams = upTo(32).map(() => newStream());
      const results = await Promise.all(streams.map((stream) => append(stream, [event()], 'no-stream')));
      expect(results.map(({ revision }) => revision)).toEqual(streams.map(() => 0));
      expect(new Set(results.map(({ position }) => position)).size).toBe(32);
    });

    it('goes on after a conflict in the same moment', async () => {
      const [taken, fresh] = [newStream(), newStream()];
      await append(taken, [event('a')], 'no-stream');
      const answers = await Promise.all([
        outcome(append(taken, [event('x')], 'no-stream')),
        outcome(append(fresh, [event('y')], 'no-stream')),
      ]);
      expect(answers).toEqual([
        { stream: taken, expected: 'no-stream', actual: 0 },
        { revision: 0, position: expect.any(String) as string },
      ]);
    });
  });

  describe('an append sent again', () => {
    const [a, b, c, other] = [event('a'), event('b'), event('c'), event('other')];

    /** Two events, then a, b, c at 2, 3, 4 (or at 0, 1, 2 of a new stream), then `later` more events. */
    async function written(stream: string, fresh: boolean, later: number) {
      if (!fresh) await append(stream, events(0, 1), 'no-stream');
      const expected: ExpectedRevision = fresh ? 'no-stream' : 1;
      const first = await append(stream, [a, b, c], expected);
      for (let index = 0; index < later; index += 1)
        await append(stream, [event({ later: index })], first.revision + index);
      return { expected, first, stored: await opened().readStream(stream) };
    }

    it.each([
      { fresh: true, later: 0 },
      { fresh: true, later: 3 },
      { fresh: false, later: 0 },
      { fresh: false, later: 3 },
    ])('has the first result: new stream $fresh, $later later events', async ({ fresh, later }) => {
      const stream = newStream();
      const { expected, first, stored } = await written(stream, fresh, later);
      expect(await append(stream, [a, b, c], expected)).toEqual(first);
      expect(await opened().readStream(stream)).toEqual(stored);
    });

    it('has the first result while the first one is under way', async () => {
      const stream = newStream();
      const [one, two] = await Promise.all([
        append(stream, [a, b], 'no-stream'),
        append(stream, [a, b], 'no-stream'),
      ]);
      expect(two).toEqual(one);
      expect(await dataIn(stream)).toEqual(['a', 'b']);
    });

    it('is known by its ids, not by its content', async () => {
      const stream = newStream();
      const { expected, first, stored } = await written(stream, false, 0);
      const changed = [a, b, c].map((item) => ({ ...item, type: 'SomethingElse', data: 'changed' }));
      expect(await append(stream, changed, expected)).toEqual(first);
      expect(await opened().readStream(stream)).toEqual(stored);
    });

    it('may be a part of the first one that starts where it says: the answer is that part’s last event', async () => {
      const stream = newStream();
      const { stored } = await written(stream, false, 1);
      const at = (revision: number) => ({ revision, position: stored[revision]!.position });
      expect(await append(stream, [a, b], 1)).toEqual(at(3));
      expect(await append(stream, [b, c], 2)).toEqual(at(4));
      expect(await opened().readStream(stream)).toEqual(stored);
    });

    it.each<{ what: string; list: readonly NewEvent[]; expected: ExpectedRevision }>([
      { what: 'expecting the revision of its first event', list: [a, b, c], expected: 2 },
      { what: 'expecting too much', list: [a, b, c], expected: 9 },
      { what: 'expecting no stream', list: [a, b, c], expected: 'no-stream' },
      { what: 'its end only', list: [b, c], expected: 1 },
      { what: 'with an event more', list: [a, b, c, other], expected: 1 },
      { what: 'with an event before', list: [other, a, b, c], expected: 1 },
      { what: 'in another order', list: [b, a, c], expected: 1 },
      { what: 'with other events', list: [a, event('x'), event('y')], expected: 1 },
    ])('conflicts $what', async ({ list, expected }) => {
      const stream = newStream();
      const { stored } = await written(stream, false, 0);
      expect(await outcome(append(stream, list, expected))).toEqual({ stream, expected, actual: 4 });
      expect(await opened().readStream(stream)).toEqual(stored);
    });

    it('conflicts expecting the revision of its last event once there are later ones', async () => {
      const stream = newStream();
      await written(stream, false, 1);
      const answer = await outcome(append(stream, [a, b, c], 4));
      expect(answer).toEqual({ stream, expected: 4, actual: 5 });
    });

    it('is another append when it expects the last revision: ids are compared behind it only', async () => {
      const stream = newStream();
      await written(stream, false, 0);
      expect((await append(stream, [a, b, c], 4)).revision).toBe(7);
      expect(await dataIn(stream)).toEqual([0, 1, 'a', 'b', 'c', 'a', 'b', 'c']);
    });

    it('is another append in another stream', async () => {
      const [one, two] = [newStream(), newStream()];
      await append(one, [a], 'no-stream');
      await append(two, [a], 'no-stream');
      expect(await dataIn(two)).toEqual(['a']);
    });
  });

  describe('what is refused', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;

    it.each<{ what: string; data: unknown }>([
      { what: 'undefined', data: undefined },
      { what: 'undefined in a list', data: [1, undefined] },
      { what: 'a hole', data: new Array(2) },
      { what: 'a big integer', data: { amount: 1n } },
      { what: 'a function', data: { call: () => 1 } },
      { what: 'a symbol', data: { mark: Symbol('x') } },
      { what: 'not a number', data: { amount: NaN } },
      { what: 'infinity', data: [Infinity] },
      { what: 'a date', data: { on: new Date(0) } },
      { what: 'a map', data: new Map([['a', 1]]) },
      { what: 'bytes', data: { bytes: new Uint8Array(2) } },
      { what: 'a cycle', data: cycle },
    ])('data with $what, and every event beside it', async ({ data }) => {
      const stream = newStream();
      const refused = append(stream, [event('good'), { ...event(), data }], 'no-stream');
      await expect(refused).rejects.toBeInstanceOf(InvalidAppend);
      expect(await opened().readStream(stream)).toEqual([]);
    });

    it('metadata that is not JSON', async () => {
      const bad = { ...event(), metadata: { ...METADATA, onBehalfOf: 1n as unknown as string } };
      await expect(append(newStream(), [bad], 'no-stream')).rejects.toBeInstanceOf(InvalidAppend);
    });

    it.each<{ what: string; stream?: string; list?: NewEvent[]; expected?: ExpectedRevision }>([
      { what: 'nothing to append', list: [] },
      { what: 'an empty stream name', stream: '' },
      { what: 'a stream name without an id', stream: 'contract' },
      { what: 'a server’s own stream', stream: '$$contract-1' },
      { what: 'an id that is not a UUID', list: [event(1, 'one')] },
      { what: 'an id in capitals', list: [event(1, randomUUID().toUpperCase())] },
      { what: 'an empty type', list: [{ ...event(), type: '' }] },
      { what: 'a server’s own type', list: [{ ...event(), type: '$>' }] },
      { what: 'a negative revision', expected: -1 },
      { what: 'a broken revision', expected: 0.5 },
    ])('$what', async ({ stream = newStream(), list = [event()], expected = 'no-stream' }) => {
      await expect(append(stream, list, expected)).rejects.toBeInstanceOf(InvalidAppend);
    });

    it('more data than MAX_APPEND_BYTES in all, counted in bytes as stored; exactly as much is taken', async () => {
      // A JSON string has two quotes; `ệ` is three bytes.
      const half = 'ệ'.repeat((MAX_APPEND_BYTES / 2 - 2) / 3);
      const fill = MAX_APPEND_BYTES - 2 * (Buffer.byteLength(half) + 2);
      const [full, over] = [newStream(), newStream()];
      const result = await append(full, events(half, half + 'x'.repeat(fill)), 'no-stream');
      expect(result.revision).toBe(1);

      const refused = append(over, events(half, half + 'x'.repeat(fill + 1)), 'no-stream');
      await expect(refused).rejects.toBeInstanceOf(InvalidAppend);
      expect(await opened().readStream(over)).toEqual([]);
    });
  });
}
