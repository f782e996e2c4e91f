import { collectionOf, PastModels } from '#event-sourcing';
import { openEventStoreDb } from '#event-store-eventstoredb';
import { openMongoReadStore } from '#read-store-mongodb';
import { openSqliteScratchStore } from '#read-store-sqlite';
import { type Bench, inTurns, type Measurement, ratioOf, type Row } from './bench.js';
import { caseProjection, rebuildCases } from './case-runner.js';
import { type EngineServer, eventStoreServer, mongoServer } from './engine-servers.js';
import { silent } from './quiet.js';
import { RawEventStoreDb } from './raw-clients.js';
import { median, Random } from './stats.js';
import { dayOf, DAYS } from './synthetic-cases.js';
import { appendCases } from './synthetic-log.js';

/** Cold, with the log on EventStoreDB and the live read model on MongoDB. */
export const engineAsAt: Measurement = {
  name: 'engine-as-at',
  about: 'a list as at a date, cold, on EventStoreDB and MongoDB against receiving and decoding the log',
  async run(bench) {
    const mongo = await mongoServer();
    try {
      const server = await eventStoreServer(bench);
      try {
        return await folding(bench, server, mongo);
      } finally {
        await server.leave();
      }
    } finally {
      await mongo.leave();
    }
  },
};

async function folding(bench: Bench, server: EngineServer, mongo: EngineServer): Promise<Row[]> {
  const events = bench.size(20_000, 1000);
  const store = await openEventStoreDb(server.room());
  await appendCases(store, events, new Random(bench.seed));
  const reads = await openMongoReadStore(mongo.room());
  await rebuildCases(store, reads);
  const live = await reads.collection(collectionOf(caseProjection));
  const raw = new RawEventStoreDb(server.room());
  const models = new PastModels({
    store,
    live: () => Promise.resolve(live),
    startOfDay: (day) => `${day}T00:00:00.000Z`,
    openScratch: () => Promise.resolve(openSqliteScratchStore()),
    log: silent,
  });
  const page = (day: string, round: number) =>
    models.ask(caseProjection, { asAt: `${day}T00:00:0${round}.000Z`, clock: 'recorded' }, (lines) =>
      lines.findLines({ sort: [{ field: 'case.openedOn', direction: 'desc' }], limit: 20 }),
    );
  const runs = await inTurns(bench.size(3, 1), {
    raw: () => seconds(() => raw.receive(caseProjection.codec.category, events)),
    middle: (round) => seconds(() => page(dayOf(DAYS / 2), round)),
    end: (round) => seconds(() => page(dayOf(DAYS), round)),
  });
  await models.close();
  await Promise.all([reads.close(), store.close(), raw.close()]);
  const row = (what: string, took: readonly number[]): Row => ({
    what,
    unit: 'events/s',
    rate: events / median(took),
    ratio: ratioOf(took, runs.raw, (each) => each),
    to: 'receiving and decoding',
    goal: { atMost: 2.5 },
  });
  return [
    { what: 'raw: receive and decode a subscription', unit: 'events/s', rate: events / median(runs.raw) },
    row('list as at a date in the middle of its years: cold, on servers', runs.middle),
    row('list as at a date at its end: cold, on servers', runs.end),
  ];
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
