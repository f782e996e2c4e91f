import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { isSelfChecking } from '#event-sourcing';
import { type ServerInfo } from '#event-store-sqlite';
import {
  type AppConfig,
  assertOfficeFits,
  isEmbedded,
  loadOffice,
  type ModuleDescriptor,
  openKeyStore,
} from '#platform';
import { type Check, check, note, ok, wrong } from './check.js';

const LEAST_FREE_MB = 100;

export const checkOffice = (
  { officeProfile }: AppConfig,
  modules: readonly ModuleDescriptor[],
): Promise<Check> =>
  check('office-profile', () => {
    const office = loadOffice(officeProfile);
    assertOfficeFits(office, modules);
    return ok(`${office.name.en} (${officeProfile})`);
  });

export const checkFolder = ({ dataDir }: AppConfig): Promise<Check> =>
  check('data-folder', async () => {
    if (!existsSync(dataDir))
      return wrong(`${dataDir} does not exist; \`npm run demo\` or \`npm start\` makes it`);
    await access(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const megabytes = Math.floor((bavail * bsize) / 1_000_000);
    const detail = `${dataDir} can be written, ${megabytes.toLocaleString('en')} MB free`;
    return megabytes < LEAST_FREE_MB ? wrong(detail) : ok(detail);
  });

export const checkLock = (server: ServerInfo | null): Promise<Check> =>
  check('writer-lock', () => {
    if (!server) return ok('free: no server is running');
    return ok(`held by process ${server.pid}${server.url === undefined ? '' : ` at ${server.url}`}`);
  });

/** The master key opens the keys. Makes nothing: a folder without keys is only new. */
export const checkKeys = (config: AppConfig): Promise<Check> =>
  check('keys', async () => {
    const { keyStore } = config;
    if (isEmbedded(keyStore) && !existsSync(keyStore.location))
      return note('there are none yet; the first start makes them');
    const keys = await openKeyStore(config, { readOnly: true });
    try {
      const faults = isSelfChecking(keys) ? await keys.check() : [];
      return faults.length > 0 ? wrong(faults.join('; ')) : ok('the master key opens them');
    } finally {
      await keys.close();
    }
  });
