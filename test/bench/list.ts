import { type Filter } from '#event-sourcing';
import { type Bench, inTurns, type Measurement, ratioOf, type Row } from './bench.js';
import { startChild } from './child.js';
import { Clients } from './load.js';
import { type LoadRequest, type LoadResult } from './load-worker.js';
import { latencyOf, median, Random, rateOf } from './stats.js';
import { COUNTRIES, dayOf, KINDS, OFFICERS, UNITS } from './synthetic-events.js';
import { caseIdOf, documentStore } from './synthetic-documents.js';

const CLIENTS = 4;
const PHASES = ['received', 'forwarded', 'closed'] as const;

type Ask = (random: Random) => { readonly filter: Filter; readonly sort: string };

/** What officers ask for, from the simplest to filters that no single index serves. */
const LISTS: Readonly<Record<string, Ask>> = {
  'newest first, no filter': () => ({ filter: {}, sort: 'openedOn' }),
  ...Object.fromEntries(
    Object.entries({ phase: PHASES, officer: OFFICERS, unit: UNITS, kind: KINDS, country: COUNTRIES }).map(
      ([field, values]): [string, Ask] => [
        `one ${field}`,
        (random) => ({ filter: { [field]: random.pick<string>(values) }, sort: 'openedOn' }),
      ],
    ),
  ),
  'my open cases': (random) => ({
    filter: { officer: random.pick(OFFICERS), phase: 'forwarded' },
    sort: 'openedOn',
  }),
  'one country and kind': (random) => ({
    filter: { country: random.pick(COUNTRIES), kind: random.pick(KINDS) },
    sort: 'openedOn',
  }),
  'a kind in a month': (random) => {
    const day = random.below(3600);
    return {
      filter: { kind: random.pick(KINDS), openedOn: { $gte: dayOf(day), $lt: dayOf(day + 30) } },
      sort: 'openedOn',
    };
  },
  'overdue, oldest first': () => ({ filter: { dueOn: { $gt: '', $lt: dayOf(3650) } }, sort: 'dueOn' }),
};

/** A page of the list against one document by its key, on the same server over HTTP. */
export const list: Measurement = {
  name: 'list',
  about: `list page of 20 rows with names against a primary-key read over HTTP, ${CLIENTS} clients`,
  async run(bench) {
    const cases = bench.size(1_000_000, 5000);
    const reads = await documentStore(bench, cases);
    const server = await startChild<{ url: string }>('bare-server.js', { reads });
    const clients = new Clients();
    try {
      return await comparing(bench, clients, { url: server.first.url, cases });
    } finally {
      await clients.stop();
      await server.stop();
    }
  },
};

async function comparing(
  bench: Bench,
  clients: Clients,
  { url, cases }: { url: string; cases: number },
): Promise<Row[]> {
  const random = new Random(bench.seed);
  const seconds = bench.size(2, 1);
  const ask = (requests: readonly LoadRequest[]) =>
    clients.load({ url, clients: CLIENTS, seconds, requests });
  const byKey = many(() => `/cases/${caseIdOf(random.below(cases))}`);
  await ask(byKey);
  const rows: Row[] = [];
  for (const [what, question] of Object.entries(LISTS)) {
    const pages = many(() => pathOf(question(random)));
    await ask(pages.slice(0, 50));
    const runs = await inTurns(bench.size(3, 1), { key: () => ask(byKey), page: () => ask(pages) });
    if (rows.length === 0)
      rows.push(rowOf(`one of ${cases.toLocaleString('en')} cases by its key`, runs.key));
    rows.push({
      ...rowOf(what, runs.page),
      ratio: ratioOf(runs.page, runs.key, ({ latencies }) => latencyOf(latencies).p99),
      to: 'p99 by key',
      goal: { atMost: 5 },
    });
  }
  return rows;
}

const many = (path: () => string): LoadRequest[] =>
  Array.from({ length: 2000 }, () => ({ method: 'GET', path: path() }));

const pathOf = ({ filter, sort }: ReturnType<Ask>): string =>
  `/cases?sort=${sort}&filter=${encodeURIComponent(JSON.stringify(filter))}`;

const rowOf = (what: string, runs: readonly LoadResult[]): Row => ({
  what,
  unit: 'answers/s',
  rate: median(runs.map(rateOf)),
  latency: latencyOf(runs.flatMap(({ latencies }) => latencies)),
});
