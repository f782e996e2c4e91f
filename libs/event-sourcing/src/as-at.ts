import { type DomainEvent, effectiveHistory, type Instant, type LocalDate, type Recorded } from '#kernel';

/** What we knew at a moment, or what was true at that moment as it is known today. // two clocks, docs/adr/008 */
export const HISTORY_CLOCKS = ['recorded', 'occurred'] as const;
export type HistoryClock = (typeof HISTORY_CLOCKS)[number];

/** A point in the past: a revision of one stream, or a moment on one of the clocks. */
export type PastPoint = { readonly revision: number } | PastMoment;

/** A moment on one of the clocks. */
export interface PastMoment {
  readonly asAt: Instant;
  readonly clock: HistoryClock;
}

/** When a day begins at the office: a date counts from its midnight there. */
export type StartOfDay = (day: LocalDate) => Instant;

/**
 * The effective history of a stream as it stands at a point. By revision and on the recorded clock, only what had
 * been recorded by then counts, corrections included; on the occurred clock, today's effective history up to then.
 */
export function historyAt<E extends DomainEvent>(
  history: readonly Recorded<E>[],
  point: PastPoint,
  startOfDay: StartOfDay,
): readonly Recorded<E>[] {
  const counted = countedAt(history, point, startOfDay);
  return 'clock' in point && point.clock === 'occurred' ? counted : effectiveHistory(counted);
}

/** The events that a point of the past rests on: those of {@link historyAt}, and those taken out by others of them. */
export function countedAt<E extends DomainEvent>(
  history: readonly Recorded<E>[],
  point: PastPoint,
  startOfDay: StartOfDay,
): readonly Recorded<E>[] {
  if ('revision' in point) return history.filter(({ revision }) => revision <= point.revision);
  const { asAt, clock } = point;
  if (clock === 'recorded') return history.filter(({ recordedAt }) => recordedAt <= asAt);
  return effectiveHistory(history).filter(({ occurredOn }) => startOfDay(occurredOn) <= asAt);
}
