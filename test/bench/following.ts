import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONSULAR_CASE, exampleContext } from '#consular-cases/testing';
import {
  CommandProcessor,
  type EventStore,
  type ProjectionRunner,
  type ReadStore,
  Sealer,
} from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { openSqliteReadStore } from '#read-store-sqlite';
import { type Bench, type Measurement, type Row } from './bench.js';
import { caseRunner } from './case-runner.js';
import { forgottenKeys } from './quiet.js';
import { latencyOf, Random } from './stats.js';
import { appendCases } from './synthetic-log.js';

interface Followed {
  readonly store: EventStore;
  readonly readStore: ReadStore;
  readonly runner: ProjectionRunner;
}

/** Stores and a runner that is about to follow an empty log. */
async function followed(bench: Bench): Promise<Followed> {
  const folder = bench.folder();
  const store = openSqliteEventStore(join(folder, 'events.db'));
  const readStore = openSqliteReadStore(join(folder, 'reads.db'));
  const runner = caseRunner(store, readStore);
  await runner.prepare();
  return { store, readStore, runner };
}

async function closed({ store, readStore, runner }: Followed): Promise<void> {
  await runner.stop();
  await Promise.all([store.close(), readStore.close()]);
}

/** What waits for a runner that was away: live models, not a rebuild. */
export const catchUp: Measurement = {
  name: 'catch-up',
  about: 'events/s of the runner while it catches up with live read models',
  async run(bench) {
    const subject = await followed(bench);
    const { store, runner } = subject;
    const events = bench.size(50_000, 2000);
    await appendCases(store, events, new Random(bench.seed));
    const head = await store.head();
    const started = performance.now();
    runner.start();
    await runner.mark.waitFor(head, Infinity);
    const seconds = (performance.now() - started) / 1000;
    await closed(subject);
    return [{ what: `catch-up over ${events} events`, unit: 'events/s', rate: events / seconds }];
  },
};

const RATE = 200;

/** How long an officer may look at what was true before. */
export const visibility: Measurement = {
  name: 'visibility',
  about: `event committed → visible in the read model, ${RATE} notes a second come whatever happens`,
  async run(bench) {
    const subject = await followed(bench);
    const { store, runner } = subject;
    await appendCases(store, 4000, new Random(bench.seed));
    runner.start();
    await runner.mark.waitFor(await store.head(), Infinity);
    const rows = await underLoad(subject, bench);
    await closed(subject);
    return rows;
  },
};

async function underLoad({ store, runner }: Followed, bench: Bench): Promise<Row[]> {
  const processor = new CommandProcessor(store, new Sealer(forgottenKeys()));
  const streams = await openStreams(store);
  const random = new Random(bench.seed);
  const committed: number[] = [];
  const visible: number[] = [];
  const command = async (index: number): Promise<void> => {
    const begun = performance.now();
    const id = random.uuid();
    const { position } = await processor.handle(
      CONSULAR_CASE,
      streams[index % streams.length] ?? '',
      { type: 'AddNote', data: { text: `Đã gọi điện cho gia đình lần thứ ${index}.` } },
      exampleContext({ occurredOn: '2026-01-05' }),
      { commandId: id, correlationId: id, causationId: id, fingerprint: 'f' },
    );
    const done = performance.now();
    committed.push(done - begun);
    await runner.mark.waitFor(position, Infinity);
    visible.push(performance.now() - done);
  };
  const commands: Promise<void>[] = [];
  const started = performance.now();
  for (let index = 0; index < bench.size(20, 2) * RATE; index += 1) {
    const wait = started + (index * 1000) / RATE - performance.now();
    if (wait > 1) await sleep(wait);
    commands.push(command(index));
  }
  await Promise.all(commands);
  return [
    { what: 'command → committed', latency: latencyOf(committed) },
    { what: 'committed → visible', latency: latencyOf(visible) },
  ];
}

/** Cases that still take notes. */
export async function openStreams(store: EventStore): Promise<string[]> {
  const last = new Map<string, string>();
  for await (const page of store.readAll({ pageSize: 2000 }))
    for (const { stream, type } of page.events) last.set(stream, type);
  return [...last].filter(([, type]) => type !== 'CaseClosed').map(([stream]) => stream);
}
