import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { inTurns, type Measurement, ratioOf, type Row } from './bench.js';
import { inChild } from './child.js';
import { type RebuildJob, type RebuildResult } from './rebuild-worker.js';
import { median } from './stats.js';
import { syntheticLog } from './synthetic-log.js';

const rate = ({ events, seconds }: RebuildResult): number => events / seconds;
const rateOfCpu = ({ events, cpu }: RebuildResult): number => events / cpu;

const rebuildOnce = (job: RebuildJob): Promise<RebuildResult> => inChild('rebuild-worker.js', job);

/** Read models from the log against reading, parsing and writing alone. */
export const rebuild: Measurement = {
  name: 'rebuild',
  about: 'rebuild of a case read model against reading, parsing and writing as many documents',
  async run(bench) {
    const events = await syntheticLog(bench, bench.size(100_000, 5000));
    const folder = bench.folder();
    const model = join(folder, 'model.db');
    await rebuildOnce({ how: 'runner', events, reads: model });
    const fresh = (name: string, round: number): string => join(folder, `${name}-${round}.db`);
    const runs = await inTurns(bench.size(5, 2), {
      raw: (round) => once({ how: 'raw', events, reads: fresh('raw', round), model }),
      runner: (round) => once({ how: 'runner', events, reads: fresh('runner', round) }),
    });
    return [
      row('raw: read, parse, write', runs.raw),
      {
        ...row('rebuild by the runner', runs.runner),
        ratio: ratioOf(runs.runner, runs.raw, rate),
        to: 'raw',
        goal: { atLeast: 0.5 },
        note: `by processor time ${ratioOf(runs.runner, runs.raw, rateOfCpu).toFixed(2)} × raw`,
      },
    ];
  },
};

const row = (what: string, runs: readonly RebuildResult[]): Row => ({
  what,
  unit: 'events/s',
  rate: median(runs.map(rate)),
  cpu: median(runs.map((run) => 1000 / rateOfCpu(run))),
  note: `${runs[0]?.events ?? 0} events`,
});

async function once(job: RebuildJob): Promise<RebuildResult> {
  const result = await rebuildOnce(job);
  for (const suffix of ['', '-wal', '-shm']) rmSync(job.reads + suffix, { force: true });
  return result;
}

/** Memory must not grow with the log. */
export const rebuildMemory: Measurement = {
  name: 'rebuild-memory',
  about: 'memory of a rebuild that the system cannot take back, early and late in the log',
  async run(bench) {
    const size = bench.size(1_000_000, 10_000);
    const events = await syntheticLog(bench, size);
    const result = await once({ how: 'runner', events, reads: join(bench.folder(), 'reads.db') });
    const { early, late } = result.ownMiB;
    const at = (part: number): string => (size * part).toLocaleString('en');
    return [
      { what: `from ${at(0.1)} to ${at(0.3)} events: ${Math.round(early)} MiB` },
      {
        what: `from ${at(0.8)} to ${at(1)} events: ${Math.round(late)} MiB`,
        note: `at the highest ${Math.round(result.peakMiB)} MiB with files mapped, the program's own among them`,
        rate: rate(result),
        unit: 'events/s',
        ratio: late / early,
        to: 'early',
        goal: { atMost: 1.25 },
      },
    ];
  },
};
