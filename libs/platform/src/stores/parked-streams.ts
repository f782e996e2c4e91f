import { type ParkedDocument, type Projection } from '#event-sourcing';
import { type ParkedStreams } from './projection-progress.js';

/** What is parked of these read models, in the versions that are wanted, by what went wrong. */
export function parkedStreams(
  parked: readonly ParkedDocument[],
  wanted: readonly Pick<Projection, 'name' | 'version'>[],
): readonly ParkedStreams[] {
  const versions = new Map(wanted.map(({ name, version }) => [name, version]));
  const counts = new Map<string, ParkedStreams>();
  for (const { projection, version, cause } of parked) {
    if (versions.get(projection) !== version) continue;
    const key = `${projection} ${cause}`;
    counts.set(key, { projection, cause, streams: (counts.get(key)?.streams ?? 0) + 1 });
  }
  return [...counts.values()];
}
