import { type Command } from 'commander';
import { acquireWriterLock } from '#event-store-sqlite';
import {
  type AppConfig,
  assertThere,
  loadOffice,
  type Office,
  openStores,
  shownUrl,
  usesFolder,
} from '#platform';
import { configOf, withCommonOptions, type CommonOptions } from '../command.js';
import { Findings } from '../failures.js';
import { migrate, type Migrated } from '../migrate/migrate.js';
import { ofTarget, type Places, placesOf, type TargetOptions } from '../migrate/places.js';
import { print, printJson } from '../output/print.js';
import { counted, grouped } from '../output/values.js';
import { type Surroundings } from '../surroundings.js';

type MigrateOptions = CommonOptions & TargetOptions;

const EXAMPLES = [
  "migrate --to-events 'esdb://log:2113?tls=false' --to-reads mongodb://db:27017/cotmoc",
  'migrate --to-data ./data-from-servers',
];

/** `cotmoc migrate` */
export function addMigrate(program: Command, around: Surroundings): void {
  const own = program
    .command('migrate')
    .summary('copy an office to another engine: into servers, or out of them')
    .description(
      'Copies the office that the configuration names (EVENT_STORE_URL, READ_STORE_URL, DATA_DIR, or --data) to ' +
        'another place: the log in its order with every id, date and hash, then the keys of personal data under the ' +
        'same master key, then the attachments; afterwards compares source and target event by event, recomputes every ' +
        'hash chain there and compares all keys and a sample of the attachments. The source is only read. Read models ' +
        'are not copied: the first start builds them.\n\n' +
        'Cut short, the same command goes on where it was; run again later, it adds what is new. A target that holds ' +
        'anything else is refused. A source in a folder must not have a server running; one on servers may be in use, ' +
        'and then the command says whether it has gone on meanwhile: an office moves only when nobody writes. URLs with a ' +
        'password are better given as variables, which other users of the machine cannot see.',
    )
    .option(
      '--to-data <folder>',
      'into this data folder (log, keys and attachments, unless they go elsewhere)',
    )
    .option('--to-events <url>', 'the log to EventStoreDB: esdb://… (or TO_EVENT_STORE_URL)')
    .option('--to-reads <url>', 'keys and attachments to MongoDB: mongodb://… (or TO_READ_STORE_URL)');
  withCommonOptions(own, EXAMPLES).action((options: MigrateOptions) => run(options, around));
}

async function run(options: MigrateOptions, around: Surroundings): Promise<void> {
  const config = configOf(options, around);
  const places = placesOf(config, options, around);
  assertThere(places.source);
  const office = loadOffice(config.officeProfile);
  const migrated = await alone(places.source, () => between(places, office, around));
  await (options.json === true ? printJson(around.out, migrated) : tell(migrated, places, around));
  if (migrated.faults > 0) throw new Findings();
}

/** While nobody else writes in the source's folder, if it has one. @throws DataFolderLocked */
async function alone<T>(source: AppConfig, work: () => Promise<T>): Promise<T> {
  if (!usesFolder(source)) return work();
  const lock = acquireWriterLock(source.dataDir);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function between({ source, target }: Places, office: Office, around: Surroundings): Promise<Migrated> {
  const from = await openStores(source, { readOnly: true });
  try {
    const to = await openStores(target).catch((error: unknown) => {
      throw ofTarget(error);
    });
    try {
      return await migrate(from, to, office, around);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function tell(migrated: Migrated, { target }: Places, { out }: Surroundings): Promise<void> {
  const { events, keys, attachments, streams, faults, goesOn, seconds } = migrated;
  const lines = [
    `${shownUrl(target.eventStore)}: ${counted(events.total, 'event')} in ${counted(streams, 'stream')}, ` +
      `${grouped(events.copied)} of them copied now (${seconds.toFixed(1)} s)`,
    `${shownUrl(target.keyStore)}: ${counted(keys.total, 'key')}, ${grouped(keys.copied)} copied now`,
    `${shownUrl(target.blobStore)}: ${counted(attachments.total, 'attachment')}, ${grouped(attachments.copied)} copied now`,
    faults === 0
      ? 'Compared: every event is in its place, every chain is whole, every key opens the same.'
      : `THE RECORD IS NOT WHOLE, ${counted(faults, 'fault')}, as in the source: cotmoc verify shows them.`,
    goesOn
      ? 'The source has gone on meanwhile: run the same command again, with its servers stopped when the office moves.'
      : 'Start there with the same MASTER_KEY; read models are built at the first start.',
  ];
  for (const line of lines) await print(out, line);
}
