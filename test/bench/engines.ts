import { join } from 'node:path';
import { collectionKey, collectionOf, type Document, type EventStore, idOf } from '#event-sourcing';
import { openEventStoreDb } from '#event-store-eventstoredb';
import { openSqliteEventStore } from '#event-store-sqlite';
import { openMongoReadStore } from '#read-store-mongodb';
import { openSqliteReadStore } from '#read-store-sqlite';
import { Appender } from './append.js';
import { type Bench, inTurns, type Measurement, rateRow, ratioOf, type Row } from './bench.js';
import { caseProjection, rebuildCases, type Rebuilt } from './case-runner.js';
import { type EngineServer, eventStoreServer, mongoServer } from './engine-servers.js';
import { RawEventStoreDb, RawMongo } from './raw-clients.js';
import { median, Random, timed, type Timed } from './stats.js';
import { appendCases } from './synthetic-log.js';
import { type Placed, RowSource } from './synthetic-rows.js';

/** The port on EventStoreDB against the client that it stands on, the embedded store beside them. */
export const engineAppend: Measurement = {
  name: 'engine-append',
  about: 'durable append: embedded, and through the port on EventStoreDB against its raw client',
  async run(bench) {
    const server = await eventStoreServer(bench);
    try {
      return [...(await appending(bench, server, 1)), ...(await appending(bench, server, 32))];
    } finally {
      await server.leave();
    }
  },
};

async function appending(bench: Bench, server: EngineServer, writers: number): Promise<Row[]> {
  const embedded = await Appender.open(bench, writers);
  const store = await openEventStoreDb(server.room());
  const ours = await Appender.on(store, bench.seed + 100, writers);
  const raw = new RawEventStoreDb(server.room());
  const sources = await Promise.all(
    Array.from({ length: writers }, (_, writer) => RowSource.create(bench.seed + 200 + writer)),
  );
  const rawRun = (each: number): Promise<Timed> => {
    const rows = sources.map((source) => source.take(each));
    return timed(each, writers, (index, writer) => raw.append(rows[writer]?.[index] as Placed));
  };
  const each = Math.ceil(bench.size(writers === 1 ? 400 : 1600, 64) / writers);
  const runs = await inTurns(bench.rounds + 1, {
    embedded: () => embedded.run(each),
    raw: () => rawRun(each),
    ours: () => ours.run(each),
  });
  await Promise.all([embedded.close(), ours.close(), raw.close()]);
  // The first round warms up.
  const [e, r, o] = [runs.embedded.slice(1), runs.raw.slice(1), runs.ours.slice(1)];
  const by = writers === 1 ? '1 writer' : `${writers} writers`;
  return [
    rateRow(`append, ${by}: embedded`, 'appends/s', e),
    { ...rateRow(`append, ${by}: raw EventStoreDB client`, 'appends/s', r), note: server.what },
    rateRow(`append, ${by}: EventStoreDB`, 'appends/s', o, {
      to: 'raw client',
      runs: r,
      goal: { atLeast: 0.9 },
    }),
  ];
}

/** The read model of cases on the servers against what their raw clients do at best, the embedded one beside. */
export const engineRebuild: Measurement = {
  name: 'engine-rebuild',
  about: 'rebuild: embedded, and from EventStoreDB into MongoDB against raw subscription and raw bulk write',
  async run(bench) {
    const mongo = await mongoServer();
    try {
      const server = await eventStoreServer(bench);
      try {
        return await rebuilding(bench, server, mongo);
      } finally {
        await server.leave();
      }
    } finally {
      await mongo.leave();
    }
  },
};

async function rebuilding(bench: Bench, server: EngineServer, mongo: EngineServer): Promise<Row[]> {
  const events = bench.size(20_000, 1000);
  const folder = bench.folder();
  const embedded = openSqliteEventStore(join(folder, 'events.db'));
  const remote = await openEventStoreDb(server.room());
  for (const store of [embedded, remote]) await appendCases(store, events, new Random(bench.seed));
  const pages = await pagesOf(embedded, join(folder, 'model.db'));
  const raw = new RawEventStoreDb(server.room());
  const runs = await inTurns(bench.size(3, 1), {
    embedded: (round) => intoSqlite(embedded, join(folder, `reads-${round}.db`)),
    decode: () => clocked(events, () => raw.receive(caseProjection.codec.category, events)),
    write: () => rawWrites(mongo.room(), events, pages),
    servers: () => intoMongo(remote, mongo.room()),
  });
  await Promise.all([embedded.close(), remote.close(), raw.close()]);
  const lower = runs.decode.map((run, round) => {
    const other = runs.write[round] ?? run;
    return rate(run) < rate(other) ? run : other;
  });
  return [
    row('rebuild: embedded', runs.embedded),
    { ...row('raw: receive and decode a subscription', runs.decode), note: server.what },
    { ...row('raw: bulk write of as many documents', runs.write), note: mongo.what },
    {
      ...row('rebuild: from EventStoreDB into MongoDB', runs.servers),
      ratio: ratioOf(runs.servers, lower, rate),
      to: 'the lower raw',
      goal: { atLeast: 0.6 },
    },
  ];
}

const rate = ({ events, seconds }: Rebuilt): number => events / seconds;

const row = (what: string, runs: readonly Rebuilt[]): Row => ({
  what,
  unit: 'events/s',
  rate: median(runs.map(rate)),
});

async function clocked(events: number, work: () => Promise<void>): Promise<Rebuilt> {
  const started = performance.now();
  await work();
  return { events, seconds: (performance.now() - started) / 1000 };
}

/** The finished documents of each page of the log, as often as a rebuild writes them. */
async function pagesOf(store: EventStore, model: string): Promise<readonly (readonly Document[])[]> {
  const readStore = openSqliteReadStore(model);
  await rebuildCases(store, readStore);
  const collection = await readStore.collection(collectionOf(caseProjection));
  const pages: (readonly Document[])[] = [];
  for await (const { events } of store.readAll({ pageSize: 2000 }))
    pages.push(await collection.getMany([...new Set(events.map(({ stream }) => idOf(stream)))]));
  await readStore.close();
  return pages;
}

async function intoSqlite(store: EventStore, path: string): Promise<Rebuilt> {
  const readStore = openSqliteReadStore(path);
  const rebuilt = await rebuildCases(store, readStore);
  await readStore.close();
  return rebuilt;
}

async function intoMongo(store: EventStore, url: string): Promise<Rebuilt> {
  const readStore = await openMongoReadStore(url);
  const rebuilt = await rebuildCases(store, readStore);
  await readStore.close();
  return rebuilt;
}

/** Into a collection with the same indexes. */
async function rawWrites(
  url: string,
  events: number,
  pages: readonly (readonly Document[])[],
): Promise<Rebuilt> {
  const definition = collectionOf(caseProjection);
  const laidOut = await openMongoReadStore(url);
  await laidOut.collection(definition);
  await laidOut.close();
  const raw = new RawMongo(url, collectionKey(definition.name, definition.version));
  const run = await clocked(events, async () => {
    for (const page of pages) await raw.replaceAll(page);
  });
  await raw.close();
  return run;
}
