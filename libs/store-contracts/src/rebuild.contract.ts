import fc from 'fast-check';
import { systemClock } from '#kernel';
import {
  type CollectionDefinition,
  type Document,
  generationOf,
  idOf,
  liveCollection,
  type Projection,
  ProjectionRunner,
  type ReadCollection,
  type ReadStore,
  type Rebuild,
  type RebuildProgress,
  RebuildRefused,
  Sealer,
} from '#event-sourcing';
import {
  added,
  appending,
  type RunnerStores,
  tallies,
  type Tally,
  type TallyEvent,
} from './tally.examples.js';

type Model = Projection<Tally, TallyEvent>;

/** Every pair of adapters passes this: a read model is built again while it goes on. */
export function rebuildContract(name: string, open: () => Promise<RunnerStores>): void {
  describe(`rebuilding beside a live read model on ${name}`, () => {
    let stores: RunnerStores;
    const running: ProjectionRunner[] = [];
    const wentLive: string[] = [];

    beforeEach(async () => {
      stores = await open();
      wentLive.length = 0;
    });

    afterEach(async () => {
      await Promise.all(running.splice(0).map((runner) => runner.stop()));
      await stores.cleanup();
    });

    const { append } = appending(() => stores.eventStore);

    async function run(
      projection: Model = tallies(),
      readStore = stores.readStore,
    ): Promise<ProjectionRunner> {
      const runner = new ProjectionRunner({
        store: stores.eventStore,
        readStore,
        sealer: new Sealer(stores.keyStore),
        projections: [projection],
        clock: systemClock,
        log: { info: () => undefined, error: () => undefined },
        rebuildPageSize: 3,
        leaveMs: 0,
        onLive: (_, version) => wentLive.push(version),
      });
      await runner.prepare();
      runner.start();
      running.push(runner);
      return runner;
    }

    const caughtUp = async (runner: ProjectionRunner): Promise<void> => {
      expect(await runner.mark.waitFor(await stores.eventStore.head(), 10_000)).toBe(true);
    };

    async function fill(streams = 7, events = 20): Promise<void> {
      for (let n = 0; n < events; n += 1) await append(`tally-${n % streams}`, added(n), added(1));
    }

    const versions = async () => [...(await stores.readStore.versions('tallies'))].sort();
    const live = () => stores.readStore.liveVersion('tallies');
    const content = (model: Model = tallies()) => contentOf(stores.readStore, model);

    /** What the log says of a stream, by hand. */
    async function expected(stream: string): Promise<Tally> {
      const events = await stores.eventStore.readStream(stream);
      const total = events.reduce((sum, { data }) => sum + (data as { amount: number }).amount, 0);
      return { id: idOf(stream), revision: events.length - 1, total, count: events.length };
    }

    /** Puts something else into a live document, as a fault in the program would have. */
    async function spoil(id: string, body: Tally): Promise<void> {
      const definition = (await liveCollection(stores.readStore, tallies()))!;
      const collection = await stores.readStore.collection<Tally>(definition);
      await stores.readStore.save([{ collection, documents: [{ id, revision: body.revision, body }] }], []);
    }

    it('builds another generation, finds it equal, makes it live and lets the former one go', async () => {
      await fill();
      const runner = await run();
      const before = await content();
      const rebuild = await runner.rebuild('tallies');
      expect(await rebuild.done).toMatchObject({
        projection: 'tallies',
        version: '1.g2',
        replaces: '1',
        phase: 'done',
        events: 40,
        share: 1,
        compared: 7,
        different: 0,
        sample: [],
        parked: 0,
        secondsLeft: 0,
      });
      expect([await live(), await versions()]).toEqual(['1.g2', ['1.g2']]);
      expect(wentLive).toEqual(['1', '1.g2']);
      expect(await content()).toEqual(before);
      expect((await (await runner.rebuild('tallies')).done).version).toBe('1.g3');
      expect(await versions()).toEqual(['1.g3']);
    });

    it('goes on with the new generation, also after the next start', async () => {
      await fill();
      const runner = await run();
      await (
        await runner.rebuild('tallies')
      ).done;
      await append('tally-0', added(100));
      await append('tally-new', added(5));
      await caughtUp(runner);
      expect((await content()).get('0')).toEqual(await expected('tally-0'));
      expect((await content()).get('new')).toEqual(await expected('tally-new'));
      await runner.stop();
      wentLive.length = 0;
      await append('tally-0', added(1000));
      await caughtUp(await run());
      expect(wentLive).toEqual(['1.g2']);
      expect((await content()).get('0')).toEqual(await expected('tally-0'));
    });

    it('equals the live one whatever is written meanwhile', async () => {
      const runner = await run();
      const writing = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 9 })), {
        minLength: 1,
        maxLength: 25,
      });
      await fc.assert(
        fc.asyncProperty(writing, writing, async (first, meanwhile) => {
          for (const [stream, amount] of first) await append(`tally-${stream}`, added(amount));
          const rebuild = await runner.rebuild('tallies');
          for (const [stream, amount] of meanwhile) await append(`tally-${stream}`, added(amount));
          expect(await rebuild.done).toMatchObject({ phase: 'done', different: 0 });
          await caughtUp(runner);
          for (const [stream, document] of await content())
            expect(document).toEqual(await expected(`tally-${stream}`));
        }),
        { numRuns: 6 },
      );
    });

    it('is cancelled without a trace', async () => {
      await fill();
      const runner = await run(tallies(), slow(stores.readStore));
      const before = await content();
      const rebuild = await runner.rebuild('tallies');
      await append('tally-0', added(100));
      expect(await rebuild.cancel()).toMatchObject({ phase: 'cancelled', secondsLeft: 0 });
      expect([await live(), await versions()]).toEqual(['1', ['1']]);
      await caughtUp(runner);
      const after = await content();
      expect(after.get('0')).toEqual(await expected('tally-0'));
      expect({ ...Object.fromEntries(after), 0: null }).toEqual({ ...Object.fromEntries(before), 0: null });
      expect(await (await runner.rebuild('tallies')).done).toMatchObject({ phase: 'done', version: '1.g2' });
    });

    it('is refused while one goes on, and for what nobody knows', async () => {
      await fill();
      const runner = await run(tallies(), slow(stores.readStore));
      const rebuild = await runner.rebuild('tallies');
      await expect(runner.rebuild('tallies')).rejects.toEqual(new RebuildRefused('running'));
      await expect(runner.rebuild('others')).rejects.toEqual(new RebuildRefused('unknown'));
      await rebuild.cancel();
    });

    it('has ended once it says so: the next one is taken', async () => {
      await fill();
      const runner = await run(tallies(), slow(stores.readStore));
      const rebuild = await runner.rebuild('tallies');
      void rebuild.cancel();
      await reaches(rebuild, 'cancelled');
      expect((await (await runner.rebuild('tallies')).cancel()).phase).toBe('cancelled');
    });

    it('does not say how long it takes to compare', async () => {
      await fill();
      const runner = await run(tallies(), looking(stores.readStore));
      const rebuild = await runner.rebuild('tallies');
      await reaches(rebuild, 'comparing');
      expect(rebuild.progress()).toMatchObject({ phase: 'comparing', share: 1, secondsLeft: null });
      await rebuild.done;
    });

    it('tells what differs without what stands in it, and puts it right', async () => {
      await fill();
      const runner = await run();
      const right = await content();
      await runner.stop();
      await spoil('3', { ...right.get('3')!, revision: right.get('3')!.revision + 1, total: -1 });
      const next = await run();
      // The log goes on behind what was spoilt.
      await append('tally-3', added(1));
      await caughtUp(next);
      const { different, sample, phase } = await (await next.rebuild('tallies')).done;
      expect({ different, sample, phase }).toEqual({
        different: 1,
        sample: [{ id: '3', fields: ['total', 'count'] }],
        phase: 'done',
      });
      expect((await content()).get('3')).toEqual(await expected('tally-3'));
    });

    it('keeps the live one where differences are to be looked at first', async () => {
      await fill();
      const runner = await run();
      const right = await content();
      await runner.stop();
      const wrong = { ...right.get('3')!, revision: right.get('3')!.revision + 1, total: -1 };
      await spoil('3', wrong);
      await append('tally-3', added(1));
      const next = await run();
      const ended = await (await next.rebuild('tallies', 'keep')).done;
      expect(ended).toMatchObject({ phase: 'kept', reason: 'differences', different: 1 });
      expect([await live(), await versions()]).toEqual(['1', ['1']]);
      expect((await content()).get('3')).toEqual(wrong);
    });

    it('keeps the live one when the new one cannot fold what that one folded', async () => {
      await fill();
      await append('tally-odd', { type: 'Poisoned', data: {} });
      const healthy = {
        ...tallies(),
        evolve: (document: Tally | null) => document ?? { id: '', revision: 0, total: 0, count: 0 },
      };
      await (await run(healthy)).stop();
      const runner = await run();
      const ended = await (await runner.rebuild('tallies')).done;
      expect(ended).toMatchObject({ phase: 'kept', reason: 'cannot-fold', parked: 1 });
      expect(ended.error).toContain('this event cannot be folded');
      expect(await versions()).toEqual(['1']);
      expect(runner.parkedDocuments()).toEqual([]);
    });

    it('folds again what was parked in the former one', async () => {
      let isMended = false;
      const model = mendable(() => isMended);
      const runner = await run(model);
      await append('tally-odd', added(1));
      await caughtUp(runner);
      await append('tally-odd', { type: 'Poisoned', data: {} }, added(2));
      await append('tally-never', { type: 'Poisoned', data: {} }, added(2));
      await fill();
      await caughtUp(runner);
      expect(runner.parkedDocuments()).toMatchObject([
        { stream: 'tally-odd', version: '1', failedAt: 1 },
        { stream: 'tally-never', version: '1', failedAt: 0 },
      ]);
      isMended = true;
      const ended = await (await runner.rebuild('tallies', 'keep')).done;
      expect(ended).toMatchObject({ phase: 'done', different: 0, parked: 0 });
      expect(runner.parkedDocuments()).toEqual([]);
      await append('tally-odd', added(4));
      await caughtUp(runner);
      expect((await content()).get('odd')).toEqual({ id: 'odd', revision: 3, total: 7, count: 3 });
    });

    /** A live model in which some streams are parked, and a program that cannot fold what `poisons` says now. */
    async function parking(poisons: { stream: string }): Promise<ProjectionRunner> {
      const model = tallies();
      const runner = await run({
        ...model,
        evolve: (document, event) =>
          event.type === 'Poisoned' && event.stream !== poisons.stream
            ? document
            : model.evolve(document, event),
      });
      for (const stream of ['tally-a', 'tally-b', 'tally-c'])
        for (const event of [added(1), added(2), { type: 'Poisoned', data: {} }, added(8)]) {
          await append(stream, event);
          await caughtUp(runner);
        }
      return runner;
    }

    it('takes no document back to an earlier revision, however many others fold further', async () => {
      const poisons = { stream: 'tally-a' };
      const runner = await parking(poisons);
      const before = await content();
      poisons.stream = 'tally-b';
      for (const onDifference of ['switch', 'keep'] as const) {
        const ended = await (await runner.rebuild('tallies', onDifference)).done;
        expect(ended).toMatchObject({ phase: 'kept', reason: 'cannot-fold', parked: 1 });
      }
      expect([await live(), await content()]).toEqual(['1', before]);
    });

    it('keeps what is parked as far as it is folded, and compares that', async () => {
      const poisons = { stream: 'tally-a' };
      const runner = await parking(poisons);
      const right = await content();
      expect(right.get('a')).toEqual({ id: 'a', revision: 1, total: 3, count: 2 });
      const ended = await (await runner.rebuild('tallies', 'keep')).done;
      expect(ended).toMatchObject({ phase: 'done', compared: 3, different: 0, parked: 1 });
      expect(await content()).toEqual(right);
      expect(runner.parkedDocuments()).toMatchObject([{ stream: 'tally-a', version: '1.g2', failedAt: 2 }]);
    });

    it('tells of a parked stream too what differs', async () => {
      await append('tally-a', added(1));
      await (await run()).stop();
      await spoil('a', { id: 'a', revision: 1, total: -1, count: 2 });
      await append('tally-a', added(2), { type: 'Poisoned', data: {} }, added(4));
      let isMended = false;
      const runner = await run(mendable(() => isMended));
      await caughtUp(runner);
      const sample = [{ id: 'a', fields: ['total'] }];
      for (const mended of [false, true]) {
        isMended = mended;
        const ended = await (await runner.rebuild('tallies', 'keep')).done;
        expect(ended).toMatchObject({ phase: 'kept', reason: 'differences', different: 1, sample });
      }
    });

    it('follows corrections that come while it is compared', async () => {
      await fill(3, 30);
      const runner = await run(tallies(), slow(stores.readStore));
      const rebuild = await runner.rebuild('tallies');
      for (let n = 0; n < 6; n += 1) {
        const target = (await stores.eventStore.readStream(`tally-${n % 3}`))[n]?.id;
        await append(`tally-${n % 3}`, { type: 'EventVoided', data: { target } });
      }
      expect(await rebuild.done).toMatchObject({ phase: 'done', different: 0 });
      await caughtUp(runner);
      expect((await content()).get('0')?.count).toBe(18);
    });

    it.each<[string, (rebuild: Rebuild) => Promise<unknown>]>([
      ['while it is built', () => Promise.resolve()],
      ['while it is compared', (rebuild) => reaches(rebuild, 'comparing')],
    ])('leaves to the next start what the end of its process interrupted %s', async (_, reached) => {
      await fill();
      const runner = await run(tallies(), looking(slow(stores.readStore)));
      const rebuild = await runner.rebuild('tallies');
      await reached(rebuild);
      await runner.stop();
      expect((await rebuild.done).phase).toBe('interrupted');
      expect(await live()).toBe('1');
      const next = await run();
      expect([await live(), await versions()]).toEqual(['1', ['1']]);
      expect(await (await next.rebuild('tallies')).done).toMatchObject({ phase: 'done', different: 0 });
    });

    it('is rid of the former one at the next start when the process ended after the switch', async () => {
      await fill();
      const runner = await run(tallies(), keeping(stores.readStore));
      const before = await content();
      await (
        await runner.rebuild('tallies')
      ).done;
      await runner.stop();
      expect([await live(), await versions()]).toEqual(['1.g2', ['1', '1.g2']]);
      await caughtUp(await run());
      expect([await live(), await versions()]).toEqual(['1.g2', ['1.g2']]);
      expect(await content()).toEqual(before);
    });

    it('leaves the live one as it is when it fails', async () => {
      await fill();
      const runner = await run(tallies(), refusing(stores.readStore));
      const before = await content();
      const ended = await (await runner.rebuild('tallies')).done;
      expect(ended).toMatchObject({ phase: 'failed', reason: 'error', error: 'not today' });
      expect([await live(), await versions(), await content()]).toEqual(['1', ['1'], before]);
    });
  });

  describe(`retrying parked streams on ${name}`, () => {
    let stores: RunnerStores;
    let runner: ProjectionRunner;
    let isMended: boolean;

    beforeEach(async () => {
      isMended = false;
      stores = await open();
      runner = new ProjectionRunner({
        store: stores.eventStore,
        readStore: stores.readStore,
        sealer: new Sealer(stores.keyStore),
        projections: [mendable(() => isMended)],
        clock: systemClock,
        log: { info: () => undefined, error: () => undefined },
      });
      await runner.prepare();
      runner.start();
      for (const stream of ['tally-a', 'tally-b']) {
        const before = await append(stream, added(1));
        await runner.mark.waitFor(before, 10_000);
        await append(stream, { type: 'Poisoned', data: {} });
        await append(stream, added(4));
      }
      await runner.mark.waitFor(await stores.eventStore.head(), 10_000);
    });

    afterEach(async () => {
      await runner.stop();
      await stores.cleanup();
    });

    const { append } = appending(() => stores.eventStore);
    const parked = () => runner.parkedDocuments().map(({ stream }) => stream);
    const total = async (id: string) => (await contentOf(stores.readStore, tallies())).get(id)?.total;

    it('says again what is wrong where nothing was mended', async () => {
      expect(await runner.retry()).toMatchObject({ folded: 0, parked: [{ failedAt: 1 }, { failedAt: 1 }] });
      expect(parked()).toEqual(['tally-a', 'tally-b']);
      expect(await total('a')).toBe(1);
    });

    it('folds the streams that are named, and follows them from then on', async () => {
      isMended = true;
      const [first] = runner.parkedDocuments();
      expect(await runner.retry([first!.id])).toEqual({ folded: 1, parked: [] });
      expect(parked()).toEqual(['tally-b']);
      await append('tally-a', added(8));
      await append('tally-b', added(8));
      await runner.mark.waitFor(await stores.eventStore.head(), 10_000);
      expect([await total('a'), await total('b')]).toEqual([13, 1]);
    });

    it('folds further what cannot be folded to its end yet', async () => {
      await append('tally-a', { type: 'NeverHeardOf', data: {} }, added(8));
      await runner.mark.waitFor(await stores.eventStore.head(), 10_000);
      isMended = true;
      expect(await runner.retry()).toMatchObject({ folded: 1, parked: [{ stream: 'tally-a', failedAt: 3 }] });
      expect([await total('a'), await total('b')]).toEqual([5, 5]);
      expect(await runner.retry()).toMatchObject({ folded: 0, parked: [{ failedAt: 3 }] });
      expect(await total('a')).toBe(5);
    });

    it('folds all of them, parks one again that fails again, and releases that too', async () => {
      isMended = true;
      expect(await runner.retry()).toEqual({ folded: 2, parked: [] });
      isMended = false;
      await append('tally-a', { type: 'Poisoned', data: {} }, added(2));
      await runner.mark.waitFor(await stores.eventStore.head(), 10_000);
      expect(parked()).toEqual(['tally-a']);
      isMended = true;
      expect(await runner.retry()).toEqual({ folded: 1, parked: [] });
      expect([await total('a'), await total('b')]).toEqual([7, 5]);
    });

    it('remembers over a restart what is parked and what was released', async () => {
      isMended = true;
      await runner.retry([runner.parkedDocuments()[0]!.id]);
      await runner.stop();
      const next = new ProjectionRunner({
        store: stores.eventStore,
        readStore: stores.readStore,
        sealer: new Sealer(stores.keyStore),
        projections: [mendable(() => isMended)],
        clock: systemClock,
        log: { info: () => undefined, error: () => undefined },
      });
      await next.prepare();
      expect(next.parkedDocuments().map(({ stream }) => stream)).toEqual(['tally-b']);
    });
  });

  it('counts generations', () => {
    expect(['4-9f2c', '4-9f2c.g2', '1.g17'].map(generationOf)).toEqual([1, 2, 17]);
  });
}

