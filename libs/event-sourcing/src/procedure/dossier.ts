import {
  type Decision,
  decisionsAfter,
  type DomainEvent,
  type EventVoided,
  type FactCorrected,
  factsOf,
  fold,
  isDecision,
  type ProceduralEvent,
  type Recorded,
  type StreamRecord,
} from '#kernel';
import { type Amendable } from './procedure.js';

/** A stream as decisions about its record look at it. */
export function recordOf<S, E extends DomainEvent>(
  decider: Amendable<S, E, never>['decider'],
  history: readonly Recorded<E | ProceduralEvent>[],
): StreamRecord<S, E> {
  const decisions = history
    .filter((event) => isDecision(event))
    .reduce<readonly Decision[]>(decisionsAfter, []);
  return { history, state: fold(decider, factsOf<E>(history)), decisions };
}

/** The revision of the last event that belongs to the dossier; 0 when none does. */
export const dossierRevision = (history: readonly Recorded[], dossier: ReadonlySet<string>): number =>
  history.findLast((event) => isOfDossier(event, history, dossier))?.revision ?? 0;

/** What was recorded about the dossier after `seen`, as somebody who had not seen it is told. */
export const changesSince = (
  history: readonly Recorded[],
  dossier: ReadonlySet<string>,
  seen: number,
): object[] =>
  history
    .filter((event) => event.revision > seen && isOfDossier(event, history, dossier))
    .map(({ type, revision, recordedAt, actor }) => ({ type, revision, recordedAt, actor }));

/** A correction or voiding belongs where its target does; a proposal or decision is about the dossier, not in it. */
function isOfDossier(
  event: DomainEvent,
  history: readonly Recorded[],
  dossier: ReadonlySet<string>,
): boolean {
  if (isCorrection(event)) return dossier.has(event.data.targetType);
  if (!isVoiding(event)) return !isDecision(event) && dossier.has(event.type);
  const target = history.find(({ id }) => id === event.data.target);
  return target !== undefined && isOfDossier(target, history, dossier);
}

const isCorrection = (event: DomainEvent): event is FactCorrected => event.type === 'FactCorrected';
const isVoiding = (event: DomainEvent): event is EventVoided => event.type === 'EventVoided';
