import { readFileSync } from 'node:fs';
import { type Projection, ProjectionRunner, Sealer } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store-sqlite';
import { systemClock } from '#kernel';
import { openSqliteReadStore } from '#read-store-sqlite';
import { answer } from './child.js';
import { noKeys, silent } from './quiet.js';
import { rawRebuild } from './raw-rebuild.js';
import { caseProjection } from './synthetic-cases.js';

/** One rebuild in a process of its own, so that its memory is its own. */
export interface RebuildJob {
  readonly how: 'runner' | 'raw';
  /** The log to read. */
  readonly events: string;
  /** The read store to fill. */
  readonly reads: string;
  /** For `raw`: a read store that the runner filled from the same log. */
  readonly model?: string;
}

export interface RebuildResult {
  readonly events: number;
  readonly seconds: number;
  /** Highest resident memory, and the part of it that is no mapped file: what the system cannot take back. */
  readonly peakMiB: number;
  readonly ownMiB: number;
}

type Timing = Pick<RebuildResult, 'events' | 'seconds' | 'ownMiB'>;

async function runnerRebuild({ events, reads }: RebuildJob): Promise<Timing> {
  const store = openSqliteEventStore(events, { readOnly: true });
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
  let folded = 0;
  let ownMiB = 0;
  const started = performance.now();
  await runner.prepare((progress) => {
    folded = progress.events;
    ownMiB = Math.max(ownMiB, ownMemoryMiB());
  });
  const seconds = (performance.now() - started) / 1000;
  await readStore.close();
  await store.close();
  return { events: folded, seconds, ownMiB };
}

/** Linux tells mapped files from the rest; elsewhere all of it counts. */
function ownMemoryMiB(): number {
  try {
    const [, kilobytes] = /^RssAnon:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return process.memoryUsage().rss / 2 ** 20;
  }
}

answer<RebuildJob, RebuildResult>(async (job) => {
  const result = job.how === 'raw' ? { ...rawRebuild(job), ownMiB: 0 } : await runnerRebuild(job);
  return { ...result, peakMiB: process.resourceUsage().maxRSS / 1024 };
});
