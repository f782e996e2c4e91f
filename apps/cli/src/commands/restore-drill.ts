import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { type Command } from 'commander';
import { type DrillStep, runDrill } from '../backup/drill.js';
import { inDrillFolder } from '../backup/drill-folder.js';
import { type Manifest, readManifest } from '../backup/manifest.js';
import { knownMasterKey } from '../backup/master-key.js';
import { assertSameOffice } from '../backup/office.js';
import { configOf, withCommonOptions, type CommonOptions } from '../command.js';
import { SIGNS } from '../doctor/check.js';
import { Findings, Refusal } from '../failures.js';
import { print, printJson } from '../output/print.js';
import { table } from '../output/table.js';
import { counted } from '../output/values.js';
import { type Surroundings } from '../surroundings.js';

interface DrillOptions extends CommonOptions {
  readonly masterKey?: string;
  readonly work?: string;
  readonly live: boolean;
}

const EXAMPLES = [
  'restore-drill /backups/2026-11-22',
  'restore-drill /backups/2026-11-22 --master-key /media/safe/master.key --no-live',
];

/** `cotmoc restore-drill` */
export function addRestoreDrill(program: Command, around: Surroundings): void {
  const own = program
    .command('restore-drill')
    .summary('prove that a backup can be restored, and touch nothing')
    .description(
      'Restores a backup into a folder of its own, which is removed afterwards, and tries what an office would need: ' +
        'every file is as it was backed up, every hash chain is whole, every read model can be built, the master key ' +
        'opens a value of every key and every attachment, and the documents are equal to the live ones where both are ' +
        'folded up to the same event. Prints how long each step took: a real restore takes as long. Exit code 1 when ' +
        'something is wrong. The office goes on meanwhile and notices nothing.',
    )
    .argument('<backup>', 'a folder that cotmoc backup has made')
    .option(
      '--master-key <file>',
      'the master key to try (default: MASTER_KEY, else the data folder’s master.key)',
    )
    .option(
      '--work <folder>',
      'where to make the folder; it needs as much room as the office (default: the system’s)',
    )
    .option('--no-live', 'do not compare with the read models of the data folder, or of READ_STORE_URL');
  withCommonOptions(own, EXAMPLES).action((backup: string, options: DrillOptions) =>
    drill(resolve(backup), options, around),
  );
}

async function drill(backup: string, options: DrillOptions, around: Surroundings): Promise<void> {
  const config = configOf(options, around);
  const manifest = readManifest(backup);
  assertSameOffice(manifest, config);
  const masterKey = knownMasterKey(config, options.masterKey);
  if (!masterKey)
    throw new Refusal(
      'There is no master key to try: name its file with --master-key, or set MASTER_KEY.',
      'master-key.missing',
    );
  const live = options.live ? config : null;
  const started = performance.now();
  const steps = await inDrillFolder(resolve(options.work ?? tmpdir()), (folder) =>
    runDrill({ backup, masterKey, folder, live }, around),
  );
  const report = { manifest, steps, seconds: Number(((performance.now() - started) / 1000).toFixed(3)) };
  await (options.json === true
    ? printJson(around.out, documentOf(backup, report, around))
    : tell(backup, report, around));
  if (!isWell(steps)) throw new Findings();
}

interface Report {
  readonly manifest: Manifest;
  readonly steps: readonly DrillStep[];
  readonly seconds: number;
}

const isWell = (steps: readonly DrillStep[]): boolean => steps.every(({ status }) => status !== 'wrong');

/** Hours since the backup was taken: as much would be lost. */
const ageOf = ({ takenAt }: Manifest, { clock }: Surroundings): number =>
  Math.max(0, Math.floor((Date.parse(clock.now()) - Date.parse(takenAt)) / 3_600_000));

const documentOf = (backup: string, { manifest, steps, seconds }: Report, around: Surroundings): object => ({
  well: isWell(steps),
  backup,
  takenAt: manifest.takenAt,
  ageHours: ageOf(manifest, around),
  log: manifest.log,
  steps,
  seconds,
});

async function tell(
  backup: string,
  { manifest, steps, seconds }: Report,
  around: Surroundings,
): Promise<void> {
  const { out } = around;
  const age = counted(ageOf(manifest, around), 'hour');
  await print(out, `${backup}: taken at ${manifest.takenAt}, ${age} old`);
  const rows = steps.map((step) => [
    SIGNS[step.status],
    step.name,
    step.detail,
    `${step.seconds.toFixed(1)} s`,
  ]);
  await print(out, table(['', 'what', 'how it is', 'took'], rows, [null, null, 80, null]));
  await print(out, `${verdictOn(steps)} (${seconds.toFixed(1)} s).`);
}

function verdictOn(steps: readonly DrillStep[]): string {
  const wrong = steps.filter(({ status }) => status === 'wrong').map(({ name }) => name);
  if (wrong.length === 0) return 'The backup can be restored';
  if (wrong.join() === 'live')
    return 'The backup can be restored; THE LIVE READ MODELS ARE NOT WHAT THE LOG SAYS';
  return 'THE BACKUP CANNOT BE RELIED ON';
}