/** Cannot fold a poisoned event until it is mended; then passes it by. */
function mendable(isMended: () => boolean): Model {
  const model = tallies();
  return {
    ...model,
    evolve: (document, event) =>
      event.type === 'Poisoned' && isMended() ? document : model.evolve(document, event),
  };
}

async function contentOf(store: ReadStore, model: Model): Promise<ReadonlyMap<string, Tally>> {
  const definition = (await liveCollection(store, model))!;
  const collection = await store.collection<Tally>(definition);
  const content = new Map<string, Tally>();
  for await (const page of collection.scan())
    for (const { id, body } of page) if (body) content.set(id, body);
  return content;
}

async function reaches(rebuild: Rebuild, phase: RebuildProgress['phase']): Promise<void> {
  while (rebuild.progress().phase !== phase) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** The same, of which some calls do something else. */
function changed<T extends object>(whole: T, calls: Partial<T>): T {
  return new Proxy(whole, {
    get(target, property) {
      const value: unknown = Reflect.get(calls, property) ?? Reflect.get(target, property);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Takes its time over each save, so that something can happen meanwhile. */
const slow = (store: ReadStore): ReadStore =>
  changed(store, {
    save: async (...given) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await store.save(...given);
    },
    drop: async (...given) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await store.drop(...given);
    },
  });

/** Takes its time over each page that is looked through. */
const looking = (store: ReadStore): ReadStore =>
  changed(store, {
    collection: async <D extends Document>(definition: CollectionDefinition) => {
      const collection = await store.collection<D>(definition);
      return changed<ReadCollection<D>>(collection, {
        async *scan(pageSize) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          yield* collection.scan(pageSize);
        },
      });
    },
  });

/** Dies before it drops anything. */
const keeping = (store: ReadStore): ReadStore =>
  changed(store, { drop: () => Promise.reject(new Error('the process has ended')) });

/** Fails over every document of a second generation. */
const refusing = (store: ReadStore): ReadStore =>
  changed(store, {
    save: (saves, ...given) =>
      saves.some(({ collection }) => collection.definition.version === '1.g2')
        ? Promise.reject(new Error('not today'))
        : store.save(saves, ...given),
  });
