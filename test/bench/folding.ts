import { join } from 'node:path';
import { consularCaseCodec } from '#consular-cases';
import { CONSULAR_CASE, exampleContext } from '#consular-cases/testing';
import { chain, type EventStore, Sealer, stateOf } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { fold } from '#kernel';
import { type Bench, type Measurement, type Row } from './bench.js';
import { forgottenKeys } from './quiet.js';
import { latencyOf, Random, rateOf, timed, type Timed, timedSync } from './stats.js';
import { CaseSource, noteOn } from './synthetic-cases.js';

/** The rules of cases alone, and with the reading of a stream in front of them. */
export const folding: Measurement = {
  name: 'folding',
  about: 'fold and decide alone; read, decode and fold one stream',
  async run(bench) {
    const store = openSqliteEventStore(join(bench.folder(), 'events.db'));
    const rows: Row[] = [];
    for (const size of [10, 100, 1000]) {
      const stream = await streamOf(store, size, bench);
      if (size === 10) rows.push(await deciding(bench, store, stream));
      rows.push(await reading(bench, store, { stream, size }));
    }
    await store.close();
    return rows;
  },
};

/** A case in protection of `size` events, notes for the most part. */
async function streamOf(store: EventStore, size: number, { seed }: Bench): Promise<string> {
  const random = new Random(seed + size);
  const sealer = new Sealer(forgottenKeys());
  const { stream, events } = await new CaseSource(random, sealer, 10).case({
    index: size,
    day: 1,
    open: false,
  });
  const drafts = events.slice(0, 6);
  while (drafts.length < size) drafts.push(await noteOn(random, sealer, stream));
  await store.append(stream, chain(stream, drafts, 0, ''), 'no-stream');
  return stream;
}

async function deciding(bench: Bench, store: EventStore, stream: string): Promise<Row> {
  const { decider } = CONSULAR_CASE;
  const history = (await store.readStream(stream)).map((event) => consularCaseCodec.decode(event));
  const command = { type: 'AddNote', data: { text: 'ghi chú' } } as const;
  const context = exampleContext();
  const run = timedSync(bench.size(100_000, 2000), () =>
    decider.decide(command, fold(decider, history), context),
  );
  return rowOf('fold 10 events and decide', 'decisions/s', run);
}

async function reading(
  bench: Bench,
  store: EventStore,
  { stream, size }: { readonly stream: string; readonly size: number },
): Promise<Row> {
  const run = await timed(bench.size(Math.ceil(100_000 / size), 20), 1, async () =>
    stateOf(CONSULAR_CASE, await store.readStream(stream)),
  );
  return rowOf(`read and fold a stream of ${size} events`, 'streams/s', run);
}

const rowOf = (what: string, unit: string, run: Timed): Row => ({
  what,
  unit,
  rate: rateOf(run),
  latency: latencyOf(run.latencies),
});
