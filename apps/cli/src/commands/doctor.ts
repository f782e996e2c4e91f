import { type Command } from 'commander';
import { readServerInfo } from '#event-store-sqlite';
import { type AppConfig, openPlatform, reapplyErasures, usesFolder } from '#platform';
import { withCommonOptions, type CommonOptions, configOf } from '../command.js';
import { SIGNS } from '../doctor/check.js';
import { type Examination, examine } from '../doctor/examine.js';
import { type LostNumber } from '../doctor/lost-numbers.js';
import { finishHalves, type HalfDone } from '../doctor/half-done.js';
import { repairer, repairNumbers } from '../doctor/repair-numbers.js';
import { Findings, Refusal } from '../failures.js';
import { removeUnfinished } from '../doctor/unfinished.js';
import { print, printJson } from '../output/print.js';
import { table } from '../output/table.js';
import { counted } from '../output/values.js';
import { type Surroundings } from '../surroundings.js';

interface DoctorOptions extends CommonOptions {
  readonly repair?: boolean;
  readonly actor?: string;
}

/** What a repair did. */
interface Mended {
  /** Numbers that are on record as unused now. */
  readonly repaired: readonly LostNumber[];
  /** Deeds of which one half was recorded. */
  readonly finished: readonly HalfDone[];
  /** Half-written attachments. */
  readonly removed: number;
  /** Keys of people who were erased. */
  readonly destroyed: number;
}

const EXAMPLES = ['doctor', 'doctor --json', 'doctor --repair --actor administrator'];

/** `cotmoc doctor` */
export function addDoctor(program: Command, around: Surroundings): void {
  const own = program
    .command('doctor')
    .summary('say whether the office’s data is well, and mend what a crash left behind')
    .description(
      'Examines the office’s data: its profile, the writer’s lock, the files of the stores, keys, attachments, read models ' +
        'against the log, streams that could not be folded, case numbers whose case never came, merges that are half done, and keys of people who were erased. ' +
        'Changes nothing without --repair. Exit code 1 when something is wrong.',
    )
    .option(
      '--repair',
      'record case numbers as unused whose case never came, finish merges and erasures, and remove attachments that were never finished; no server ' +
        'may be using the data folder',
    )
    .option('--actor <id>', 'who repairs, from the office’s staff (default: its first administrator)');
  withCommonOptions(own, EXAMPLES).action((options: DoctorOptions) => doctor(options, around));
}

async function doctor(options: DoctorOptions, around: Surroundings): Promise<void> {
  const config = configOf(options, around);
  const look = () => examine(config, around.modules, around.clock.now());
  let found = await look();
  let mended: Mended = { repaired: [], finished: [], removed: 0, destroyed: 0 };
  const { lost, halfDone, unfinished, unerased } = found;
  if (options.repair === true && lost.length + halfDone.length + unfinished + unerased.length > 0) {
    mended = await repair(config, options, around);
    found = await look();
  }
  await (options.json === true
    ? printJson(around.out, { well: isWell(found), ...found, ...mended })
    : tell(found, mended, around));
  if (!isWell(found)) throw new Findings();
}

async function repair(
  config: AppConfig,
  { actor }: DoctorOptions,
  { modules, clock }: Surroundings,
): Promise<Mended> {
  const server = usesFolder(config) ? readServerInfo(config.dataDir) : null;
  if (server)
    throw new Refusal(`Process ${server.pid} is using the data folder; stop it, then repair again.`);
  const platform = await openPlatform(config, { clock });
  try {
    const by = repairer(platform.office, actor);
    const repaired = await repairNumbers(platform, modules, by);
    const finished = await finishHalves(platform, modules, by);
    const { keys: destroyed } = await reapplyErasures(platform.stores, modules);
    return { repaired, finished, removed: await removeUnfinished(config, clock.now()), destroyed };
  } finally {
    await platform.close();
  }
}

const isWell = ({ checks }: Examination): boolean => checks.every(({ status }) => status !== 'wrong');

async function tell(
  found: Examination,
  { repaired, finished, removed, destroyed }: Mended,
  { out }: Surroundings,
): Promise<void> {
  const rows = found.checks.map(({ name, status, detail }) => [SIGNS[status], name, detail]);
  await print(out, table(['', 'what', 'how it is'], rows, [null, null, 80]));
  if (repaired.length > 0)
    await print(out, `Recorded as unused: ${repaired.map(({ number }) => number).join(', ')}.`);
  if (finished.length > 0) await print(out, `Finished: ${counted(finished.length, 'merge')}.`);
  if (removed > 0) await print(out, `Removed: ${counted(removed, 'half-written attachment')}.`);
  if (destroyed > 0) await print(out, `Destroyed: ${counted(destroyed, 'key')} of people who were erased.`);
  await print(out, isWell(found) ? 'All is well.' : 'Something is wrong.');
}
