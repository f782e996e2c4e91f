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
  readonly peakMiB: number;
}

async function runnerRebuild({ events, reads }: RebuildJob): Promise<Omit<RebuildResult, 'peakMiB'>> {
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
  const started = performance.now();
  await runner.prepare((progress) => {
    folded = progress.events;
  });
  const seconds = (performance.now() - started) / 1000;
  await readStore.close();
  await store.close();
  return { events: folded, seconds };
}

answer<RebuildJob, RebuildResult>(async (job) => {
  const result = job.how === 'raw' ? rawRebuild(job) : await runnerRebuild(job);
  return { ...result, peakMiB: process.resourceUsage().maxRSS / 1024 };
});
