import {
  type Document,
  MOST_MOMENTS,
  MOST_WAITING,
  type PastMoment,
  PastModels,
  type Projection,
} from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { openSqliteScratchStore } from '#read-store-sqlite';
import { added, appending, tallies } from '#store-contracts/testing';

const projection = tallies() as unknown as Projection;
const events = openSqliteEventStore(':memory:');
afterAll(() => events.close());
const { append } = appending(() => events);

const failures: string[] = [];
const past = (more: Partial<ConstructorParameters<typeof PastModels>[0]> = {}): PastModels =>
  new PastModels({
    store: events,
    live: () => Promise.resolve({ getLines: () => Promise.resolve([]) }),
    startOfDay: (day) => `${day}T00:00:00.000Z`,
    openScratch: () => Promise.resolve(openSqliteScratchStore()),
    log: { info: () => undefined, error: (_, message) => failures.push(message) },
    ...more,
  });

const moment = (asAt: string): PastMoment => ({ asAt, clock: 'occurred' });
const NOW = moment('2100-01-01T00:00:00.000Z');
const totals = (models: PastModels, at: PastMoment) =>
  models.ask(projection, at, async (lines) => {
    const found = await lines.findLines({ sort: [{ field: 'total', direction: 'asc' }], limit: 100 });
    return found.documents.map((line) => [line.id, line.revision, (line as { total?: number }).total]);
  });

beforeAll(async () => {
  await append('tally-a', added(1), added(2));
  await append('tally-b', added(7));
});

describe('read models as they stood at a moment', () => {
  it('are folded from the log, and follow it', async () => {
    const models = past();
    expect(await totals(models, NOW)).toEqual([
      ['a', 1, 3],
      ['b', 0, 7],
    ]);
    await append('tally-c', added(5));
    await append('tally-a', added(10));
    expect(await totals(models, NOW)).toEqual([
      ['c', 0, 5],
      ['b', 0, 7],
      ['a', 2, 13],
    ]);
    expect(await totals(models, moment('2000-01-01T00:00:00.000Z'))).toEqual([]);
    await models.close();
  });

  it('take what has come no further since from the live read model, and nothing of another revision', async () => {
    const live = [
      { id: 'b', revision: 0, total: 70 },
      { id: 'a', revision: 1, total: 30 },
    ];
    const getLines = <L extends Document>() => Promise.resolve(live as readonly Document[] as readonly L[]);
    const models = past({ live: () => Promise.resolve({ getLines }) });
    expect(await totals(models, NOW)).toEqual([
      ['c', 0, 5],
      ['a', 2, 13],
      ['b', 0, 70],
    ]);
    await models.close();
  });

  it('show a stream as far as it folds, as the live one does, and say so', async () => {
    await append('tally-d', added(1), { type: 'Poisoned', data: {} }, added(2));
    await append('tally-e', { type: 'NeverHeardOf', data: {} }, added(2));
    const models = past();
    expect(await totals(models, NOW)).toEqual([
      ['d', 0, 1],
      ['c', 0, 5],
      ['b', 0, 7],
      ['a', 2, 13],
    ]);
    expect(failures).toEqual(['a past stream cannot be folded', 'a past stream cannot be folded']);
    await append('tally-d', {
      type: 'EventVoided',
      data: { target: (await events.readStream('tally-d'))[1]?.id },
    });
    expect((await totals(models, NOW))[0]).toEqual(['d', 3, 3]);
    await models.close();
  });

  it('share one fold among those who ask for the same moment, and fold one at a time', async () => {
    let opened = 0;
    const models = past({
      openScratch: () => {
        opened += 1;
        return Promise.resolve(openSqliteScratchStore());
      },
    });
    const asked = await Promise.all(Array.from({ length: 20 }, () => totals(models, NOW)));
    expect(opened).toBe(1);
    expect(new Set(asked.map((rows) => JSON.stringify(rows))).size).toBe(1);
    const days = Array.from({ length: MOST_MOMENTS + 2 }, (_, day) =>
      moment(`2022-01-0${day + 3}T00:00:00.000Z`),
    );
    for (const day of [...days, ...days]) expect(await totals(models, day)).toHaveLength(4);
    // Those that made room were folded again.
    expect(opened).toBe(1 + 2 * days.length);
    await models.close();
  });

  it('refuse a further moment while many wait, and answer it later', async () => {
    const models = past();
    const moments = Array.from({ length: MOST_WAITING + 1 }, (_, hour) =>
      moment(`2022-01-04T0${hour}:00:00.000Z`),
    );
    const asked = await Promise.allSettled(moments.map((each) => totals(models, each)));
    expect(asked.map(({ status }) => status)).toEqual([
      ...Array.from({ length: MOST_WAITING }, () => 'fulfilled'),
      'rejected',
    ]);
    expect(asked.at(-1)).toMatchObject({ reason: { code: 'past.busy' } });
    expect(await totals(models, moments.at(-1) as PastMoment)).toHaveLength(4);
    await models.close();
  });

  it('are folded anew after a store did not answer', async () => {
    const models = past({ openScratch: failing(1, () => Promise.resolve(openSqliteScratchStore())) });
    await expect(totals(models, NOW)).rejects.toThrow('not now');
    expect(await totals(models, NOW)).toHaveLength(4);
    await models.close();
  });

  it('end with their process', async () => {
    const models = past();
    const asked = totals(models, NOW);
    await Promise.all([models.close(), expect(asked).rejects.toMatchObject({ code: 'store.unavailable' })]);
  });
});

/** `work` that fails the first `times`. */
function failing<T>(times: number, work: () => Promise<T>): () => Promise<T> {
  let left = times;
  return () => (left-- > 0 ? Promise.reject(new Error('not now')) : work());
}
