import {
  type Actor,
  type CommandContext,
  type Decision,
  DomainError,
  type DomainEvent,
  isInvolved,
  type ProceduralEvent,
  type Recorded,
  type StreamRecord,
} from '#kernel';
import { recordOf } from './dossier.js';
import { type Amendable } from './procedure.js';

/** Why somebody may not decide an open proposal about the record as it stands, if so. */
export function decidingRefusal<S, E extends DomainEvent, Facts>(
  { procedure }: Amendable<S, E, Facts>,
  record: StreamRecord<S, E>,
  decision: Decision,
  who: Pick<CommandContext, 'actor' | 'onBehalfOf'>,
): DomainError | null {
  const kind = procedure.kinds.find((known) => known.kind === decision.kind);
  if (!kind) return unknownKind(decision.kind);
  const permission = kind.mayDecideOn?.(decision.payload, record) ?? kind.mayDecide;
  if (!procedure.permits(who.actor, permission)) return notPermitted(who.actor, permission);
  return involvement(decision, who);
}

/** Ids of the proposals that `actor` may decide now, by what deciding itself asks. */
export function decidableIn<S, E extends DomainEvent, Facts>(
  type: Amendable<S, E, Facts>,
  history: readonly Recorded<E | ProceduralEvent>[],
  actor: Actor,
): ReadonlySet<string> {
  const record = recordOf(type.decider, history);
  if (type.procedure.standing(record.state)) return new Set();
  const theirs = record.decisions.filter(
    (decision) => decision.standing === 'open' && !decidingRefusal(type, record, decision, { actor }),
  );
  return new Set(theirs.map(({ id }) => id));
}

export const unknownKind = (kind: string): DomainError =>
  new DomainError('decision.unknown-kind', 'nobody decides that here', { kind });

export const notPermitted = ({ role }: Actor, permission: string): DomainError =>
  new DomainError('access.denied', 'the role is not granted what this asks for', {
    role,
    permission: [permission],
  });

/** Two people take part, whoever they stand in for. */
function involvement(
  decision: Decision,
  { actor, onBehalfOf }: Pick<CommandContext, 'actor' | 'onBehalfOf'>,
): DomainError | null {
  const people = [actor.id, ...(onBehalfOf === undefined ? [] : [onBehalfOf])];
  const person = people.find((id) => isInvolved(decision, id));
  if (person === undefined) return null;
  return decision.barred.includes(person)
    ? new DomainError('decision.own-act', 'nobody decides on what they did', { person })
    : new DomainError('decision.own-proposal', 'another person decides', {
        person,
        by: decision.proposed.by,
      });
}
