import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chain, type NewEvent, Sealer } from '#event-sourcing';
import { openSqliteEventStore, type SqliteEventStore } from '#event-store-sqlite';
import { openSqliteReadStore } from '#read-store-sqlite';
import { Appender } from './append.js';
import { type Bench, inTurns, type Measurement, rateRow, ratioOf, type Row } from './bench.js';
import { type Child, startChild } from './child.js';
import { rebuildCases, type Rebuilt } from './case-runner.js';
import { forgottenKeys } from './quiet.js';
import { RawLog } from './raw-log.js';
import { median, Random, rateOf, timed, type Timed } from './stats.js';
import { CaseSource, DAYS } from './synthetic-cases.js';
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
  const one = await Appender.open(bench, 1);
  const many = await Appender.open(bench, 32);
  const count = bench.size(640, 64);
  // emmett waits for locks, up to seconds for each append: few appends say enough.
  const contended = bench.size(64, 32);
  const sources = await Promise.all(
    Array.from({ length: 33 }, (_, writer) => RowSource.create(bench.seed + 1000 + writer)),
  );
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
  const cases = await wholeCases(bench, bench.size(1000, 30));
  for (const { stream, events } of cases) await store.append(stream, events, 'no-stream');
  await peer.ask({ do: 'open', file: join(folder, 'emmett.db') });
  await peer.ask({ do: 'fill', streams: cases });
  const streams = cases.map(({ stream }) => stream);
  const reads = await inTurns(bench.size(3, 1), {
    ours: () => timed(streams.length, 1, (index) => store.readStream(streams[index] ?? '')),
    peer: () => peer.ask({ do: 'read', streams, rounds: 1 }) as Promise<Timed>,
  });
  const events = cases.reduce((sum, one) => sum + one.events.length, 0);
  const rebuilds = await inTurns(bench.size(3, 1), {
    ours: (round) => rebuildOurs(store, join(folder, `reads-${round}.db`)),
    peer: (round) => peer.ask({ do: 'rebuild', name: `rebuild-${round}`, events }) as Promise<Rebuilt>,
  });
  await store.close();
  const rate = (run: Rebuilt): number => run.events / run.seconds;
  const rebuilt = (what: string, runs: readonly Rebuilt[]): Row => ({
    what,
    unit: 'events/s',
    rate: median(runs.map(rate)),
  });
  return [
    rateRow('stream read, about 11 events: ours', 'streams/s', reads.ours),
    {
      ...rateRow('stream read: emmett', 'streams/s', reads.peer),
      ratio: ratioOf(reads.peer, reads.ours, rateOf),
      to: 'ours',
    },
    rebuilt(`rebuild of ${events} events: ours`, rebuilds.ours),
    {
      ...rebuilt('rebuild: emmett, documents without indexes', rebuilds.peer),
      ratio: ratioOf(rebuilds.peer, rebuilds.ours, rate),
      to: 'ours',
    },
  ];
}

async function wholeCases({ seed }: Bench, count: number): Promise<Filled[]> {
  const random = new Random(seed);
  const source = new CaseSource(random, new Sealer(forgottenKeys()), count);
  const cases: Filled[] = [];
  for (let index = 0; index < count; index += 1) {
    const { stream, events } = await source.case({ index, day: index % DAYS, open: false });
    cases.push({ stream, events: chain(stream, events, 0, '') });
  }
  return cases;
}

async function rebuildOurs(store: SqliteEventStore, reads: string): Promise<Rebuilt> {
  const readStore = openSqliteReadStore(reads);
  const rebuilt = await rebuildCases(store, readStore);
  await readStore.close();
  return rebuilt;
}
