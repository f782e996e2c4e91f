import { type ParkedDocument } from '#event-sourcing';
import { type ParkedStreams } from './projection-progress.js';

/** What is parked, by what went wrong. */
export function parkedStreams(parked: readonly ParkedDocument[]): readonly ParkedStreams[] {
  const counts = new Map<string, ParkedStreams>();
  for (const { projection, cause } of parked) {
    const key = `${projection} ${cause}`;
    counts.set(key, { projection, cause, streams: (counts.get(key)?.streams ?? 0) + 1 });
  }
  return [...counts.values()];
}
