import { type Position } from '#event-sourcing';
import { type ModuleDescriptor, type Office, projectionsOf, reapplyErasures, type Stores } from '#platform';
import { Interrupted, Refusal } from '../failures.js';
import { ChainCheck } from '../log/chain-check.js';
import { streamsOf } from '../log/verify-log.js';
import { progressBar } from '../output/progress.js';
import { type Surroundings } from '../surroundings.js';
import { copyRest, sharedBeginning } from './log-copy.js';
import { type Copied, copyBlobs, copyKeys, FOREIGN } from './vault-copy.js';

/** What a migration has done and seen. */
export interface Migrated {
  readonly events: Copied;
  readonly keys: Copied;
  readonly attachments: Copied;
  readonly streams: number;
  /** Events of the target that do not follow from those before them; they did not in the source either. */
  readonly faults: number;
  /** True when the source has gone on meanwhile, as one on servers may. */
  readonly goesOn: boolean;
  readonly seconds: number;
}

type Around = Pick<Surroundings, 'modules' | 'err' | 'signal'>;
type Update = (share: number, done: number) => void;

/**
 * Makes the target an office like the source: the log in its order, with ids, metadata and hashes; then keys and
 * attachments, which are stored before the events that need them; then compares. What is there already is not copied
 * again, so the same call goes on where one was cut short, and brings a copy up to date.
 * @throws Refusal when the target holds anything else, or is not what it should be in the end
 */
export async function migrate(
  source: Stores,
  target: Stores,
  office: Office,
  around: Around,
): Promise<Migrated> {
  const started = performance.now();
  const head = await source.events.head();
  const shared = await step(around, 'comparing', 'events', (update) =>
    sharedBeginning(source.events, target.events, (_, count) => update(0, count)),
  );
  if (shared.events === 0) await assertNoReadModels(target, office, around.modules);
  const copied = await step(around, 'copying the log', 'events', (update) =>
    copyRest(source.events, target.events, shared, update),
  );
  // Attachments and keys of whoever was erased since the last run go first: the source does not have them any more.
  await reapplyErasures(target, around.modules);
  const keys = await step(around, 'copying keys', 'keys', (update) =>
    copyKeys(source.keys, target.keys, update),
  );
  const attachments = await step(around, 'copying attachments', 'files', (update) =>
    copyBlobs(source.blobs, target.blobs, update),
  );
  const total = shared.events + copied;
  const { check, position } = await compared(source, target, total, around);
  if (position < head)
    throw new Refusal('The target’s log is shorter than it should be: run the same command again.');
  return {
    events: { total, copied },
    keys,
    attachments,
    streams: check.streams,
    faults: check.faultCount,
    goesOn: (await source.events.head()) > position,
    seconds: Number(((performance.now() - started) / 1000).toFixed(3)),
  };
}

/** Every event of the target stands in the source at the same place, and its chains are recomputed. */
async function compared(
  source: Stores,
  target: Stores,
  total: number,
  around: Around,
): Promise<{ readonly check: ChainCheck; readonly position: Position }> {
  const check = new ChainCheck(streamsOf(around.modules));
  const { position } = await step(around, 'verifying', 'events', (update) =>
    sharedBeginning(source.events, target.events, (event, count) => {
      check.add(event);
      update(count / Math.max(1, total), count);
    }),
  );
  return { check, position };
}

/** Read models in an empty office are another one's. @throws Refusal */
async function assertNoReadModels(
  { reads, keys }: Stores,
  office: Office,
  modules: readonly ModuleDescriptor[],
): Promise<void> {
  for (const { name } of projectionsOf(modules, office, keys)) {
    const live = await reads.liveVersion(name);
    if (live === null || live === 'none') continue;
    throw new Refusal(
      `The target holds a read model (${name}) of another log: name an empty read store.`,
      FOREIGN,
    );
  }
}

async function step<T>(
  { err, signal }: Around,
  title: string,
  unit: string,
  work: (update: Update) => Promise<T>,
): Promise<T> {
  const bar = progressBar(err, title, unit);
  try {
    return await work((share, done) => {
      if (signal.aborted) throw new Interrupted('Interrupted: the same command goes on from here.');
      bar.update(share, done);
    });
  } finally {
    bar.end();
  }
}
