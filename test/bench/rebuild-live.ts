import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type Measurement, type Row } from './bench.js';
import { inChild } from './child.js';
import { type RebuildLiveJob, type RebuildLiveResult } from './rebuild-live-worker.js';
import { type RebuildJob, type RebuildResult } from './rebuild-worker.js';
import { latencyOf } from './stats.js';
import { syntheticLog } from './synthetic-log.js';

const COMMANDS_PER_SECOND = 100;

/** A rebuild beside the live model, in the process that answers and takes commands. */
export const rebuildLive: Measurement = {
  name: 'rebuild-live',
  about: `rebuild beside the live model while ${COMMANDS_PER_SECOND} commands a second and reads go on, in one process`,
  async run(bench) {
    const events = await syntheticLog(bench, bench.size(100_000, 5000));
    const folder = bench.folder();
    const model = join(folder, 'model.db');
    const alone: RebuildJob = { how: 'runner', events, reads: model };
    await inChild<RebuildResult>('rebuild-worker.js', alone);
    const raw = await inChild<RebuildResult>('rebuild-worker.js', {
      how: 'raw',
      events,
      reads: join(folder, 'raw.db'),
      model,
    } satisfies RebuildJob);
    const result = await measured(bench, events, folder);
    return rowsOf(result, raw);
  },
};

function measured(bench: Bench, log: string, folder: string): Promise<RebuildLiveResult> {
  const events = join(folder, 'events.db');
  copyFileSync(log, events);
  return inChild<RebuildLiveResult>('rebuild-live-worker.js', {
    events,
    reads: join(folder, 'reads.db'),
    commandsPerSecond: COMMANDS_PER_SECOND,
    seed: bench.seed,
  } satisfies RebuildLiveJob);
}

function rowsOf(result: RebuildLiveResult, raw: RebuildResult): Row[] {
  const { events, seconds, eventsPerSecond: rate, phase, different, cpu, loadCpu, commandsDuring } = result;
  const ownCpu = cpu - loadCpu * (events / rate);
  const byCpu = events / ownCpu / (raw.events / raw.cpu);
  return [
    { what: 'raw: read, parse, write, and nothing else', unit: 'events/s', rate: raw.events / raw.seconds },
    {
      what: 'rebuild beside the live model',
      unit: 'events/s',
      rate,
      ratio: rate / (raw.events / raw.seconds),
      to: 'raw',
      goal: { atLeast: 0.5 },
      note:
        `by processor time, without the load, ${byCpu.toFixed(2)} × raw; ${phase}, ${different} differ; ` +
        `${seconds.toFixed(1)} s with comparison and switch`,
    },
    { what: 'a page read, no rebuild', latency: latencyOf(result.readsBefore) },
    { what: 'a page read, during the rebuild', latency: latencyOf(result.readsDuring) },
    {
      what: 'a command, during the rebuild',
      latency: latencyOf(commandsDuring),
      rate: commandsDuring.length / seconds,
      unit: 'commands/s',
    },
  ];
}
