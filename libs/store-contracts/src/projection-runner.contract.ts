import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { systemClock } from '#kernel';
import {
  type Checkpoint,
  type CollectionSave,
  discardReadModels,
  idOf,
  type Lease,
  LeaseLost,
  type Projection,
  ProjectionRunner,
  type ReadStore,
  Sealer,
  StoreUnavailable,
} from '#event-sourcing';
import {
  added,
  appending,
  type RunnerStores,
  tallies,
  type Tally,
  type TallyEvent,
} from './tally.examples.js';

/** Every pair of adapters passes this: the runner's promises rest on both. */
export function projectionRunnerContract(name: string, open: () => Promise<RunnerStores>): void {
  describe(`projection runner on ${name}`, () => {
    let stores: RunnerStores;
    const running: ProjectionRunner[] = [];
    const errors: object[] = [];

    beforeEach(async () => {
      stores = await open();
      errors.length = 0;
    });

    afterEach(async () => {
      await Promise.all(running.splice(0).map((runner) => runner.stop()));
      await stores.cleanup();
    });

    const { last, append } = appending(() => stores.eventStore);

    async function run(
      projection = tallies(),
      readStore = stores.readStore,
      lease?: Lease,
    ): Promise<ProjectionRunner> {
      const runner = new ProjectionRunner({
        store: stores.eventStore,
        readStore,
        sealer: new Sealer(stores.keyStore),
        projections: [projection],
        ...(lease && { lease }),
        clock: systemClock,
        log: { info: () => undefined, error: (fields) => errors.push(fields) },
        buildPageSize: 3,
      });
      await runner.prepare();
      runner.start();
      running.push(runner);
      return runner;
    }

    async function stop(runner: ProjectionRunner): Promise<void> {
      running.splice(running.indexOf(runner), 1);
      await runner.stop();
    }

    const caughtUp = async (runner: ProjectionRunner): Promise<void> => {
      expect(await runner.mark.waitFor(await stores.eventStore.head(), 10_000)).toBe(true);
    };

    const document = async (stream: string, projection = tallies()): Promise<Tally | null> => {
      const { name, version, indexes } = projection;
      const collection = await stores.readStore.collection<Tally>({ name, version, indexes });
      return collection.get(idOf(stream));
    };

    it('builds what is there, and follows what comes', async () => {
      for (let n = 1; n <= 8; n += 1) await append(`tally-${n % 3}`, added(n));
      const runner = await run();
      expect(await document('tally-1')).toEqual({ id: '1', revision: 2, total: 12, count: 3 });
      expect(await stores.readStore.liveVersion('tallies')).toBe('1');
      await append('tally-1', added(100), added(1));
      await append('tally-new', added(5));
      await caughtUp(runner);
      expect(await document('tally-1')).toEqual({ id: '1', revision: 4, total: 113, count: 5 });
      expect(await document('tally-new')).toEqual({ id: 'new', revision: 0, total: 5, count: 1 });
    });

    it('lets a reader wait for a position, and says when the wait expires', async () => {
      const runner = await run();
      const position = await append('tally-a', added(1));
      expect(await runner.mark.waitFor(position, 10_000)).toBe(true);
      expect(await document('tally-a')).toMatchObject({ total: 1 });
      expect(await runner.mark.waitFor(`${position}9`, 30)).toBe(false);
    });

    it('tells of events once they are visible', async () => {
      const runner = await run();
      const seen: Promise<Tally | null>[] = [];
      runner.mark.onSaved((events) => seen.push(...events.map(({ stream }) => document(stream))));
      await append('tally-a', added(1));
      await caughtUp(runner);
      expect(await Promise.all(seen)).toMatchObject([{ total: 1, revision: 0 }]);
    });

    it('goes on where it stopped', async () => {
      await append('tally-a', added(1));
      const first = await run();
      await append('tally-a', added(2));
      await caughtUp(first);
      await stop(first);
      await append('tally-a', added(4));
      await append('tally-b', added(8));
      await caughtUp(await run());
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 2, total: 7, count: 3 });
      expect(await document('tally-b')).toEqual({ id: 'b', revision: 0, total: 8, count: 1 });
    });

    it('repeats work that was saved before its checkpoint, and nothing changes', async () => {
      const first = await run();
      await append('tally-a', added(1));
      await caughtUp(first);
      await stop(first);
      await append('tally-a', added(2));
      const crashing = await run(tallies(), losingCheckpoints(stores.readStore));
      await until(async () => (await document('tally-a'))?.revision === 1);
      await stop(crashing);
      await caughtUp(await run());
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 1, total: 3, count: 2 });
    });

    it('builds again what has seen more than the log holds, as beside a log from an older backup', async () => {
      await append('tally-a', added(1), added(2));
      await stop(await run());
      const { name, version, indexes } = tallies();
      const collection = await stores.readStore.collection<Tally>({ name, version, indexes });
      const lost = (id: string, revision: number) => ({
        id,
        revision,
        body: { id, revision, total: 99, count: 99 },
      });
      await stores.readStore.save(
        [{ collection, documents: [lost('a', 7), lost('lost', 0)] }],
        [{ projection: 'tallies@1', position: '09'.padEnd(20, '9'), recordedAt: '2022-01-04T00:00:00.000Z' }],
      );
      const runner = await run();
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 1, total: 3, count: 2 });
      expect(await document('tally-lost')).toBeNull();
      expect(errors).toEqual([{ projections: ['tallies@1'] }]);
      await append('tally-a', added(4));
      await caughtUp(runner);
      expect(await document('tally-a')).toMatchObject({ revision: 2, total: 7 });
    });

    it('folds a stream again where its document has a gap', async () => {
      const first = await run();
      await append('tally-a', added(1));
      await caughtUp(first);
      await stop(first);
      const lost = await append('tally-a', added(2));
      await stores.readStore.save([], [{ projection: 'tallies@1', position: lost, recordedAt: '' }]);
      await append('tally-a', added(4));
      await caughtUp(await run());
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 2, total: 7, count: 3 });
    });

    it('folds a stream again when an event corrects its history', async () => {
      const runner = await run();
      await append('tally-a', added(1), added(2));
      const target = (await last('tally-a'))?.id;
      await append('tally-a', { type: 'FactCorrected', data: correctionOf(target, { amount: 20 }) });
      await caughtUp(runner);
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 2, total: 21, count: 2 });
      await append('tally-a', { type: 'EventVoided', data: { target } }, added(5));
      await caughtUp(runner);
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 4, total: 6, count: 2 });
    });

    it.each(['Poisoned', 'NeverHeardOf'])(
      'parks a stream it cannot fold (%s), and everything else goes on',
      async (type) => {
        const runner = await run();
        await append('tally-a', added(1));
        await caughtUp(runner);
        await append('tally-a', { type, data: {} });
        await append('tally-b', added(2));
        await append('tally-a', added(4));
        await caughtUp(runner);
        expect(await document('tally-b')).toMatchObject({ total: 2 });
        expect(await document('tally-a')).toEqual({ id: 'a', revision: 0, total: 1, count: 1 });
        expect(runner.parkedDocuments()).toMatchObject([
          { projection: 'tallies', stream: 'tally-a', failedAt: 1 },
        ]);
        expect(errors).toHaveLength(1);
        await stop(runner);
        const next = await run();
        expect(next.progress().parked).toBe(1);
      },
    );

    const parkedAt = (runner: ProjectionRunner) => runner.parkedDocuments().map(({ failedAt }) => failedAt);

    it('folds a stream up to the event that it cannot fold, wherever that lies in a page', async () => {
      await append('tally-a', added(1), added(2), { type: 'Poisoned', data: {} }, added(4));
      const runner = await run();
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 1, total: 3, count: 2 });
      expect(parkedAt(runner)).toEqual([2]);
      await append('tally-b', added(1), added(2), added(4), { type: 'NeverHeardOf', data: {} }, added(8));
      await caughtUp(runner);
      expect(await document('tally-b')).toEqual({ id: 'b', revision: 2, total: 7, count: 3 });
      expect(parkedAt(runner).toSorted()).toEqual([2, 3]);
    });

    it('folds up to where it can be revealed', async () => {
      const projection = tallies();
      const runner = await run({
        ...projection,
        reveal: (body) => (body.total > 5 ? Promise.reject(new Error('no such key')) : Promise.resolve(body)),
      });
      await append('tally-a', added(1), added(2), added(4));
      await caughtUp(runner);
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 1, total: 3, count: 2 });
      expect(runner.parkedDocuments()).toMatchObject([{ failedAt: 2, cause: 'Error: no such key' }]);
    });

    it('follows a parked stream again once what it could not fold is taken out', async () => {
      const runner = await run();
      await append('tally-a', added(1), { type: 'Poisoned', data: {} });
      const target = (await last('tally-a'))?.id;
      await caughtUp(runner);
      await append('tally-a', added(2));
      await caughtUp(runner);
      expect([await document('tally-a'), parkedAt(runner)]).toMatchObject([{ total: 1 }, [1]]);
      await append('tally-a', { type: 'EventVoided', data: { target } });
      await caughtUp(runner);
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 3, total: 3, count: 2 });
      expect(parkedAt(runner)).toEqual([]);
      await append('tally-a', added(4));
      await caughtUp(runner);
      expect(await document('tally-a')).toMatchObject({ revision: 4, total: 7 });
    });

    it('leaves the same, parked streams too, whether events come one by one or all at once', async () => {
      const events = fc.array(
        fc.record({ type: fc.constantFrom('Added', 'Poisoned', 'EventVoided'), target: fc.nat(4) }),
        { minLength: 1, maxLength: 7 },
      );
      let round = 0;
      await fc.assert(
        fc.asyncProperty(events, async (sketches) => {
          round += 1;
          const stream = `tally-${round}`;
          const runner = await run();
          for (const { type, target } of sketches) {
            const past = await stores.eventStore.readStream(stream);
            const voiding = { type, data: { target: past[target]?.id } };
            await append(stream, type === 'EventVoided' ? voiding : { ...added(1), type });
            await caughtUp(runner);
          }
          const followed = [await document(stream), parkedAt(runner)];
          await stop(runner);
          await discardReadModels(stores.readStore, [tallies()]);
          const built = await run();
          expect([await document(stream), parkedAt(built)]).toEqual(followed);
          await stop(built);
        }),
        { numRuns: 6 },
      );
    });

    it('waits for a store that cannot write, and loses nothing', async () => {
      let failures = 3;
      const refusing = wrapped(stores.readStore, (saves, checkpoints) => {
        failures -= 1;
        if (failures >= 0) throw new StoreUnavailable('the disk is full');
        return stores.readStore.save(saves, checkpoints);
      });
      const runner = await run(tallies(), refusing);
      await append('tally-a', added(1));
      await append('tally-a', added(2));
      await caughtUp(runner);
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 1, total: 3, count: 2 });
      expect(errors.length).toBe(3);
    });

    it('ends when somebody else has its lease, having changed nothing more', async () => {
      const { leases } = stores.readStore;
      const first = (await leases.acquire('projections', 'first', 60_000))!;
      const runner = await run(tallies(), stores.readStore, first);
      await append('tally-a', added(1));
      await caughtUp(runner);
      await leases.release(first);
      const second = (await leases.acquire('projections', 'second', 60_000))!;
      await append('tally-a', added(2));
      await runner.ended;
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 0, total: 1, count: 1 });
      await caughtUp(await run(tallies(), stores.readStore, second));
      expect(await document('tally-a')).toEqual({ id: 'a', revision: 1, total: 3, count: 2 });
      await expect(run(tallies('2'), stores.readStore, first)).rejects.toThrow(LeaseLost);
      expect(await stores.readStore.liveVersion('tallies')).toBe('1');
    });

    it('builds a new version that equals the live one, and then lets the old one go', async () => {
      const runner = await run();
      for (let n = 0; n < 40; n += 1) await append(`tally-${n % 7}`, added(n), added(1));
      await caughtUp(runner);
      const live = await contentOf(stores.readStore, tallies());
      await stop(runner);
      const next = await run(tallies('2'));
      await caughtUp(next);
      expect(await stores.readStore.liveVersion('tallies')).toBe('2');
      expect(await stores.readStore.versions('tallies')).toEqual(['2']);
      expect(await contentOf(stores.readStore, tallies('2'))).toBe(live);
    });
  });
}

const correctionOf = (target: string | undefined, payload: unknown) => ({
  target,
  targetType: 'Added',
  targetVersion: 1,
  payload,
  correctedOccurredOn: '2022-01-03',
});

/** A read store whose process dies between the documents and the checkpoint, every time. */
const losingCheckpoints = (store: ReadStore): ReadStore => wrapped(store, (saves) => store.save(saves, []));

function wrapped(
  store: ReadStore,
  save: (saves: readonly CollectionSave[], checkpoints: readonly Checkpoint[]) => Promise<void>,
): ReadStore {
  return new Proxy(store, {
    get(target, property) {
      if (property === 'save') return save;
      const value = Reflect.get(target, property) as unknown;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function contentOf(store: ReadStore, projection: Projection<Tally, TallyEvent>): Promise<string> {
  const { name, version, indexes } = projection;
  const collection = await store.collection<Tally>({ name, version, indexes });
  const hash = createHash('sha256');
  for await (const page of collection.scan())
    for (const { body } of page) hash.update(canonicalize(body) ?? '');
  return hash.digest('hex');
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it never came true');
}
