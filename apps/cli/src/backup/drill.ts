import { hasMovableKeys, type KeyStore } from '#event-sourcing';
import { type AppConfig, openPlatform, type Platform, reapplyErasures } from '#platform';
import { configOf } from '../command.js';
import { type Check, check, note, ok, wrong } from '../doctor/check.js';
import { Interrupted } from '../failures.js';
import { withLog } from '../log/open-log.js';
import { isBroken, summaryOf, verifyLog } from '../log/verify-log.js';
import { progressBar } from '../output/progress.js';
import { counted, megabytes } from '../output/values.js';
import { rebuildHere } from '../rebuild/rebuild-here.js';
import { type Surroundings } from '../surroundings.js';
import { checkAgainstLive } from './live-check.js';
import { bytesOf, type Manifest } from './manifest.js';
import { withBar } from './meter.js';
import { placeBackup } from './place-backup.js';
import { Samples } from './samples.js';

/** One thing that was tried, what came of it, and how long it took. */
export interface DrillStep extends Check {
  readonly seconds: number;
}

export interface Drill {
  readonly backup: string;
  readonly masterKey: Uint8Array;
  /** An empty folder to restore into. */
  readonly folder: string;
  /** Where the live read models are, unless they are not to be compared with. */
  readonly live: AppConfig | null;
}

/** Restores a backup and tries everything an office would want of it; what is wrong is in the steps. @throws Interrupted */
export async function runDrill(
  { backup, masterKey, folder, live }: Drill,
  around: Surroundings,
): Promise<readonly DrillStep[]> {
  const steps = new Steps(around.signal);
  const config = { ...configOf({ data: folder }, around), masterKey };
  let manifest: Manifest | undefined;
  await steps.take('restore', async () => {
    manifest = await withBar(around, 'restoring', (meter) =>
      placeBackup({ backup, folder, masterKey }, meter),
    );
    return ok(
      `${counted(manifest.files.length, 'file')}, ${megabytes(bytesOf(manifest))}, each as it was backed up`,
    );
  });
  if (!manifest) return steps.taken;
  const { log } = manifest;
  await steps.take('chains', () => checkChains(config, log.events, around));
  const platform = await openPlatform(config, { clock: around.clock });
  try {
    await steps.take('erasures', () => checkErasures(platform, around));
    await steps.take('read-models', () => checkRebuild(platform, around));
    await steps.take('sealed', () => checkSealed(platform, log.events, around));
    if (live) await steps.take('live', () => checkAgainstLive(platform, live, log.head, around.modules));
    return steps.taken;
  } finally {
    await platform.close();
  }
}

type Result = Omit<Check, 'name'>;

class Steps {
  readonly taken: DrillStep[] = [];

  constructor(private readonly signal: AbortSignal) {}

  async take(name: string, look: () => Promise<Result>): Promise<void> {
    const started = performance.now();
    const found = await check(name, look);
    if (this.signal.aborted) throw new Interrupted();
    this.taken.push({ ...found, seconds: Number(((performance.now() - started) / 1000).toFixed(3)) });
  }
}

async function checkChains(config: AppConfig, events: number, around: Surroundings): Promise<Result> {
  const verdict = await withLog(config, (log) => verifyLog(log, around));
  if (verdict.check.events !== events)
    return wrong(`${counted(verdict.check.events, 'event')} where ${events} were backed up`);
  return isBroken(verdict) ? wrong(summaryOf(verdict)) : ok(summaryOf(verdict));
}

async function checkErasures({ stores }: Platform, { modules }: Surroundings): Promise<Result> {
  const { erased, keys } = await reapplyErasures(stores, modules);
  if (erased === 0) return ok('nobody was erased');
  return ok(`${counted(erased, 'owner')} erased; ${counted(keys, 'key')} destroyed again`);
}

async function checkRebuild(platform: Platform, { modules, err, signal }: Surroundings): Promise<Result> {
  const bar = progressBar(err, 'rebuilding');
  try {
    const { projections, events, parked } = await rebuildHere(platform, modules, [], (share, done) => {
      if (signal.aborted) throw new Interrupted();
      bar.update(share, done);
    });
    const [first] = parked;
    if (!first) return ok(`${projections.join(', ')}: built from ${counted(events, 'event')}`);
    return wrong(`${counted(parked.length, 'stream')} could not be folded: ${first.stream}: ${first.cause}`);
  } finally {
    bar.end();
  }
}

async function checkSealed(
  { stores: { events, keys, blobs } }: Platform,
  total: number,
  { err, signal }: Surroundings,
): Promise<Result> {
  const samples = new Samples(keys, blobs);
  const bar = progressBar(err, 'opening what is sealed');
  let done = 0;
  try {
    for await (const page of events.readAll()) {
      if (signal.aborted) throw new Interrupted();
      for (const event of page.events) await samples.take(event);
      bar.update((done += page.events.length) / Math.max(1, total), done);
    }
  } finally {
    bar.end();
  }
  return judged(samples, await erasures(keys));
}

function judged({ values, attachments }: Samples, erased: number): Result {
  const fault = values.fault ?? attachments.fault;
  if (fault !== undefined) return wrong(fault);
  const keyless = values.keyless + attachments.keyless;
  const opened = `the master key opened a value of each of ${counted(values.whole, 'key')} and ${counted(attachments.whole, 'attachment')}`;
  if (keyless === 0) return ok(opened);
  if (erased === 0) return wrong(`${counted(keyless, 'key')} missing, though nobody was erased; ${opened}`);
  return note(`${opened}; ${counted(keyless, 'key')} not there, ${counted(erased, 'owner')} erased`);
}

/** How many owners were erased. */
async function erasures(keys: KeyStore): Promise<number> {
  let count = 0;
  if (!hasMovableKeys(keys)) return count;
  for await (const owners of keys.destroyedOwners()) count += owners.length;
  return count;
}
