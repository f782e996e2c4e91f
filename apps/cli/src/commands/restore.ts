import { join, resolve } from 'node:path';
import { type Command } from 'commander';
import { type AppConfig, erasedStreams, openStores, reapplyErasures } from '#platform';
import { MASTER_KEY_FILE } from '#vault-embedded';
import { BLOBS, KEYS, LOG, type Manifest, readManifest } from '../backup/manifest.js';
import { knownMasterKey } from '../backup/master-key.js';
import { withBar } from '../backup/meter.js';
import { assertSameOffice } from '../backup/office.js';
import { placeBackup } from '../backup/place-backup.js';
import { configOf, withCommonOptions, type CommonOptions } from '../command.js';
import { Findings, Refusal } from '../failures.js';
import { type Verdict } from '../log/examine.js';
import { withLog } from '../log/open-log.js';
import { isBroken, summaryOf, verifyLog } from '../log/verify-log.js';
import { print, printJson } from '../output/print.js';
import { counted } from '../output/values.js';
import { type Surroundings } from '../surroundings.js';

interface RestoreOptions extends CommonOptions {
  readonly masterKey?: string;
}

const EXAMPLES = [
  'restore /backups/2026-11-22 --data ./data',
  'restore /backups/2026-11-22 --data ./data --master-key /media/safe/master.key',
];

/** `cotmoc restore` */
export function addRestore(program: Command, around: Surroundings): void {
  const own = program
    .command('restore')
    .summary('put a backup into an empty data folder')
    .description(
      'Puts what cotmoc backup has copied into a data folder, which must be empty (the file master.key may lie there ' +
        'already). Every file is compared with the backup’s manifest before the first one takes its place; afterwards ' +
        'every hash chain is recomputed. Read models are built when the server starts. If it is cut short, no server ' +
        'starts on that folder until the same command has finished it. Exit code 1 when something is wrong.',
    )
    .argument('<backup>', 'a folder that cotmoc backup has made')
    .option(
      '--master-key <file>',
      'the master key, to be put into the data folder (default: MASTER_KEY, else its master.key)',
    );
  withCommonOptions(own, EXAMPLES).action((backup: string, options: RestoreOptions) =>
    restore(resolve(backup), options, around),
  );
}

async function restore(backup: string, options: RestoreOptions, around: Surroundings): Promise<void> {
  const config = configOf(options, around);
  assertInFolder(config);
  assertSameOffice(readManifest(backup), config);
  const masterKey = knownMasterKey(config, options.masterKey);
  const placing = {
    backup,
    folder: config.dataDir,
    masterKey,
    keepsMasterKey: options.masterKey !== undefined,
  };
  const manifest = await withBar(around, 'restoring', (meter) => placeBackup(placing, meter));
  const verdict = await withLog(config, (log) => verifyLog(log, around));
  const erased = masterKey ? await eraseAgain({ ...config, masterKey }, around) : 0;
  const result = { folder: config.dataDir, manifest, verdict, opens: masterKey !== undefined, erased };
  await (options.json === true ? printJson(around.out, documentOf(result)) : tell(result, around));
  if (isBroken(verdict)) throw new Findings();
}

/** Keys that the backup had of people who were erased by then: how many are destroyed now. */
async function eraseAgain(config: AppConfig, { modules }: Surroundings): Promise<number> {
  if ((await withLog(config, (log) => erasedStreams(log, modules))).length === 0) return 0;
  const stores = await openStores(config);
  try {
    return (await reapplyErasures(stores, modules)).keys;
  } finally {
    await stores.close();
  }
}

interface Restored {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly verdict: Verdict;
  /** The master key is known, and it opens the keys. */
  readonly opens: boolean;
  /** Keys of people who were erased, which are destroyed again. */
  readonly erased: number;
}

/** @throws Refusal when the configuration names other places than the data folder */
function assertInFolder({ dataDir, eventStore, keyStore, blobStore }: AppConfig): void {
  const places = [eventStore, keyStore, blobStore].map(({ location }) => location);
  if ([LOG, KEYS, BLOBS].every((name, at) => places[at] === join(dataDir, name))) return;
  throw new Refusal(
    'A backup is restored into a data folder, and the configuration keeps the log, keys or attachments elsewhere: ' +
      'name the folder with --data.',
    'restore.not-embedded',
  );
}

const documentOf = ({ folder, manifest, verdict, opens, erased }: Restored): object => ({
  folder,
  office: manifest.office,
  takenAt: manifest.takenAt,
  log: manifest.log,
  files: manifest.files.length,
  whole: !isBroken(verdict),
  faultCount: verdict.check.faultCount,
  masterKey: opens ? 'opens the keys' : 'missing',
  erasedKeys: erased,
});

async function tell(
  { folder, manifest, verdict, opens, erased }: Restored,
  { out }: Surroundings,
): Promise<void> {
  await print(out, `${folder}: restored as it was at ${manifest.takenAt}.`);
  await print(out, summaryOf(verdict));
  if (isBroken(verdict))
    await print(out, 'cotmoc verify shows the faults; they were in the log before it was backed up.');
  if (erased > 0) await print(out, `Destroyed again: ${counted(erased, 'key')} of people who were erased.`);
  if (!opens)
    await print(
      out,
      `THE MASTER KEY IS MISSING: put it there as ${join(folder, MASTER_KEY_FILE)}, or set MASTER_KEY, before the server starts.`,
    );
  else await print(out, 'The master key opens the keys. Read models are built when the server starts.');
}
