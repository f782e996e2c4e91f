import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type EventStore, type ReadStore } from '#event-sourcing';
import { readServerInfo } from '#event-store-sqlite';
import {
  type AppConfig,
  loadOffice,
  type ModuleDescriptor,
  type Office,
  openEventStore,
  openReadStore,
  projectionsOf,
} from '#platform';
import { noKeys } from '../log/descriptors.js';
import { counted } from '../output/values.js';
import { type Check, check, ok, wrong } from './check.js';
import { checkFolder, checkKeys, checkLock, checkOffice } from './folder-checks.js';
import { type LostNumber, lostNumbers } from './lost-numbers.js';
import { checkFiles, checkParked, checkProjection } from './store-checks.js';

/** Everything the doctor found. */
export interface Examination {
  readonly checks: readonly Check[];
  readonly lost: readonly LostNumber[];
}

/** Milliseconds that a running server gets to finish what it is doing. */
const PATIENCE_MS = 2000;

/** Looks at a data folder without changing anything in it; a server may be running. */
export async function examine(config: AppConfig, modules: readonly ModuleDescriptor[]): Promise<Examination> {
  const outside = [await checkOffice(config), await checkFolder(config)];
  if (!existsSync(config.dataDir)) return { checks: outside, lost: [] };
  const server = readServerInfo(config.dataDir);
  const patience = server ? { patience: () => wait(PATIENCE_MS) } : {};
  const checks = [...outside, await checkLock(server), await checkKeys(config)];
  const readOnly = { readOnly: true };
  const log = await opened('event-store', () => openEventStore(config.eventStore, readOnly));
  const reads = await opened('read-store', () => openReadStore(config.readStore, readOnly));
  try {
    checks.push(...log.checks, ...reads.checks);
    if (reads.store) checks.push(await checkParked(reads.store));
    if (!log.store) return { checks, lost: [] };
    if (reads.store)
      checks.push(
        ...(await modelChecks(config, modules, { log: log.store, reads: reads.store, ...patience })),
      );
    const lost = await surelyLost(log.store, server ? patience.patience : undefined);
    return { checks: [...checks, await numbersCheck(lost)], lost };
  } finally {
    await reads.store?.close();
    await log.store?.close();
  }
}

interface Opened<S> {
  readonly store?: S;
  readonly checks: readonly Check[];
}

async function opened<S extends EventStore | ReadStore>(
  name: string,
  open: () => Promise<S>,
): Promise<Opened<S>> {
  let store: S | undefined;
  const failed = await check(name, async () => {
    store = await open();
    return ok('');
  });
  return store === undefined ? { checks: [failed] } : { store, checks: [await checkFiles(name, store)] };
}

async function modelChecks(
  { officeProfile }: AppConfig,
  modules: readonly ModuleDescriptor[],
  freshness: Parameters<typeof checkProjection>[1],
): Promise<Check[]> {
  const office = officeOrNone(officeProfile);
  // Versions depend on the office's calendar; that the profile is wrong has been said.
  if (!office) return [];
  const checks: Check[] = [];
  for (const projection of projectionsOf(modules, office, noKeys))
    checks.push(await checkProjection(projection, freshness));
  return checks;
}

function officeOrNone(path: string): Office | undefined {
  try {
    return loadOffice(path);
  } catch {
    return undefined;
  }
}

/** Beside a running server a case may be on its way to its number: only what stays lost is. */
async function surelyLost(
  log: EventStore,
  patience: (() => Promise<void>) | undefined,
): Promise<readonly LostNumber[]> {
  const lost = await lostNumbers(log);
  if (lost.length === 0 || !patience) return lost;
  const before = new Set(lost.map(({ number }) => number));
  await patience();
  return (await lostNumbers(log)).filter(({ number }) => before.has(number));
}

const numbersCheck = (lost: readonly LostNumber[]): Promise<Check> =>
  check('case-numbers', () => {
    if (lost.length === 0) return ok('every number given has its case, or is on record as unused');
    const numbers = lost.map(({ number }) => number).join(', ');
    return wrong(
      `${counted(lost.length, 'number')} whose case never came: ${numbers}. ` +
        'Sending the same request again finishes it; cotmoc doctor --repair records it as unused.',
    );
  });
