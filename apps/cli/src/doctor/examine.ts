import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type EventStore, type ReadStore } from '#event-sourcing';
import { type Instant } from '#kernel';
import { readServerInfo, type ServerInfo } from '#event-store-sqlite';
import {
  type AppConfig,
  isEmbedded,
  isServerMode,
  loadOffice,
  type ModuleDescriptor,
  type Office,
  openEventStore,
  openReadStore,
  projectionsOf,
  usesFolder,
} from '#platform';
import { noKeys } from '../log/descriptors.js';
import { counted } from '../output/values.js';
import { type Check, check, note, ok, wrong } from './check.js';
import { checkErasures } from './erasures.js';
import { checkFolder, checkKeys, checkLock, checkOffice } from './folder-checks.js';
import { type HalfDone, halfDone } from './half-done.js';
import { type LostNumber, lostNumbers } from './lost-numbers.js';
import { checkAttachments } from './unfinished.js';
import { checkFiles, checkKeeper, checkParked, checkProjection, keeperOf } from './store-checks.js';

/** Everything the doctor found. */
export interface Examination {
  readonly checks: readonly Check[];
  readonly lost: readonly LostNumber[];
  /** Deeds that span two streams, of which one half was recorded. */
  readonly halfDone: readonly HalfDone[];
  /** Attachments that were begun and never finished. */
  readonly unfinished: number;
  /** Streams that were erased and whose keys are there. */
  readonly unerased: readonly string[];
}

const NOTHING_LOST = { lost: [], halfDone: [], unerased: [] };

/** Milliseconds that a running server gets to finish what it is doing. */
const PATIENCE_MS = 2000;

/** Looks at an office's data without changing anything in it; a server may be running. */
export async function examine(
  config: AppConfig,
  modules: readonly ModuleDescriptor[],
  now: Instant,
): Promise<Examination> {
  const checks = [await checkOffice(config, modules)];
  if (usesFolder(config)) checks.push(await checkFolder(config));
  if (usesFolder(config) && !existsSync(config.dataDir)) return { checks, ...NOTHING_LOST, unfinished: 0 };
  const server = usesFolder(config) ? readServerInfo(config.dataDir) : null;
  if (usesFolder(config)) checks.push(await checkLock(server));
  const attachments = await checkAttachments(config, now);
  const { unfinished } = attachments;
  checks.push(await checkKeys(config), attachments.check);
  const readOnly = { readOnly: true };
  const log = await opened('event-store', () => openEventStore(config.eventStore, readOnly));
  const reads = await openedReads(config);
  try {
    checks.push(...log.checks, ...reads.checks);
    if (reads.store) checks.push(...(await readModelChecks(config, modules, server, reads.store, log.store)));
    if (!log.store) return { checks, ...NOTHING_LOST, unfinished };
    // Nobody knows which processes are at work where everything is on servers.
    const mayBeOnTheWay = server !== null || isServerMode(config);
    const numbers = await checkNumbers(log.store, mayBeOnTheWay);
    const halves = await checkHalves(log.store, modules, mayBeOnTheWay);
    const erasures = await checkErasures(config, log.store, modules);
    return {
      checks: [...checks, numbers.check, halves.check, erasures.check],
      lost: numbers.lost,
      halfDone: halves.halfDone,
      unerased: erasures.unerased,
      unfinished,
    };
  } finally {
    await reads.store?.close();
    await log.store?.close();
  }
}

async function readModelChecks(
  config: AppConfig,
  modules: readonly ModuleDescriptor[],
  server: ServerInfo | null,
  reads: ReadStore,
  log: EventStore | undefined,
): Promise<Check[]> {
  const checks = [await checkParked(reads)];
  const keeper = isServerMode(config) ? await keeperOf(reads) : null;
  if (isServerMode(config)) checks.push(await checkKeeper(keeper));
  if (!log) return checks;
  const isKept = server !== null || keeper !== null;
  const freshness = { log, reads, ...(isKept && { patience }) };
  return [...checks, ...(await modelChecks(config, modules, freshness))];
}

const patience = (): Promise<void> => wait(PATIENCE_MS);

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

/** A folder that was just restored has none yet, and nothing is wrong with that. */
async function openedReads({ readStore }: AppConfig): Promise<Opened<ReadStore>> {
  if (isEmbedded(readStore) && !existsSync(readStore.location))
    return { checks: [await check('read-store', () => note('not there yet; the next start builds it'))] };
  return opened('read-store', () => openReadStore(readStore, { readOnly: true }));
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

/** What is found twice, when a server may still be about to mend it: only what stays is wrong. */
async function surely<T>(
  find: () => Promise<readonly T[]>,
  keyOf: (found: T) => string,
  mayBeOnTheWay: boolean,
): Promise<readonly T[]> {
  const found = await find();
  if (found.length === 0 || !mayBeOnTheWay) return found;
  const before = new Set(found.map(keyOf));
  await patience();
  return (await find()).filter((each) => before.has(keyOf(each)));
}

async function checkNumbers(
  log: EventStore,
  mayBeOnTheWay: boolean,
): Promise<{ readonly check: Check; readonly lost: readonly LostNumber[] }> {
  let lost: readonly LostNumber[] = [];
  const found = await check('case-numbers', async () => {
    lost = await surely(
      () => lostNumbers(log),
      ({ number }) => number,
      mayBeOnTheWay,
    );
    if (lost.length === 0) return ok('every number given has its case, or is on record as unused');
    const numbers = lost.map(({ number }) => number).join(', ');
    return wrong(
      `${counted(lost.length, 'number')} whose case never came: ${numbers}. ` +
        'Sending the same request again finishes it; cotmoc doctor --repair records it as unused.',
    );
  });
  return { check: found, lost };
}

async function checkHalves(
  log: EventStore,
  modules: readonly ModuleDescriptor[],
  mayBeOnTheWay: boolean,
): Promise<{ readonly check: Check; readonly halfDone: readonly HalfDone[] }> {
  let halves: readonly HalfDone[] = [];
  const found = await check('merges', async () => {
    halves = await surely(
      () => halfDone(log, modules),
      ({ since }) => since,
      mayBeOnTheWay,
    );
    if (halves.length === 0) return ok('both sides of every merge say the same');
    const pairs = halves.map(({ first, second }) => `${first} with ${second}`).join(', ');
    return wrong(
      `${counted(halves.length, 'merge')} half done: ${pairs}. ` +
        'Sending the same request again finishes it, and so does cotmoc doctor --repair.',
    );
  });
  return { check: found, halfDone: halves };
}
