import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectionOf } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { openSqliteReadStore } from '#read-store-sqlite';
import { ApiServer } from './api-server.js';
import { type Bench, inTurns, type Measurement, ratioOf, type Row } from './bench.js';
import { caseProjection, rebuildCases } from './case-runner.js';
import { cpuSecondsOf } from './cpu.js';
import { Clients } from './load.js';
import { latencyOf, median, Random, rateOf, type Timed } from './stats.js';
import { dayOf, DAYS, OFFICERS } from './synthetic-cases.js';
import { syntheticLog } from './synthetic-log.js';

const CLIENTS = 4;
const CASES = '/api/v1/consular-cases';

/** Days of the log's years that a list is asked as at: with half of the cases, and with all but the last. */
const MOMENTS = { 'in the middle of its years': dayOf(DAYS / 2), 'at its end': dayOf(DAYS) } as const;
const CLOCKS = ['recorded', 'occurred'] as const;

/** What is asked of the past and of the present alike. */
const LISTS: Readonly<Record<string, (random: Random) => Readonly<Record<string, string>>>> = {
  'newest first': () => ({}),
  'newest first, counted': () => ({ count: 'true' }),
  'one kind': () => ({ kind: 'detention' }),
  'an officer, by due day': (random) => ({ officer: random.pick(OFFICERS).id, sort: 'nextDueOn' }),
  'a number': (random) => ({ q: `bhcd ${random.below(10_000)}` }),
};

/** Lists and cases as at a moment of the past, on the embedded engine. */
export const asAt: Measurement = {
  name: 'as-at',
  about: `a list as at a date, cold and cached, and one case as at a date, ${CLIENTS} clients`,
  async run(bench) {
    const events = bench.size(1_000_000, 5000);
    const log = await syntheticLog(bench, events);
    const office = await officeOf(bench, log);
    const server = await ApiServer.start(office.folder);
    const clients = new Clients();
    try {
      const subject = { bench, url: server.url, pid: server.pid, clients, ids: office.ids };
      return [
        ...(await cold(subject, log, events)),
        memoryOf(server.pid),
        ...(await cached(subject)),
        ...(await oneCase(subject)),
      ];
    } finally {
      await clients.stop();
      await server.stop();
    }
  },
};

interface Subject {
  readonly bench: Bench;
  readonly url: string;
  readonly pid: number;
  readonly clients: Clients;
  readonly ids: readonly string[];
}

/** A data folder with that log and its read model. */
async function officeOf(
  bench: Bench,
  log: string,
): Promise<{ readonly folder: string; readonly ids: readonly string[] }> {
  const folder = join(bench.folder(), 'data');
  mkdirSync(folder);
  symlinkSync(log, join(folder, 'events.db'));
  bench.say('building the read model of that log');
  const store = openSqliteEventStore(log, { readOnly: true });
  const reads = openSqliteReadStore(join(folder, 'read.db'));
  await rebuildCases(store, reads);
  const collection = await reads.collection(collectionOf(caseProjection));
  const { documents } = await collection.findLines({ sort: [], limit: 1000 });
  await reads.close();
  await store.close();
  return { folder, ids: documents.map(({ id }) => id) };
}

/** How long something took, and how long a processor worked for it. */
interface Took {
  readonly seconds: number;
  readonly cpu: number;
}

/** Reads and parses the whole log, through `node:sqlite` with nothing around it. */
async function rawRead(log: string): Promise<Took> {
  const db = new DatabaseSync(log, { readOnly: true });
  const page = db.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT 2000');
  const started = performance.now();
  const before = process.cpuUsage();
  for (let position = 0; ;) {
    const rows = page.all(position) as { position: number; data: string; metadata: string }[];
    for (const { data, metadata } of rows) {
      JSON.parse(data);
      JSON.parse(metadata);
    }
    const last = rows.at(-1);
    if (!last) break;
    position = last.position;
  }
  db.close();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - started) / 1000;
  // Connections that the server gave up meanwhile are noticed before one is used again.
  await sleep(100);
  return { seconds, cpu: (user + system) / 1e6 };
}

