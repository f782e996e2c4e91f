import { type Command, Option } from 'commander';
import { ON_DIFFERENCES, type OnDifference } from '#event-sourcing';
import { type AppConfig, assertThere, openPlatform, type RebuildReport } from '#platform';
import { withCommonOptions, type CommonOptions, configOf } from '../command.js';
import { Findings, Interrupted } from '../failures.js';
import { print, printJson } from '../output/print.js';
import { progressBar } from '../output/progress.js';
import { table } from '../output/table.js';
import { counted, grouped } from '../output/values.js';
import { whereKept } from '../rebuild/at-work.js';
import { type ReadModelDesk } from '../rebuild/read-model-desk.js';
import { type Rebuilt, rebuildHere } from '../rebuild/rebuild-here.js';
import { rebuildThere } from '../rebuild/rebuild-there.js';
import { tellReports, wentWell } from '../rebuild/tell-reports.js';
import { type Surroundings } from '../surroundings.js';

const EXAMPLES = ['rebuild', 'rebuild subjects --on-differences keep', 'rebuild --data ./data --json'];

interface RebuildOptions extends CommonOptions {
  readonly onDifferences: OnDifference;
}

/** `cotmoc rebuild` */
export function addRebuild(program: Command, around: Surroundings): void {
  const own = program
    .command('rebuild')
    .summary('build read models again from the log')
    .description(
      'Builds read models again from the log, which it does not change. Where a server or a projector keeps them, it ' +
        'does that beside the live ones: they go on answering, are compared with the new ones document by document, ' +
        'and are replaced in one step; Ctrl+C calls it off. Where none does, they are thrown away and built here. ' +
        'Streams that could not be folded before are tried again.',
    )
    .argument('[names...]', 'read models; all of them when none is named')
    .addOption(
      new Option(
        '--on-differences <what>',
        'when a document differs from the live one: the log is right, or look first',
      )
        .choices(ON_DIFFERENCES)
        .default('switch'),
    );
  withCommonOptions(own, EXAMPLES).action((names: readonly string[], options: RebuildOptions) =>
    rebuild(names, options, around),
  );
}

async function rebuild(
  names: readonly string[],
  options: RebuildOptions,
  around: Surroundings,
): Promise<void> {
  const config = configOf(options, around);
  assertThere(config);
  const json = options.json === true;
  const reports = await whereKept(config, around.modules, (desk) =>
    beside(desk, names, options.onDifferences, around),
  );
  if (reports) {
    await (json ? printJson(around.out, reports) : tellReports(reports, around.out));
    if (!reports.every(wentWell)) throw new Findings();
    return;
  }
  const rebuilt = await alone(config, names, around);
  await (json ? printJson(around.out, rebuilt) : tell(rebuilt, around));
  if (rebuilt.parked.length > 0) throw new Findings();
}

async function beside(
  desk: ReadModelDesk,
  names: readonly string[],
  onDifferences: OnDifference,
  { err, signal }: Surroundings,
): Promise<readonly RebuildReport[]> {
  const bar = progressBar(err, 'rebuilding');
  const onProgress = ({ share, events }: RebuildReport) => bar.update(share, events);
  try {
    return await rebuildThere(desk, names, onDifferences, { signal, onProgress });
  } finally {
    bar.end();
  }
}

async function alone(
  config: AppConfig,
  names: readonly string[],
  { modules, err, signal, clock }: Surroundings,
): Promise<Rebuilt> {
  const platform = await openPlatform(config, { clock });
  const bar = progressBar(err, 'rebuilding');
  try {
    return await rebuildHere(platform, modules, names, (share, events) => {
      if (signal.aborted) throw new Interrupted('Interrupted: it is built on at the next start.');
      bar.update(share, events);
    });
  } finally {
    bar.end();
    await platform.close();
  }
}

async function tell({ projections, events, seconds, parked }: Rebuilt, { out }: Surroundings): Promise<void> {
  const rate = grouped(events / Math.max(seconds, 0.001));
  await print(
    out,
    `${projections.join(', ')}: built from ${counted(events, 'event')} in ${seconds.toFixed(1)} s (${rate} events/s)`,
  );
  if (parked.length === 0) return;
  const rows = parked.map(({ projection, stream, cause }) => [projection, stream, cause]);
  await print(out, `${counted(parked.length, 'stream')} could not be folded:`);
  await print(out, table(['read model', 'stream', 'cause'], rows, [null, null, 60]));
}
