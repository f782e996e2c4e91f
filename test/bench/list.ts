import { join } from 'node:path';
import { ApiServer } from './api-server.js';
import { type Bench, inTurns, type Measurement, ratioOf, type Row } from './bench.js';
import { startChild } from './child.js';
import { cpuSecondsOf } from './cpu.js';
import { Clients } from './load.js';
import { type LoadRequest, type LoadResult } from './load-worker.js';
import { latencyOf, median, Random, rateOf } from './stats.js';
import { KINDS } from './case-stories.js';
import { COUNTRIES, dayOf, DAYS, OFFICERS, personIdOf, sequenceOf } from './synthetic-cases.js';
import { type SyntheticOffice, syntheticOffice } from './synthetic-office.js';

const CLIENTS = 4;
const CASES = '/api/v1/consular-cases';
const OPEN = 'received,awaiting_supplement,verified,forwarded,in_protection,resolved';

type Ask = (random: Random, office: SyntheticOffice) => Readonly<Record<string, string>>;

const officer = (random: Random): string => random.pick(OFFICERS).id;

/** What officers ask for, 20 cases a page. */
const LISTS: Readonly<Record<string, Ask>> = {
  'newest first': () => ({}),
  'newest first, counted': () => ({ count: 'true' }),
  'one phase': (random) => ({ phase: random.pick(['forwarded', 'closed']) }),
  'all open phases': () => ({ phase: OPEN }),
  'one officer': (random) => ({ officer: officer(random) }),
  'an officer, open, by due day': (random) => ({ officer: officer(random), phase: OPEN, sort: 'nextDueOn' }),
  'one unit': (random) => ({ unit: random.pick(OFFICERS).unit }),
  'one kind': (random) => ({ kind: random.pick(KINDS) }),
  'one country': (random) => ({ country: random.pick(COUNTRIES) }),
  'a country and a kind': (random) => ({ country: random.pick(COUNTRIES), kind: random.pick(KINDS) }),
  'a kind in a month': (random) => {
    const day = random.below(DAYS - 30);
    return { kind: random.pick(KINDS), openedFrom: dayOf(day), openedTo: dayOf(day + 30) };
  },
  'overdue, by due day': () => ({ overdue: 'true', sort: 'nextDueOn' }),
  'overdue, newest first': () => ({ overdue: 'true' }),
  'the cases of a person': (random, { people }) => ({ subject: personIdOf(random.below(people)) }),
  'a number': (random, { known }) => ({ q: `bhcd ${sequenceOf(random.below(known.length))}` }),
};

/** Pages of the product's list against one case by its id, on the same server. */
export const list: Measurement = {
  name: 'list',
  about: `list page of 20 cases with names against GET /consular-cases/{id}, ${CLIENTS} clients`,
  async run(bench) {
    const office = await syntheticOffice(bench, bench.size(1_000_000, 5000));
    const server = await ApiServer.start(office.folder);
    const page = await (await fetch(`${server.url}${CASES}?count=false`)).json();
    const bare = await startChild<{ url: string }>('bare-server.js', {
      reads: join(office.folder, 'read.db'),
      page,
    });
    const clients = new Clients();
    try {
      const subject = { bench, office, clients };
      const asked = asker(subject, { url: server.url, pid: server.pid });
      const floor = asker(subject, { url: bare.first.url, pid: bare.process.pid ?? 0 });
      return await comparing(subject, asked, floor);
    } finally {
      await clients.stop();
      await bare.stop();
      await server.stop();
    }
  },
};

interface Subject {
  readonly bench: Bench;
  readonly office: SyntheticOffice;
  readonly clients: Clients;
}

/** A load and what it cost the server. */
interface Asked extends LoadResult {
  /** Milliseconds of the server's processor for each answer; not known everywhere. */
  readonly cpu?: number;
}
type Asker = (requests: readonly LoadRequest[]) => Promise<Asked>;

const asker =
  ({ bench, clients }: Subject, { url, pid }: { readonly url: string; readonly pid: number }): Asker =>
  async (requests) => {
    const before = cpuSecondsOf(pid);
    const result = await clients.load({ url, clients: CLIENTS, seconds: bench.size(1, 0.5), requests });
    const after = cpuSecondsOf(pid);
    const known = before !== undefined && after !== undefined;
    return { ...result, ...(known && { cpu: ((after - before) * 1000) / result.count }) };
  };

async function comparing({ bench, office }: Subject, ask: Asker, floor: Asker): Promise<Row[]> {
  const random = new Random(bench.seed);
  const anyId = (): string => office.known[random.below(office.known.length)] ?? '';
  const byId = many(() => `${CASES}/${anyId()}`);
  const bareById = many(() => `/cases/${anyId()}`);
  const barePage = many(() => '/page');
  for (const warm of [byId, byId]) await ask(warm);
  const rounds = bench.size(3, 1);
  const key = () => ask(byId);
  const first = await inTurns(rounds, { key, bareKey: () => floor(bareById), bare: () => floor(barePage) });
  const rows = [
    rowOf(`GET /consular-cases/{id}, one of ${office.cases.toLocaleString('en')}`, first.key),
    rowOf('floor: the stored document by its key, a bare route', first.bareKey),
    rowOf('floor: the same page from memory, a bare route', first.bare),
  ];
  for (const [what, question] of Object.entries(LISTS)) {
    const pages = many(() => pathOf(question(random, office)));
    await ask(pages.slice(0, 50));
    const runs = await inTurns(rounds, { key, page: () => ask(pages) });
    rows.push({
      ...rowOf(what, runs.page),
      ratio: ratioOf(runs.page, runs.key, ({ latencies }) => latencyOf(latencies).p99),
      to: 'p99 by id',
      goal: { atMost: 5 },
    });
  }
  return rows;
}

const many = (path: () => string): LoadRequest[] =>
  Array.from({ length: 2000 }, () => ({ method: 'GET', path: path() }));

const pathOf = (question: Readonly<Record<string, string>>): string =>
  `${CASES}?${new URLSearchParams({ limit: '20', count: 'false', ...question }).toString()}`;

function rowOf(what: string, runs: readonly Asked[]): Row {
  const cpu = runs.map((run) => run.cpu).filter((known) => known !== undefined);
  return {
    what,
    unit: 'answers/s',
    rate: median(runs.map(rateOf)),
    latency: latencyOf(runs.flatMap(({ latencies }) => latencies)),
    ...(cpu.length > 0 && { cpu: median(cpu) }),
  };
}
