import {
  DomainError,
  type DomainEvent,
  effectiveHistory,
  type FactCorrected,
  isProcedural,
  isSealed,
  personal,
  type Recorded,
  type StreamRecord,
  tidy,
  voidedIn,
} from '#kernel';
import { idOf, type StreamName } from '../event-store.port.js';
import { sameJson } from '../field-diff.js';
import { mergePatched } from '../json-paths.js';
import { InvalidData, InvalidPayload } from '../invalid-data.js';
import { ownedBy } from '../paper.js';
import { stateAfter } from './judging.js';
import { type Asked, type Changes, type Following, ownersIn } from './procedure.js';

type AskedCorrection<S, E extends DomainEvent, Facts> = Asked<'CorrectFact', S, E, Facts>;

/**
 * What an event should have said. Nothing changed → `[]`: a text that is sent is a change, as a sealed one cannot be
 * compared. @throws DomainError
 */
export function correctFact<S, E extends DomainEvent, Facts>(
  asked: AskedCorrection<S, E, Facts>,
): Following<E> {
  const { type, command, record, context } = asked;
  const { reason, evidence, correctedSource } = command.data;
  const target = targetOf<S, E>(record, command.data.target);
  const payload = mergePatched(target.data, changesOf(asked, target), isSealed);
  const correctedOccurredOn = command.data.correctedOccurredOn ?? target.occurredOn;
  assertPast(asked, correctedOccurredOn, correctedSource?.date ?? correctedOccurredOn);
  const same = sameJson([payload, correctedOccurredOn], [target.data, target.occurredOn]);
  if (same && !correctedSource) return [];
  const correction = (owners: readonly string[]): FactCorrected => ({
    type: 'FactCorrected',
    data: {
      target: target.id,
      targetType: target.type,
      targetVersion: type.codec.versionOf(target.type),
      payload: accepted(asked, target.type, payload, owners),
      correctedOccurredOn,
      ...(correctedSource && { correctedSource: ownedBy(owners, correctedSource) }),
      reason: personal(tidy(reason), owners),
      ...(evidence !== undefined && { evidence: personal(tidy(evidence), owners) }),
    },
    occurredOn: context.occurredOn,
  });
  // Texts belong to those whom the corrected record, or the event by its own words, is about.
  const after = stateAfter(asked, [correction([])]);
  type.procedure.corrected?.(record.state, after, context);
  return [correction(ownersAfter(asked, after, payload as Changes))];
}

/** A redacted text belongs to the others alone: it outlives the erasure of who is left out. // docs/adr/022 */
function ownersAfter<S, E extends DomainEvent, Facts>(
  { type, command: { data } }: AskedCorrection<S, E, Facts>,
  after: S,
  payload: Changes,
): readonly StreamName[] {
  const owners = [...new Set([...ownersIn(type, after), ...(type.procedure.alsoAbout?.(payload) ?? [])])];
  if (data.redactedFor === undefined) return owners;
  const others = owners.filter((owner) => idOf(owner) !== data.redactedFor);
  if (others.length > 0 && others.length < owners.length) return others;
  throw new DomainError('correction.not-shared', 'the record is not about that person and others', {
    person: data.redactedFor,
  });
}

/** An event that stands, as it stands. @throws DomainError */
export function standingEvent<S, E extends DomainEvent>(
  { history }: StreamRecord<S, E>,
  id: string,
): Recorded {
  const original = history.find((event) => event.id === id);
  if (!original) throw new DomainError('correction.unknown-event', 'there is no such event', { event: id });
  if (voidedIn(history).has(id)) {
    throw new DomainError('correction.event-voided', 'that event was voided', { event: id });
  }
  return effectiveHistory(history).find((event) => event.id === id) ?? original;
}

function targetOf<S, E extends DomainEvent>(record: StreamRecord<S, E>, id: string): Recorded<E> {
  const target = standingEvent(record, id);
  if (isProcedural(target) || followsFromDecision(record, target)) throw notCorrectable(target.type);
  return target as Recorded<E>;
}

/** What was decided is not corrected: another decision follows it. */
const followsFromDecision = <S, E extends DomainEvent>(
  { history }: StreamRecord<S, E>,
  { commandId }: Recorded,
): boolean => history.some((event) => event.type === 'DecisionTaken' && event.commandId === commandId);

/** The changes of fields that may change, with what they refer to known. @throws DomainError */
function changesOf<S, E extends DomainEvent, Facts>(
  { type, command, record, context }: AskedCorrection<S, E, Facts>,
  target: Recorded<E>,
): Changes {
  const { procedure } = type;
  const fields = procedure.correctable[target.type as E['type']];
  if (!fields) throw notCorrectable(target.type);
  const { changes } = command.data;
  const fixed = Object.keys(changes).find((field) => !fields.includes(field)) ?? markIn(changes);
  if (fixed !== undefined) {
    throw new DomainError('correction.field-fixed', 'that field cannot be corrected', {
      type: target.type,
      field: fixed,
      fields,
    });
  }
  return procedure.revised?.({ target, changes }, record.state, context) ?? changes;
}

/** Marks of personal values are the record's own: nobody brings them from outside. */
function markIn(changes: unknown): string | undefined {
  if (typeof changes !== 'object' || changes === null) return undefined;
  for (const [name, value] of Object.entries(changes)) {
    const found = name.startsWith('$') ? name : markIn(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function accepted<S, E extends DomainEvent, Facts>(
  { type }: AskedCorrection<S, E, Facts>,
  target: string,
  payload: unknown,
  owners: readonly string[],
): unknown {
  try {
    return type.codec.accept(target, payload, owners);
  } catch (error) {
    if (!(error instanceof InvalidData)) throw error;
    throw invalid(target, error);
  }
}

function invalid(type: string, { errors }: InvalidData): InvalidPayload {
  const fields = errors.map(({ field }) => field);
  const sent = errors.map((error) => ({ ...error, field: `changes.${error.field}` }));
  return new InvalidPayload(
    'correction.payload-invalid',
    'the event cannot say that',
    { type, fields },
    sent,
  );
}

function assertPast<S, E extends DomainEvent, Facts>(
  { context: { today, occurredOn } }: AskedCorrection<S, E, Facts>,
  ...days: readonly string[]
): void {
  const late = [occurredOn, ...days].find((day) => day > today);
  if (late === undefined) return;
  throw new DomainError('correction.date-in-future', 'what is corrected has happened', { day: late, today });
}

const notCorrectable = (type: string): DomainError =>
  new DomainError('correction.not-correctable', `${type} is followed by a new event instead`, { type });
