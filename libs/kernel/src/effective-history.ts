import { type DomainEvent, type Recorded } from './event.js';
import {
  type EventVoided,
  type FactCorrected,
  isCorrecting,
  isProcedural,
  type ProceduralEvent,
} from './procedural-events.js';

/**
 * The history as it is known to be true: voided facts are gone, corrected ones carry their corrected payload, day and
 * paper at their own place. The last correction that is not itself voided wins; a correction always names the original
 * event. What happened to the record stays where it is, so that a read model knows when it changed and by whom.
 */
export function effectiveHistory<E extends DomainEvent>(
  history: readonly Recorded<E>[],
): readonly Recorded<E>[] {
  if (!history.some((event) => isCorrecting(event))) return history;
  const voided = voidedIn(history);
  const corrections = new Map<string, FactCorrected>();
  for (const event of history) {
    if (isCorrection(event) && !voided.has(event.id)) corrections.set(event.data.target, event);
  }
  return history
    .filter((event) => isCorrecting(event) || !voided.has(event.id))
    .map((event) => corrected(event, corrections.get(event.id)));
}

/** The facts of the effective history, without what happened to the record: what deciders fold. */
export function factsOf<E extends DomainEvent>(
  history: readonly Recorded<E | ProceduralEvent>[],
): readonly Recorded<E>[] {
  const effective = effectiveHistory(history);
  const facts = effective.some((event) => isProcedural(event))
    ? effective.filter((event) => !isProcedural(event))
    : effective;
  return facts as readonly Recorded<E>[];
}

/** The ids of the events that are taken out, corrections and voidings among them. */
export function voidedIn(history: readonly Recorded[]): ReadonlySet<string> {
  const voided = new Set<string>();
  // Newest first: what voids a voiding takes effect before the voiding is looked at.
  for (const event of history.toReversed()) {
    if (isVoiding(event) && !voided.has(event.id)) voided.add(event.data.target);
  }
  return voided;
}

function corrected<E extends DomainEvent>(
  event: Recorded<E>,
  correction: FactCorrected | undefined,
): Recorded<E> {
  if (!correction) return event;
  const { payload, correctedOccurredOn, correctedSource } = correction.data;
  const source = correctedSource && { source: correctedSource };
  return { ...event, data: payload, occurredOn: correctedOccurredOn, ...source };
}

const isVoiding = (event: DomainEvent): event is EventVoided => event.type === 'EventVoided';
const isCorrection = (event: DomainEvent): event is FactCorrected => event.type === 'FactCorrected';
