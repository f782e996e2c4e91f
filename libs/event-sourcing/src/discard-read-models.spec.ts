import { z } from 'zod';
import { systemClock } from '#kernel';
import { openSqliteEventStore } from '#event-store-sqlite';
import { MemoryReadStore } from '#read-store-memory';
import { openSqliteReadStore } from '#read-store-sqlite';
import {
  chain,
  discardReadModels,
  type Document,
  EventCodec,
  eventIdOf,
  type EventStore,
  type KeyStore,
  ParkedDocuments,
  type Projection,
  ProjectionRunner,
  type ReadStore,
  Sealer,
} from './index.js';

interface Box extends Document {
  readonly size: number;
}

const codec = new EventCodec('box', {
  Filled: { version: 1, schema: z.object({ size: z.number() }), description: '' },
});

/** What the model makes of a size: a rebuild must show the new one. */
let factor = 1;
let fails = false;

const model = (name: string): Projection =>
  ({
    name,
    version: '1',
    codec,
    indexes: [],
    evolve: (_: Box | null, event: { readonly data: { readonly size: number } }) => {
      if (fails) throw new Error('broken');
      return { id: '', revision: 0, size: event.data.size * factor };
    },
  }) as unknown as Projection;

describe.each<[string, () => ReadStore]>([
  ['memory', () => new MemoryReadStore()],
  ['SQLite', () => openSqliteReadStore(':memory:')],
])('discarding read models in %s', (_, open) => {
  let store: EventStore;
  let readStore: ReadStore;

  beforeEach(async () => {
    factor = 1;
    fails = false;
    store = openSqliteEventStore(':memory:');
    readStore = open();
    for (const size of [1, 2, 3]) await fill(size);
  });

  afterEach(async () => {
    await store.close();
    await readStore.close();
  });

  async function fill(size: number): Promise<void> {
    const draft = {
      id: eventIdOf(`box-${size}`, 'c', 0),
      type: 'Filled',
      data: { size },
      metadata: {
        schemaVersion: 1,
        occurredOn: '2022-01-03',
        recordedAt: '2022-01-03T02:00:00.000Z',
        actor: { id: 'a', role: 'officer' as const, unit: 'u' },
        commandId: 'c',
        $correlationId: 'c',
        $causationId: 'c',
        fingerprint: 'f',
      },
    };
    await store.append(`box-${size}`, chain(`box-${size}`, [draft], 0, ''), 'no-stream');
  }

  async function prepare(...projections: readonly Projection[]): Promise<ProjectionRunner> {
    const silent = () => undefined;
    const runner = new ProjectionRunner({
      store,
      readStore,
      sealer: new Sealer({} as KeyStore),
      projections,
      clock: systemClock,
      log: { info: silent, error: silent },
    });
    await runner.prepare();
    return runner;
  }

  async function sizesIn(name: string): Promise<number[]> {
    const collection = await readStore.collection<Box>({ name, version: '1', indexes: [] });
    const { documents } = await collection.find({ sort: [{ field: 'id', direction: 'asc' }], limit: 10 });
    return documents.map(({ size }) => size);
  }

  it('builds them again at the next start, and leaves the others alone', async () => {
    const [boxes, crates] = [model('boxes'), model('crates')];
    await prepare(boxes, crates);
    factor = 10;
    await discardReadModels(readStore, [boxes]);
    expect(await readStore.liveVersion('boxes')).not.toBe('1');
    expect(await readStore.checkpoint('boxes@1')).toBeNull();
    await prepare(boxes, crates);
    expect(await sizesIn('boxes')).toEqual([10, 20, 30]);
    expect(await sizesIn('crates')).toEqual([1, 2, 3]);
    expect(await readStore.versions('boxes')).toEqual(['1']);
    expect(await readStore.liveVersion('boxes')).toBe('1');
  });

  it('takes a model that was never built, and may be repeated', async () => {
    await discardReadModels(readStore, [model('boxes')]);
    await discardReadModels(readStore, [model('boxes')]);
    await prepare(model('boxes'));
    expect(await sizesIn('boxes')).toEqual([1, 2, 3]);
  });

  it('tries parked streams of these models again, and keeps those of others parked', async () => {
    const [boxes, crates] = [model('boxes'), model('crates')];
    fails = true;
    expect((await prepare(boxes, crates)).parkedDocuments()).toHaveLength(6);
    fails = false;
    await discardReadModels(readStore, [boxes]);
    const runner = await prepare(boxes, crates);
    expect(runner.parkedDocuments().map(({ projection }) => projection)).toEqual([
      'crates',
      'crates',
      'crates',
    ]);
    expect(await sizesIn('boxes')).toEqual([1, 2, 3]);
  });

  it('tries parked streams again where it was ended before it had forgotten them', async () => {
    const [boxes, crates] = [model('boxes'), model('crates')];
    fails = true;
    await prepare(boxes, crates);
    fails = false;
    await readStore.collection({ name: 'boxes', version: 'none', indexes: [] });
    await readStore.switchTo('boxes', 'none');
    await readStore.drop('boxes', '1');
    expect((await ParkedDocuments.open(readStore)).list()).toHaveLength(6);
    await prepare(boxes, crates);
    expect(await sizesIn('boxes')).toEqual([1, 2, 3]);
    const parked = (await ParkedDocuments.open(readStore)).list();
    expect(parked.map(({ projection }) => projection)).toEqual(['crates', 'crates', 'crates']);
  });

  it('parks a stream again that was forgotten', async () => {
    const boxes = model('boxes');
    fails = true;
    await prepare(boxes);
    await discardReadModels(readStore, [boxes]);
    expect((await ParkedDocuments.open(readStore)).list()).toEqual([]);
    await prepare(boxes);
    expect((await ParkedDocuments.open(readStore)).list()).toHaveLength(3);
  });
});
