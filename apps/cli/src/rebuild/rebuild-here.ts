import { discardReadModels, HeldLease, type Lease, type Projection, ProjectionRunner } from '#event-sourcing';
import {
  isServerMode,
  type ModuleDescriptor,
  type Platform,
  processName,
  PROJECTIONS_LEASE,
  projectionsOf,
} from '#platform';
import { Refusal } from '../failures.js';
import { chosenNames } from './rebuild-there.js';

/** What a rebuild did. */
export interface Rebuilt {
  readonly projections: readonly string[];
  readonly events: number;
  readonly seconds: number;
  /** Streams that could not be folded, and why. */
  readonly parked: readonly {
    readonly projection: string;
    readonly stream: string;
    readonly cause: string;
  }[];
}

type OnProgress = (share: number, events: number) => void;

/**
 * Builds the named read models (all, when none is named) from the log. The platform holds the data folder; on servers,
 * it takes the projectors' lease. `onProgress` may throw to end it: what is half built is then built on at the next
 * start.
 * @throws UsageError for a name that is not a read model; Refusal while a projector works
 */
export async function rebuildHere(
  platform: Platform,
  modules: readonly ModuleDescriptor[],
  names: readonly string[],
  onProgress: OnProgress,
): Promise<Rebuilt> {
  const { stores, office, config } = platform;
  const projections = chosen(projectionsOf(modules, office, stores.keys), names);
  if (!isServerMode(config)) return build(platform, projections, onProgress);
  const { name, ttlMs } = PROJECTIONS_LEASE;
  const held = await HeldLease.acquire(stores.reads.leases, name, processName(), ttlMs);
  if (!held)
    throw new Refusal(`The projector ${await stores.reads.leases.holder(name)} is working; stop it first.`);
  try {
    return await build(platform, projections, onProgress, held.lease);
  } finally {
    await held.release();
  }
}

async function build(
  { stores, sealer, clock }: Platform,
  projections: readonly Projection[],
  onProgress: OnProgress,
  lease?: Lease,
): Promise<Rebuilt> {
  const silent = () => undefined;
  const runner = new ProjectionRunner({
    store: stores.events,
    readStore: stores.reads,
    sealer,
    projections,
    clock,
    ...(lease && { lease }),
    log: { info: silent, error: silent },
  });
  const started = performance.now();
  let events = 0;
  await discardReadModels(stores.reads, projections, lease);
  await runner.prepare((progress) => {
    events = progress.events;
    onProgress(progress.share, events);
  });
  const mine = new Set(projections.map(({ name }) => name));
  return {
    projections: projections.map(({ name, version }) => `${name}@${version}`),
    events,
    seconds: (performance.now() - started) / 1000,
    parked: runner
      .parkedDocuments()
      .filter(({ projection }) => mine.has(projection))
      .map(({ projection, stream, cause }) => ({ projection, stream, cause })),
  };
}

function chosen(all: readonly Projection[], names: readonly string[]): readonly Projection[] {
  const named = new Set(
    chosenNames(
      all.map(({ name }) => name),
      names,
    ),
  );
  return all.filter(({ name }) => named.has(name));
}
