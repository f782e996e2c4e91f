import { setTimeout as sleep } from 'node:timers/promises';
import { CONSULAR_CASE, exampleContext } from '#consular-cases/testing';
import { CommandProcessor, type EventStore, liveCollection, type ReadStore, Sealer } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { openSqliteReadStore } from '#read-store-sqlite';
import { caseProjection, caseRunner } from './case-runner.js';
import { textOf } from './case-stories.js';
import { answer } from './child.js';
import { openStreams } from './following.js';
import { forgottenKeys } from './quiet.js';
import { Random } from './stats.js';

/** A process that answers, takes commands and builds its read model again, as a server does in one process. */
export interface RebuildLiveJob {
  /** The log, which is written to. */
  readonly events: string;
  readonly reads: string;
  readonly commandsPerSecond: number;
  readonly seed: number;
}

export interface RebuildLiveResult {
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** Seconds of processor that the load alone uses in a second, and that everything used until all was built. */
  readonly loadCpu: number;
  readonly cpu: number;
  readonly different: number;
  readonly phase: string;
  /** Milliseconds, without and during the rebuild. */
  readonly readsBefore: readonly number[];
  readonly readsDuring: readonly number[];
  readonly commandsDuring: readonly number[];
}

const PAGE = { sort: [{ field: 'case.openedOn', direction: 'desc' as const }], limit: 20 };
const READ_EVERY_MS = 10;
const BEFORE_MS = 3000;

/** Asks for a page at even times, whatever the process does, and tells how late each answer came. */
async function reading(reads: ReadStore, signal: AbortSignal): Promise<number[]> {
  const late: number[] = [];
  for (let due = performance.now(); !signal.aborted; due += READ_EVERY_MS) {
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    const definition = await liveCollection(reads, caseProjection);
    if (!definition) throw new Error('nothing is live');
    await (await reads.collection(definition)).findLines(PAGE);
    late.push(performance.now() - due);
  }
  return late;
}

/** Sends notes at even times to cases that take them. */
async function commanding(
  store: EventStore,
  streams: readonly string[],
  { commandsPerSecond, seed }: RebuildLiveJob,
  signal: AbortSignal,
): Promise<number[]> {
  const processor = new CommandProcessor(store, new Sealer(forgottenKeys()));
  const random = new Random(seed + 1);
  const took: number[] = [];
  const pending: Promise<void>[] = [];
  const started = performance.now();
  for (let index = 0; !signal.aborted; index += 1) {
    const due = started + (index * 1000) / commandsPerSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    const ids = { commandId: random.uuid(), correlationId: random.uuid(), causationId: random.uuid() };
    const command = { type: 'AddNote', data: { text: textOf(120) } } as const;
    const stream = streams[index % streams.length] ?? '';
    const context = exampleContext({ occurredOn: '2026-01-05' });
    pending.push(
      processor
        .handle(CONSULAR_CASE, stream, command, context, { ...ids, fingerprint: 'f' })
        .then(() => void took.push(performance.now() - due)),
    );
  }
  await Promise.all(pending);
  return took;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

answer<RebuildLiveJob, RebuildLiveResult>(async (job) => {
  const store = openSqliteEventStore(job.events);
  const readStore = openSqliteReadStore(job.reads);
  const runner = caseRunner(store, readStore);
  await runner.prepare();
  runner.start();
  const streams = (await openStreams(store)).slice(-500);
  const load = (signal: AbortSignal) =>
    Promise.all([reading(readStore, signal), commanding(store, streams, job, signal)]);

  const before = new AbortController();
  let used = cpuSeconds();
  const quiet = load(before.signal);
  await sleep(BEFORE_MS);
  before.abort();
  const [readsBefore] = await quiet;
  const loadCpu = (cpuSeconds() - used) / (BEFORE_MS / 1000);

  const during = new AbortController();
  const busy = load(during.signal);
  used = cpuSeconds();
  const rebuild = await runner.rebuild(caseProjection.name);
  while (rebuild.progress().phase === 'building') await sleep(5);
  const cpu = cpuSeconds() - used;
  const { events, seconds, eventsPerSecond, different, phase } = await rebuild.done;
  during.abort();
  const [readsDuring, commandsDuring] = await busy;
  await runner.stop();
  await readStore.close();
  await store.close();
  return {
    ...{ events, seconds, eventsPerSecond, different, phase, loadCpu, cpu },
    ...{ readsBefore, readsDuring, commandsDuring },
  };
});
