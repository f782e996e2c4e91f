import { join } from 'node:path';
import { chain, type EventStore, type StoredEvent, stateOf } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { fold, type Recorded } from '#kernel';
import { type Bench, type Measurement, type Row } from './bench.js';
import { latencyOf, Random, rateOf, timed, timedSync } from './stats.js';
import { caseCodec, caseDecider, type CaseEvent } from './synthetic-cases.js';
import { caseHistory, noteAdded } from './synthetic-events.js';

const TYPE = { decider: caseDecider, codec: caseCodec };
const CONTEXT = {
  actor: { id: 'officer-1', role: 'officer', unit: 'consular' },
  now: '2026-01-05T02:00:00.000Z',
  today: '2026-01-05',
  occurredOn: '2026-01-05',
  facts: null,
} as const;

/** The rules alone, and with the reading of a stream in front of them. */
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

/** An open case of `size` events. */
async function streamOf(store: EventStore, size: number, { seed }: Bench): Promise<string> {
  const random = new Random(seed + size);
  const stream = `consularCase-${random.uuid()}`;
  const drafts = caseHistory(random, 1, 1).slice(0, 4);
  while (drafts.length < size) drafts.push(noteAdded(random));
  await store.append(stream, chain(stream, drafts, 0, ''), 'no-stream');
  return stream;
}

async function deciding(bench: Bench, store: EventStore, stream: string): Promise<Row> {
  const history = decoded(await store.readStream(stream));
  const command = { type: 'AddNote', data: { text: 'note' } } as const;
  const run = timedSync(bench.size(200_000, 2000), () =>
    caseDecider.decide(command, fold(caseDecider, history), CONTEXT),
  );
  return {
    what: 'fold 10 events and decide',
    unit: 'decisions/s',
    rate: rateOf(run),
    latency: latencyOf(run.latencies),
  };
}

const decoded = (stored: readonly StoredEvent[]): Recorded<CaseEvent>[] =>
  stored.map((event) => caseCodec.decode(event));

async function reading(
  bench: Bench,
  store: EventStore,
  { stream, size }: { stream: string; size: number },
): Promise<Row> {
  const run = await timed(bench.size(Math.ceil(200_000 / size), 20), 1, async () =>
    stateOf(TYPE, await store.readStream(stream)),
  );
  return {
    what: `read and fold a stream of ${size} events`,
    unit: 'streams/s',
    rate: rateOf(run),
    latency: latencyOf(run.latencies),
  };
}
