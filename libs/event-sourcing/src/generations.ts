import { type CollectionDefinition, type ReadStore } from './read-store.port.js';
import { collectionOf, type Projection } from './projection.js';

/**
 * A read model that is built again from the log, by the same definition, is another version of its collection:
 * `4-9f2c`, then `4-9f2c.g2`, `4-9f2c.g3`… // docs/adr/017
 */
const GENERATION = /\.g(\d+)$/;

/** The version of the definition that a collection's version was built by. */
export const definitionOf = (version: string): string => version.replace(GENERATION, '');

/** How often that definition has been built, this version included. */
export const generationOf = (version: string): number => Number(GENERATION.exec(version)?.[1] ?? 1);

/** The version to build beside `present`, all versions that there are. */
export function nextGeneration(definition: string, present: readonly string[]): string {
  const generations = present.filter((version) => definitionOf(version) === definition).map(generationOf);
  return `${definition}.g${Math.max(1, ...generations) + 1}`;
}

type Defined = Pick<Projection, 'name' | 'version' | 'indexes' | 'line'>;

/** One generation of what a projection fills. */
export const generation = (projection: Defined, version: string): CollectionDefinition => ({
  ...collectionOf(projection),
  version,
});

/** What answers questions about the projection now; `null` while the live version, if any, has another definition. */
export async function liveCollection(
  store: Pick<ReadStore, 'liveVersion'>,
  projection: Defined,
): Promise<CollectionDefinition | null> {
  const live = await store.liveVersion(projection.name);
  return live !== null && definitionOf(live) === projection.version ? generation(projection, live) : null;
}
