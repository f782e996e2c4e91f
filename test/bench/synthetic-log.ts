import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chain, type EventStore, Sealer } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { type Bench } from './bench.js';
import { forgottenKeys } from './quiet.js';
import { CaseSource, DAYS, type Draft } from './synthetic-cases.js';
import { Random } from './stats.js';

/** Changes with what is generated, so that nothing old is taken up again. */
const VERSION = 2;

/** Cases that are worked on at the same time: their events lie mixed in the log. */
const OPEN_AT_ONCE = 400;

/** Appends that share a transaction, and cases that are made together. */
const TOGETHER = 256;

interface OpenCase {
  readonly stream: string;
  readonly history: Draft[];
  revision: number;
  previous: string;
}

/** Cases one after the other, as many as are asked for. */
async function* newCases(random: Random): AsyncGenerator<OpenCase, never> {
  const source = new CaseSource(random, new Sealer(forgottenKeys()), 100_000);
  for (let from = 0; ; from += TOGETHER) {
    const made = Array.from({ length: TOGETHER }, (_, at) =>
      source.case({ index: from + at, day: (from + at) % DAYS, open: random.chance(0.2) }),
    );
    for (const { stream, events } of await Promise.all(made))
      yield { stream, history: [...events], revision: 0, previous: '' };
  }
}

/** Appends exactly `events` events of cases, mixed as an office works on them. */
export async function appendCases(store: EventStore, events: number, random: Random): Promise<void> {
  const cases = newCases(random);
  const opened = async (): Promise<OpenCase> => (await cases.next()).value;
  const desk: OpenCase[] = [];
  while (desk.length < Math.min(OPEN_AT_ONCE, events)) desk.push(await opened());
  let waiting: Promise<unknown>[] = [];
  for (let written = 0; written < events; written += 1) {
    const place = random.below(desk.length);
    let current = desk[place] as OpenCase;
    if (current.history.length === 0) current = desk[place] = await opened();
    const next = chain(current.stream, current.history.splice(0, 1), current.revision, current.previous);
    const expected = current.revision === 0 ? 'no-stream' : current.revision - 1;
    waiting.push(store.append(current.stream, next, expected));
    current.revision += 1;
    current.previous = next[0]?.metadata.integrity.hash ?? '';
    if (waiting.length < TOGETHER) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
}

/** The file of a log of `events` events, made when it is not there from an earlier run. */
export async function syntheticLog(bench: Bench, events: number): Promise<string> {
  const path = join(bench.cache, `log-${VERSION}-${bench.seed}-${events}.db`);
  if (existsSync(path)) return path;
  bench.say(`making a log of ${events} events, once`);
  const unfinished = `${path}.part`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  const store = openSqliteEventStore(unfinished);
  await appendCases(store, events, new Random(bench.seed));
  await store.close();
  renameSync(unfinished, path);
  return path;
}
