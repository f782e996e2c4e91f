import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chain, type EventStore } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { type Bench } from './bench.js';
import { Random } from './stats.js';
import { caseHistory, type Draft } from './synthetic-events.js';

/** Changes with what is generated, so that nothing old is taken up again. */
const VERSION = 1;

/** Cases that are worked on at the same time: their events lie mixed in the log. */
const OPEN_AT_ONCE = 400;

/** Appends that share a transaction. */
const TOGETHER = 256;

interface OpenCase {
  readonly stream: string;
  readonly history: Draft[];
  revision: number;
  previous: string;
}

/** Appends exactly `events` events of cases, mixed as an office works on them. */
export async function appendCases(store: EventStore, events: number, random: Random): Promise<void> {
  let cases = 0;
  const open = (): OpenCase => {
    cases += 1;
    const stream = `consularCase-${random.uuid()}`;
    return { stream, history: caseHistory(random, cases, cases % 3600), revision: 0, previous: '' };
  };
  const desk = Array.from({ length: OPEN_AT_ONCE }, open);
  let waiting: Promise<unknown>[] = [];
  for (let written = 0; written < events; written += 1) {
    const place = random.below(desk.length);
    let current = desk[place] as OpenCase;
    if (current.history.length === 0) current = desk[place] = open();
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
