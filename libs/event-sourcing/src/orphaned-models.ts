import { type EventStore, type Position } from './event-store.port.js';
import { definitionOf } from './generations.js';
import { pause } from './pause.js';
import { type Projection } from './projection.js';
import { collectionKey } from './read-store-order.js';
import { type ReadStore } from './read-store.port.js';

/** A member of a cluster may not have the newest events yet: nothing is thrown away at the first look. */
const LOOKS = 3;
const BETWEEN_MS = 500;

/**
 * The read models that have seen more than the log holds: an older log was restored beside them, or they are another
 * log's. What they show may never have happened, and what happens from now on they would take for old.
 */
export async function orphanedModels(
  store: EventStore,
  readStore: ReadStore,
  projections: readonly Projection[],
  signal: AbortSignal,
): Promise<readonly Projection[]> {
  for (let look = 1; ; look += 1) {
    const end = await store.end();
    const orphans: Projection[] = [];
    for (const projection of projections) {
      if (await hasSeenMore(readStore, projection, end)) orphans.push(projection);
    }
    if (orphans.length === 0 || look === LOOKS) return orphans;
    await pause(BETWEEN_MS, signal);
  }
}

/** In any version of its definition: one that is being built goes on where it was. */
async function hasSeenMore(
  readStore: ReadStore,
  { name, version }: Projection,
  end: Position,
): Promise<boolean> {
  for (const present of await readStore.versions(name)) {
    if (definitionOf(present) !== version) continue;
    const checkpoint = await readStore.checkpoint(collectionKey(name, present));
    if (checkpoint && checkpoint.position > end) return true;
  }
  return false;
}