async function cold({ bench, url, pid }: Subject, log: string, events: number): Promise<Row[]> {
  const rows: Row[] = [];
  const asked = async (address: string): Promise<Took> => {
    const before = cpuSecondsOf(pid) ?? NaN;
    const seconds = await secondsOf(address);
    return { seconds, cpu: (cpuSecondsOf(pid) ?? NaN) - before };
  };
  for (const clock of CLOCKS) {
    for (const [where, day] of Object.entries(MOMENTS)) {
      const runs = await inTurns(bench.size(3, 1), {
        raw: () => rawRead(log),
        // Another moment of that day each time, which nobody has asked for.
        list: (round) => asked(`${url}${CASES}?clock=${clock}&asAt=${day}T00:00:0${round}.000Z`),
      });
      rows.push({
        what: `list as at a date ${where}, ${clock}: cold, over ${events.toLocaleString('en')} events`,
        rate: events / median(runs.list.map(({ seconds }) => seconds)),
        unit: 'events/s',
        ratio: ratioOf(runs.list, runs.raw, ({ seconds }) => seconds),
        to: 'reading and parsing the log',
        goal: { atMost: 2.5 },
        note: `by processor time ${ratioOf(runs.list, runs.raw, ({ cpu }) => cpu).toFixed(2)} × raw`,
      });
    }
  }
  return rows;
}

async function secondsOf(address: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  return (performance.now() - started) / 1000;
}

/** Where the system says it. */
function memoryOf(pid: number): Row {
  const status = (() => {
    try {
      return readFileSync(`/proc/${pid}/status`, 'utf8');
    } catch {
      return '';
    }
  })();
  const peak = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? NaN) / 1024;
  return { what: `the server's peak memory, four moments kept: ${Math.round(peak)} MiB` };
}

async function cached({ bench, url, clients }: Subject): Promise<Row[]> {
  const random = new Random(bench.seed);
  const past = { asAt: dayOf(DAYS / 2), clock: 'recorded' };
  await secondsOf(`${url}${CASES}?${new URLSearchParams(past).toString()}`);
  const rows: Row[] = [];
  for (const [what, question] of Object.entries(LISTS)) {
    const paths = (more: Readonly<Record<string, string>>) =>
      Array.from({ length: 500 }, () => {
        const asked = { limit: '20', count: 'false', ...question(random), ...more };
        return { method: 'GET' as const, path: `${CASES}?${new URLSearchParams(asked).toString()}` };
      });
    const load = (requests: ReturnType<typeof paths>) =>
      clients.load({ url, clients: CLIENTS, seconds: bench.size(1, 0.5), requests });
    const runs = await inTurns(bench.size(3, 1), {
      live: () => load(paths({})),
      past: () => load(paths(past)),
    });
    rows.push(rowOf(`${what}: live`, runs.live));
    rows.push({ ...rowOf(`${what}: as at a date, cached`, runs.past), ...against(runs.past, runs.live, 2) });
  }
  return rows;
}

async function oneCase({ bench, url, clients, ids }: Subject): Promise<Row[]> {
  const load = (query: string) =>
    clients.load({
      url,
      clients: CLIENTS,
      seconds: bench.size(1, 0.5),
      requests: ids.map((id) => ({ method: 'GET' as const, path: `${CASES}/${id}${query}` })),
    });
  const runs = await inTurns(bench.size(3, 1), {
    live: () => load(''),
    // They were all opened by then.
    past: () => load(`?asAt=${dayOf(DAYS)}`),
  });
  return [
    rowOf('one case: as it is', runs.live),
    { ...rowOf('one case: as at a date', runs.past), ...against(runs.past, runs.live, 3) },
  ];
}

const against = (past: readonly Timed[], live: readonly Timed[], atMost: number) => ({
  ratio: ratioOf(past, live, ({ latencies }) => latencyOf(latencies).p99),
  to: 'p99 live',
  goal: { atMost },
});

const rowOf = (what: string, runs: readonly Timed[]): Row => ({
  what,
  unit: 'answers/s',
  rate: median(runs.map(rateOf)),
  latency: latencyOf(runs.flatMap(({ latencies }) => latencies)),
});
