import { definitionOf } from './generations.js';
import { type Lease } from './lease.port.js';
import { forgetParked } from './parked-documents.js';
import { type Projection } from './projection.js';
import { type ReadStore } from './read-store.port.js';

/** Stands where a live version was until it is built again. */
const NOTHING = 'none';

/**
 * Empties these read models and takes them out of service, so that a runner's `prepare` builds them from the log
 * again; streams that were parked are tried again. For a process that has the read store to itself, since nobody can
 * be answered meanwhile. Ended half-way it leaves nothing to mend: what is not live is built at the next start.
 */
export async function discardReadModels(
  store: ReadStore,
  projections: readonly Pick<Projection, 'name' | 'version'>[],
  lease?: Lease,
): Promise<void> {
  for (const { name, version } of projections) {
    const live = await store.liveVersion(name);
    if (live !== null && definitionOf(live) === version) {
      await store.collection({ name, version: NOTHING, indexes: [] });
      await store.switchTo(name, NOTHING, lease);
    }
    for (const mine of await store.versions(name))
      if (definitionOf(mine) === version) await store.drop(name, mine, lease);
  }
  // Last: until then a stream that could not be folded is seen to be so.
  await forgetParked(store, new Set(projections.map(({ name }) => name)), lease);
}
