import { idOf, type ParkedDocument } from '#event-sourcing';
import { type MarkedLine, type ParkedStreams } from './projection-progress.js';

/**
 * From which event on a line lacks something: nothing, once it has that event. A stream that was tried again is whole a
 * moment before that is known everywhere. A line of the past says so itself.
 */
export function missingFrom(failedAt: number | null | undefined, line: MarkedLine): number | null {
  if (line.parkedAt !== undefined) return line.parkedAt;
  return (failedAt ?? line.revision) > line.revision ? (failedAt ?? null) : null;
}

/** The records that one read model could not take in whole. */
export const parkedIds = (parked: readonly ParkedDocument[], projection: string): readonly string[] =>
  parked.filter((one) => one.projection === projection).map(({ stream }) => idOf(stream));

/** What is parked, by what went wrong. */
export function parkedStreams(parked: readonly ParkedDocument[]): readonly ParkedStreams[] {
  const counts = new Map<string, ParkedStreams>();
  for (const { projection, cause } of parked) {
    const key = `${projection} ${cause}`;
    counts.set(key, { projection, cause, streams: (counts.get(key)?.streams ?? 0) + 1 });
  }
  return [...counts.values()];
}
