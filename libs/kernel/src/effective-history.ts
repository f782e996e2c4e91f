import { type DomainEvent, type Recorded } from './event.js';
import { type LocalDate } from './time.js';

/** A later event that says what `target` should have said. Its payload is the target's, whole, in the target's schema. */
export type FactCorrected = DomainEvent<
  'FactCorrected',
  {
    readonly target: string;
    readonly targetType: string;
    readonly targetVersion: number;
    readonly payload: unknown;
    readonly correctedOccurredOn: LocalDate;
    readonly reason: unknown;
    readonly evidence?: unknown;
  }
>;

/** A later event that says `target` should not be there. */
export type EventVoided = DomainEvent<'EventVoided', { readonly target: string; readonly reason: unknown }>;

export const CORRECTING_TYPES: ReadonlySet<string> = new Set(['FactCorrected', 'EventVoided']);

/**
 * The history as it is known to be true: voided events are gone, corrected ones carry their corrected payload and
 * day at their own place, and the correcting events themselves are not folded. The last correction that is not
 * itself voided wins; a correction always names the original event.
 */
export function effectiveHistory<E extends DomainEvent>(
  history: readonly Recorded<E>[],
): readonly Recorded<E>[] {
  if (!history.some((event) => CORRECTING_TYPES.has(event.type))) return history;
  const voided = new Set<string>();
  // Newest first: what voids a voiding takes effect before the voiding is looked at.
  for (const event of history.toReversed()) {
    if (isVoiding(event) && !voided.has(event.id)) voided.add(event.data.target);
  }
  const corrections = new Map<string, FactCorrected>();
  for (const event of history) {
    if (isCorrection(event) && !voided.has(event.id)) corrections.set(event.data.target, event);
  }
  return history
    .filter((event) => !CORRECTING_TYPES.has(event.type) && !voided.has(event.id))
    .map((event) => corrected(event, corrections.get(event.id)));
}

function corrected<E extends DomainEvent>(
  event: Recorded<E>,
  correction: FactCorrected | undefined,
): Recorded<E> {
  if (!correction) return event;
  const { payload, correctedOccurredOn } = correction.data;
  return { ...event, data: payload, occurredOn: correctedOccurredOn };
}

const isVoiding = (event: DomainEvent): event is EventVoided => event.type === 'EventVoided';
const isCorrection = (event: DomainEvent): event is FactCorrected => event.type === 'FactCorrected';
