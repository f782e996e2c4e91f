import { join } from 'node:path';
import { type EventStore, type NewEvent } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { type Bench, inTurns, type Measurement, rateRow } from './bench.js';
import { RawLog } from './raw-log.js';
import { timed, type Timed } from './stats.js';
import { type Placed, RowSource } from './synthetic-rows.js';

const TO = 'R';

const put = (store: EventStore, { stream, revision, event }: Placed) =>
  store.append(stream, [event], revision === 0 ? 'no-stream' : revision - 1);

/** Appends one event at a time, `writers` of them at once, each on streams of its own. */
export class Appender {
  private constructor(
    private readonly store: EventStore,
    private readonly sources: readonly RowSource[],
  ) {}

  /** On an embedded store of its own. */
  static open(bench: Bench, writers: number): Promise<Appender> {
    return Appender.on(openSqliteEventStore(join(bench.folder(), 'events.db')), bench.seed, writers);
  }

  /** On a store that it closes. */
  static async on(store: EventStore, seed: number, writers: number): Promise<Appender> {
    const sources = Array.from({ length: writers }, (_, writer) => RowSource.create(seed + writer));
    return new Appender(store, await Promise.all(sources));
  }

  run(each: number): Promise<Timed> {
    const rows = this.sources.map((source) => source.take(each));
    return timed(each, rows.length, (index, writer) => put(this.store, rows[writer]?.[index] as Placed));
  }

  close(): Promise<void> {
    return this.store.close();
  }
}

/** `EventStore.append` against the machine's durable commits. */
export const append: Measurement = {
  name: 'append',
  about: 'durable append through EventStore against raw durable commits',
  async run(bench) {
    const raw = await RawLog.create(bench);
    const one = await Appender.open(bench, 1);
    const many = await Appender.open(bench, 32);
    const count = bench.size(2500, 200);
    const runs = await inTurns(bench.rounds + 1, {
      raw: () => raw.commits(count),
      one: () => one.run(count),
      many: () => many.run(Math.ceil((count * 3) / 32)),
    });
    raw.close();
    await Promise.all([one.close(), many.close()]);
    // The first round warms up.
    const [r, a, b] = [runs.raw.slice(1), runs.one.slice(1), runs.many.slice(1)];
    return [
      rateRow('R: raw node:sqlite, one row a commit', 'commits/s', r),
      rateRow('append, 1 writer', 'appends/s', a, { to: TO, runs: r, goal: { atLeast: 0.7 } }),
      rateRow('append, 32 writers', 'appends/s', b, { to: TO, runs: r, goal: { atLeast: 2.5 } }),
    ];
  },
};

/** Appends of several events at once. */
export const appendSizes: Measurement = {
  name: 'append-sizes',
  about: 'one append of 1, 10 and 100 events, one writer',
  async run(bench) {
    const store = openSqliteEventStore(join(bench.folder(), 'events.db'));
    const rows = [];
    for (const size of [1, 10, 100]) {
      const appends = bench.size(Math.ceil(4000 / size), 10);
      const batches = batchesOf(await RowSource.create(bench.seed + size), size, appends);
      const run = await timed(appends, 1, (index) => {
        const { stream, events } = batches[index] as Batch;
        return store.append(stream, events, 'no-stream');
      });
      rows.push(rateRow(`append of ${size} events`, 'appends/s', [run]));
    }
    await store.close();
    return rows;
  },
};

interface Batch {
  readonly stream: string;
  readonly events: readonly NewEvent[];
}

/** Each batch is a stream of its own; the hashes are not chained over it, which costs the store nothing. */
function batchesOf(source: RowSource, size: number, count: number): Batch[] {
  return Array.from({ length: count }, (_, index) => ({
    stream: `consularCase-${size}-${index}`,
    events: source.take(size).map(({ event }) => event),
  }));
}
