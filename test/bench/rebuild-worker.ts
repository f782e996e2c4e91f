import { readFileSync } from 'node:fs';
import { openSqliteEventStore } from '#event-store-sqlite';
import { openSqliteReadStore } from '#read-store-sqlite';
import { rebuildCases, type Rebuilt } from './case-runner.js';
import { answer } from './child.js';
import { median } from './stats.js';
import { rawRebuild, type RawRebuildJob } from './raw-rebuild.js';

/** One rebuild in a process of its own, so that its memory is its own. */
export interface RebuildJob extends RawRebuildJob {
  readonly how: 'runner' | 'raw';
}

export interface RebuildResult extends Rebuilt {
  /** Seconds of processor, in all threads. */
  readonly cpu: number;
  /** Highest resident memory. */
  readonly peakMiB: number;
  /**
   * The part of it that is no mapped file, which the system cannot take back: its median from a tenth to three tenths
   * of the way, when caches are filled, and over the last fifth. The highest says more about when garbage was collected.
   */
  readonly ownMiB: { readonly early: number; readonly late: number };
}

async function runnerRebuild({ events, reads }: RebuildJob): Promise<Omit<RebuildResult, 'peakMiB'>> {
  const store = openSqliteEventStore(events, { readOnly: true });
  const readStore = openSqliteReadStore(reads);
  const own: number[] = [];
  const before = process.cpuUsage();
  const rebuilt = await rebuildCases(store, readStore, () => {
    own.push(ownMemoryMiB());
  });
  const cpu = secondsSince(before);
  await readStore.close();
  await store.close();
  return { ...rebuilt, cpu, ownMiB: { early: medianOf(own, 0.1, 0.3), late: medianOf(own, 0.8, 1) } };
}

function rawRun(job: RebuildJob): Omit<RebuildResult, 'peakMiB'> {
  const run = rawRebuild(job);
  const before = process.cpuUsage();
  return { ...run(), cpu: secondsSince(before), ownMiB: { early: 0, late: 0 } };
}

/** Of the samples between two parts of the way. */
const medianOf = (samples: readonly number[], from: number, to: number): number =>
  median(samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to)));

function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
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
  const result = job.how === 'raw' ? rawRun(job) : await runnerRebuild(job);
  return { ...result, peakMiB: process.resourceUsage().maxRSS / 1024 };
});
