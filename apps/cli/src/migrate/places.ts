import { resolve } from 'node:path';
import { type AppConfig, ConfigError, readConfig, shownUrl, usesFolder } from '#platform';
import { knownMasterKey } from '../backup/master-key.js';
import { Refusal, UsageError } from '../failures.js';
import { type Surroundings } from '../surroundings.js';

/** Where to, as given by hand. */
export interface TargetOptions {
  readonly toData?: string;
  readonly toEvents?: string;
  readonly toReads?: string;
}

/** The two configurations of a migration, under one master key. */
export interface Places {
  readonly source: AppConfig;
  readonly target: AppConfig;
}

/**
 * Keys and attachments go where the read models go, as everywhere else.
 * @throws UsageError when the target is not named whole, or is the source; Refusal without a master key
 */
export function placesOf(config: AppConfig, options: TargetOptions, { env }: Surroundings): Places {
  const { toData } = options;
  const toEvents = options.toEvents ?? setIn(env, 'TO_EVENT_STORE_URL');
  const toReads = options.toReads ?? setIn(env, 'TO_READ_STORE_URL');
  if (toData === undefined && (toEvents === undefined || toReads === undefined))
    throw new UsageError('Say where to: --to-data for a folder, or --to-events and --to-reads for servers.');
  const masterKey = knownMasterKey(config);
  if (!masterKey)
    throw new Refusal(
      `There is no master key: set MASTER_KEY, or put its file into ${config.dataDir}. The keys keep it on their way.`,
      'master-key.missing',
    );
  const target = asTarget(() =>
    readConfig({
      ...env,
      DATA_DIR: toData ?? config.dataDir,
      EVENT_STORE_URL: toEvents ?? '',
      READ_STORE_URL: toReads ?? '',
      KEY_STORE_URL: '',
      BLOB_STORE_URL: '',
      MASTER_KEY: Buffer.from(masterKey).toString('base64'),
    }),
  );
  assertApart({ ...config, masterKey }, target, toData);
  return { source: { ...config, masterKey }, target };
}

/** A variable that is empty is not set. */
const setIn = (env: Surroundings['env'], name: string): string | undefined => env[name] || undefined;

/** What opening the target throws, by the names that the target’s settings have. */
export function ofTarget(error: unknown): unknown {
  if (!(error instanceof ConfigError)) return error;
  const message = error.message
    .replace(/^EVENT_STORE_URL/, 'TO_EVENT_STORE_URL')
    .replace(/^(READ|KEY|BLOB)_STORE_URL/, 'TO_READ_STORE_URL');
  return new ConfigError(message);
}

function asTarget<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw ofTarget(error);
  }
}

function assertApart(source: AppConfig, target: AppConfig, toData: string | undefined): void {
  if (toData === undefined && usesFolder(target))
    throw new UsageError('Part of the target lies in a folder: name it with --to-data.');
  const [from, to] = [source, target].map(({ eventStore, keyStore }) => [
    shownUrl(eventStore),
    shownUrl(keyStore),
  ]);
  const shared = from?.find((place) => to?.includes(place));
  if (
    shared !== undefined ||
    (usesFolder(source) && usesFolder(target) && resolve(source.dataDir) === resolve(target.dataDir))
  )
    throw new UsageError(`Source and target are the same: ${shared ?? source.dataDir}.`);
}
