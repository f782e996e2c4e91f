import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command } from 'commander';
import { type AppConfig, assertThere, isEmbedded, loadOffice, projectRoot, shownUrl } from '#platform';
import { MASTER_KEY_FILE } from '#vault-embedded';
import { bytesOf, type Manifest } from '../backup/manifest.js';
import { withBar } from '../backup/meter.js';
import { takeBackup } from '../backup/take-backup.js';
import { configOf, withCommonOptions, type CommonOptions } from '../command.js';
import { Refusal } from '../failures.js';
import { print, printJson } from '../output/print.js';
import { counted, megabytes } from '../output/values.js';
import { type Surroundings } from '../surroundings.js';

const EXAMPLES = ['backup /backups/$(date +%F)', 'backup /backups/before-upgrade --data ./data --json'];

/** `cotmoc backup` */
export function addBackup(program: Command, around: Surroundings): void {
  const own = program
    .command('backup')
    .summary('copy an office’s data folder, also while its server runs')
    .description(
      'Copies the log, the keys of personal data and the attachments of an embedded office into a new folder, as they ' +
        'are at one moment; a server may be at work meanwhile and notices nothing. Read models are not copied: they ' +
        'are built from the log.\n\n' +
        'THE MASTER KEY IS NOT IN THE BACKUP. Without it nobody can read a name or a note again, and with it everybody ' +
        'who holds the backup can. Keep a copy of it (the file master.key of the data folder, or the variable ' +
        'MASTER_KEY) in another place than the backups.\n\n' +
        'While it is being written the folder’s name ends in .partial; one that does not is whole. What lies on ' +
        'servers (EventStoreDB, MongoDB) is backed up as docs/operations.md says.',
    )
    .argument('<folder>', 'where to, a folder that does not exist yet');
  withCommonOptions(own, EXAMPLES).action((folder: string, options: CommonOptions) =>
    backup(resolve(folder), options, around),
  );
}

async function backup(folder: string, options: CommonOptions, around: Surroundings): Promise<void> {
  const config = configOf(options, around);
  assertEmbedded(config);
  assertThere(config);
  const { id: office } = loadOffice(config.officeProfile);
  const about = { office, version: productVersion(), clock: around.clock };
  const started = performance.now();
  const manifest = await withBar(around, 'backing up', (meter) => takeBackup(config, folder, about, meter));
  const seconds = (performance.now() - started) / 1000;
  await (options.json === true
    ? printJson(around.out, documentOf(folder, manifest, seconds))
    : tell(folder, manifest, seconds, config, around));
}

/** @throws Refusal */
function assertEmbedded({ eventStore, keyStore, blobStore }: AppConfig): void {
  const elsewhere = [eventStore, keyStore, blobStore].find((url) => !isEmbedded(url));
  if (!elsewhere) return;
  throw new Refusal(
    `${shownUrl(elsewhere)} is a server, which cotmoc backup does not copy: see docs/operations.md for ` +
      'docker/scripts/backup-servers.sh and for cotmoc migrate into a folder.',
    'backup.not-embedded',
  );
}

function productVersion(): string {
  const text = readFileSync(join(projectRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

const documentOf = (folder: string, manifest: Manifest, seconds: number): object => {
  const { files, ...about } = manifest;
  return {
    folder,
    ...about,
    files: files.length,
    bytes: bytesOf(manifest),
    holdsMasterKey: false,
    seconds: Number(seconds.toFixed(3)),
  };
};

async function tell(
  folder: string,
  manifest: Manifest,
  seconds: number,
  { dataDir, masterKey }: AppConfig,
  { out }: Surroundings,
): Promise<void> {
  const attachments = manifest.files.filter(({ path }) => path.startsWith('blobs/')).length;
  await print(
    out,
    `${folder}: ${counted(manifest.log.events, 'event')} and ${counted(attachments, 'attachment')}, ` +
      `${megabytes(bytesOf(manifest))} (${seconds.toFixed(1)} s)`,
  );
  const path = join(dataDir, MASTER_KEY_FILE);
  const where = masterKey === undefined && existsSync(path) ? path : 'the variable MASTER_KEY';
  await print(
    out,
    `THE MASTER KEY IS NOT IN IT. Keep a copy of ${where} in another place: without it no name can be read again.`,
  );
}
