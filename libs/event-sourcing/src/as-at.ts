import { type DomainEvent, effectiveHistory, type Instant, type LocalDate, type Recorded } from '#kernel';

/** What we knew at a moment, or what was true at that moment as it is known today. // two clocks, docs/adr/008 */
export const HISTORY_CLOCKS = ['recorded', 'occurred'] as const;
export type HistoryClock = (typeof HISTORY_CLOCKS)[number];

/** A point in the past: a revision of one stream, or a moment on one of the clocks. */
export type PastPoint =
  { readonly revision: number } | { readonly asAt: Instant; readonly clock: HistoryClock };

/**
 * The effective history of a stream as it stands at a point. By revision and on the recorded clock, only what had
 * been recorded by then counts, corrections included; on the occurred clock, today's effective history up to then.
 * `startOfDay` says when a day begins at the office: a date counts from its midnight there.
 */
export function historyAt<E extends DomainEvent>(
  history: readonly Recorded<E>[],
  point: PastPoint,
  startOfDay: (day: LocalDate) => Instant,
): readonly Recorded<E>[] {
  if ('revision' in point)
    return effectiveHistory(history.filter(({ revision }) => revision <= point.revision));
  const { asAt, clock } = point;
  if (clock === 'recorded') return effectiveHistory(history.filter(({ recordedAt }) => recordedAt <= asAt));
  return effectiveHistory(history).filter(({ occurredOn }) => startOfDay(occurredOn) <= asAt);
}
