import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chain, type NewEvent, type Projection, ProjectionRunner, Sealer } from '#event-sourcing';
import { openSqliteEventStore, type SqliteEventStore } from '#event-store-sqlite';
import { systemClock } from '#kernel';
import { openSqliteReadStore } from '#read-store-sqlite';
import { Appender } from './append.js';
import { type Bench, inTurns, type Measurement, rateRow, ratioOf, type Row } from './bench.js';
import { type Child, startChild } from './child.js';
import { noKeys, silent } from './quiet.js';
import { RawLog, schemaOf } from './raw-log.js';
import { median, Random, rateOf, timed, type Timed } from './stats.js';
import { caseProjection } from './synthetic-cases.js';
import { caseHistory } from './synthetic-events.js';
import { RowSource } from './synthetic-rows.js';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'test', 'bench', 'peers');

/** What the peer's process answers. */
interface PeerAppends extends Timed {
  readonly failures: number;
  /** What it logged, by SQLite's code. */
  readonly causes: Readonly<Record<string, number>>;
}
type Peer = Child<unknown>;

/** emmett's SQLite store on the same work, side by side. */
export const peers: Measurement = {
  name: 'peers',
  about: "emmett's SQLite store beside ours on the same work",
  async run(bench) {
    if (!existsSync(join(FOLDER, 'node_modules', 'sqlite3')))
      throw new Error('emmett is not installed: npm run bench:peers');
    const peer = await startChild<unknown>(join(FOLDER, 'emmett.mjs'), {
      do: 'open',
      file: join(bench.folder(), 'emmett.db'),
    });
    try {
      return [...(await appending(bench, peer)), ...(await readingAndRebuilding(bench, peer))];
    } finally {
      await peer.stop();
    }
  },
};

async function appending(bench: Bench, peer: Peer): Promise<Row[]> {
  const raw = await RawLog.create(bench);
  const one = new Appender(bench, 1);
  const many = new Appender(bench, 32);
  const count = bench.size(640, 64);
  // emmett waits for locks, up to seconds for each append: few appends say enough.
  const contended = bench.size(64, 32);
  const sources = Array.from({ length: 33 }, (_, writer) => new RowSource(bench.seed + 1000 + writer));
  const ask = (writers: readonly RowSource[], total: number) =>
    peer.ask({
      do: 'append',
      rows: writers.map((source) => source.take(total / writers.length)),
    }) as Promise<PeerAppends>;
  const runs = await inTurns(bench.size(3, 1), {
    raw: () => raw.commits(count),
    one: () => one.run(count),
    peerOne: () => ask(sources.slice(0, 1), count),
    many: () => many.run(count / 32),
    peerMany: () => ask(sources.slice(1), contended),
  });
  raw.close();
  await Promise.all([one.close(), many.close()]);
  const to = { to: 'R', runs: runs.raw };
  return [
    rateRow('R: raw node:sqlite, one row a commit', 'commits/s', runs.raw),
    rateRow('append, 1 writer: ours', 'appends/s', runs.one, to),
    peerRow('append, 1 writer: emmett', runs.peerOne, to),
    rateRow('append, 32 writers: ours', 'appends/s', runs.many, to),
    peerRow('append, 32 writers: emmett', runs.peerMany, to),
  ];
}

function peerRow(
  what: string,
  runs: readonly PeerAppends[],
  to: { readonly to: string; readonly runs: readonly Timed[] },
): Row {
  const done = runs.reduce((sum, { count }) => sum + count, 0);
  const failed = runs.reduce((sum, { failures }) => sum + failures, 0);
  const causes = new Set(runs.flatMap((run) => Object.keys(run.causes)));
  const note = `${failed} of ${done + failed} failed: ${[...causes].join(', ')}`;
  return { ...rateRow(what, 'appends/s', runs, to), ...(failed > 0 && { note }) };
}

interface Filled {
  readonly stream: string;
  readonly events: readonly NewEvent[];
}

async function readingAndRebuilding(bench: Bench, peer: Peer): Promise<Row[]> {
  const folder = bench.folder();
  const store = openSqliteEventStore(join(folder, 'events.db'));
  const cases = wholeCases(bench, bench.size(1000, 30));
  for (const { stream, events } of cases) await store.append(stream, events, 'no-stream');
  await peer.ask({ do: 'open', file: join(folder, 'emmett.db') });
  await peer.ask({ do: 'fill', streams: cases });
  const streams = cases.map(({ stream }) => stream);
  const reads = await inTurns(bench.size(3, 1), {
    ours: () => timed(streams.length, 1, (index) => store.readStream(streams[index] ?? '')),
    peer: () => peer.ask({ do: 'read', streams, rounds: 1 }) as Promise<Timed>,
  });
  const model = join(folder, 'model.db');
  await rebuildOurs(store, model);
  const schema = schemaOf(model).filter((statement) => statement.includes(`"${caseProjection.name}@`));
  const events = cases.reduce((sum, one) => sum + one.events.length, 0);
  const rebuilds = await inTurns(bench.size(3, 1), {
    ours: (round) => rebuildOurs(store, join(folder, `reads-${round}.db`)),
    peer: (round) =>
      peer.ask({
        do: 'rebuild',
        name: `rebuild-${round}`,
        events,
        schema: emptied(schema),
      }) as Promise<Rebuilt>,
  });
  await store.close();
  const rate = (run: Rebuilt): number => run.events / run.seconds;
  const rebuilt = (what: string, runs: readonly Rebuilt[]): Row => ({
    what,
    unit: 'events/s',
    rate: median(runs.map(rate)),
  });
  return [
    rateRow('stream read, about 9 events: ours', 'streams/s', reads.ours),
    {
      ...rateRow('stream read: emmett', 'streams/s', reads.peer),
      ratio: ratioOf(reads.peer, reads.ours, rateOf),
      to: 'ours',
    },
    rebuilt(`rebuild of ${events} events: ours`, rebuilds.ours),
    {
      ...rebuilt('rebuild: emmett', rebuilds.peer),
      ratio: ratioOf(rebuilds.peer, rebuilds.ours, rate),
      to: 'ours',
    },
  ];
}

/** Statements that leave the tables new and empty. */
const emptied = (schema: readonly string[]): string[] => {
  const { name, version } = caseProjection;
  return [
    `DROP TABLE IF EXISTS "${name}@${version}"`,
    `DROP TABLE IF EXISTS "${name}@${version}#many"`,
    ...schema,
  ];
};

function wholeCases({ seed }: Bench, count: number): Filled[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => {
    const stream = `consularCase-${random.uuid()}`;
    return { stream, events: chain(stream, caseHistory(random, index, index % 3600), 0, '') };
  });
}

interface Rebuilt {
  readonly events: number;
  readonly seconds: number;
}

async function rebuildOurs(store: SqliteEventStore, reads: string): Promise<Rebuilt> {
  const readStore = openSqliteReadStore(reads);
  const projections = [caseProjection as unknown as Projection];
  const sealer = new Sealer(noKeys);
  const runner = new ProjectionRunner({
    store,
    readStore,
    sealer,
    projections,
    clock: systemClock,
    log: silent,
  });
  let events = 0;
  const started = performance.now();
  await runner.prepare((progress) => {
    events = progress.events;
  });
  const seconds = (performance.now() - started) / 1000;
  await readStore.close();
  return { events, seconds };
}
