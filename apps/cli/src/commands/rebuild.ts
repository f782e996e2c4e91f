import { type Command } from 'commander';
import { readServerInfo, type ServerInfo } from '#event-store-sqlite';
import { type AppConfig, assertThere, openPlatform, usesFolder } from '#platform';
import { withCommonOptions, type CommonOptions, configOf } from '../command.js';
import { Findings, Interrupted, Refusal } from '../failures.js';
import { print, printJson } from '../output/print.js';
import { progressBar } from '../output/progress.js';
import { table } from '../output/table.js';
import { counted, grouped } from '../output/values.js';
import { type Rebuilt, rebuildHere } from '../rebuild/rebuild-here.js';
import { type Surroundings } from '../surroundings.js';

const EXAMPLES = ['rebuild', 'rebuild subjects', 'rebuild --data ./data --json'];

/** `cotmoc rebuild` */
export function addRebuild(program: Command, around: Surroundings): void {
  const own = program
    .command('rebuild')
    .summary('build read models again from the log')
    .description(
      'Throws read models away and builds them again from the log, which it does not change. Streams that could ' +
        'not be folded before are tried again. A server that holds the data folder has to be stopped first; where the ' +
        'stores are on servers, the projectors have to be, and nobody is answered meanwhile.',
    )
    .argument('[names...]', 'read models; all of them when none is named');
  withCommonOptions(own, EXAMPLES).action((names: readonly string[], options: CommonOptions) =>
    rebuild(names, options, around),
  );
}

async function rebuild(
  names: readonly string[],
  options: CommonOptions,
  around: Surroundings,
): Promise<void> {
  const config = configOf(options, around);
  assertThere(config);
  const holder = usesFolder(config) ? readServerInfo(config.dataDir) : null;
  if (holder) throw new Refusal(`${holderOf(holder)} is working in this data folder; stop it first.`);
  const rebuilt = await alone(config, names, around);
  await (options.json === true ? printJson(around.out, rebuilt) : tell(rebuilt, around));
  if (rebuilt.parked.length > 0) throw new Findings();
}

const holderOf = ({ pid, url }: ServerInfo): string =>
  url === undefined ? `Another process (${pid})` : `The server at ${url}`;

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
