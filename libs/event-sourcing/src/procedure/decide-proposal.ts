import {
  type Decision,
  type DecisionKind,
  DomainError,
  type DomainEvent,
  isBlank,
  personal,
  tidy,
} from '#kernel';
import { InvalidData, InvalidPayload } from '../invalid-data.js';
import { changesSince, dossierRevision } from './dossier.js';
import { stateAfter } from './judging.js';
import { decidingRefusal, notPermitted, unknownKind } from './may-decide.js';
import { type Amendable, type Asked, type Following, ownersIn, type ProcedureCommand } from './procedure.js';

type AnyAsked<S, E extends DomainEvent, Facts> = Asked<ProcedureCommand['type'], S, E, Facts>;

/** Asks for a decision. What could not be carried out when approved is refused at once. @throws DomainError */
export function proposeDecision<S, E extends DomainEvent, Facts>(
  asked: Asked<'ProposeDecision', S, E, Facts>,
): Following<E> {
  const { type, command, record, context } = asked;
  const kind = kindOf(type, command.data.kind);
  if (!type.procedure.permits(context.actor, kind.mayPropose))
    throw notPermitted(context.actor, kind.mayPropose);
  const draft = draftOf(asked);
  const { payload, reason } = draft;
  assertNotOpen(kind, payload, record.decisions);
  const follows = kind.approved({ id: 'provisional', payload, reason }, record, context);
  stateAfter(asked, follows);
  const barred = kind.barred?.(payload, record) ?? [];
  return [
    {
      type: 'DecisionProposed',
      data: { ...draft, barred: [...new Set(barred)] },
      occurredOn: context.occurredOn,
    },
  ];
}

/** Approves or refuses a proposal; what follows from an approval is in the same append. @throws DomainError */
export function decideProposal<S, E extends DomainEvent, Facts>(
  asked: Asked<'DecideProposal', S, E, Facts>,
): Following<E> {
  const { type, command, record, context } = asked;
  const { proposal, verdict, reason } = command.data;
  const decision = openDecision(record.decisions, proposal);
  const kind = kindOf(type, decision.kind);
  const refused = decidingRefusal(type, record, decision, context);
  if (refused) throw refused;
  if (verdict === 'refused' && isBlank(reason ?? '')) {
    throw new DomainError('decision.reason-required', 'a refusal says why');
  }
  const taken: Following<E> = [
    {
      type: 'DecisionTaken',
      data: { proposal, verdict, ...written(asked, reason), seenRevision: seenDossier(asked) },
      occurredOn: context.occurredOn,
    },
  ];
  if (verdict === 'refused') return taken;
  const proposed = { id: proposal, payload: decision.payload, reason: decision.proposed.reason };
  const following = [...taken, ...kind.approved(proposed, record, context)];
  stateAfter(asked, following);
  return following;
}

/** Takes a proposal back. @throws DomainError */
export function withdrawProposal<S, E extends DomainEvent, Facts>(
  asked: Asked<'WithdrawProposal', S, E, Facts>,
): Following<E> {
  const { command, record, context } = asked;
  const { proposal, reason } = command.data;
  const { proposed } = openDecision(record.decisions, proposal);
  if (context.actor.id !== proposed.by) {
    throw new DomainError('decision.not-proposer', 'only who proposed it takes it back', { by: proposed.by });
  }
  return [
    {
      type: 'ProposalWithdrawn',
      data: { proposal, ...written(asked, reason) },
      occurredOn: context.occurredOn,
    },
  ];
}

/** @throws DomainError when the kind has no such payload */
function draftOf<S, E extends DomainEvent, Facts>({
  type,
  command: { data },
  record,
}: Asked<'ProposeDecision', S, E, Facts>): {
  kind: string;
  payload: unknown;
  reason: unknown;
  seenRevision: number;
} {
  const seenRevision = dossierRevision(record.history, type.procedure.dossier);
  const owners = ownersIn(type, record.state);
  try {
    const draft = { ...data, seenRevision, barred: [] };
    return type.codec.accept('DecisionProposed', draft, owners) as ReturnType<typeof draftOf>;
  } catch (error) {
    if (!(error instanceof InvalidData)) throw error;
    // As whoever proposes it names them: the payload is all that they send.
    const errors = error.errors.map((each) => ({ ...each, field: each.field.replace(/^payload\./, '') }));
    const fields = errors.map(({ field }) => field);
    throw new InvalidPayload('decision.payload-invalid', 'that cannot be proposed', { fields }, errors);
  }
}

function kindOf<S, E extends DomainEvent, Facts>(
  { procedure }: Amendable<S, E, Facts>,
  name: string,
): DecisionKind<S, E, Facts> {
  const kind = procedure.kinds.find((known) => known.kind === name);
  if (kind) return kind;
  throw unknownKind(name);
}

/** @throws DomainError when the same is waiting to be decided already */
function assertNotOpen<S, E extends DomainEvent, Facts>(
  kind: DecisionKind<S, E, Facts>,
  payload: unknown,
  decisions: readonly Decision[],
): void {
  const same = decisions.find(
    (decision) =>
      decision.standing === 'open' &&
      decision.kind === kind.kind &&
      kind.about?.(decision.payload) === kind.about?.(payload),
  );
  if (!same) return;
  throw new DomainError('decision.already-proposed', 'that is waiting to be decided', { proposal: same.id });
}

function openDecision(decisions: readonly Decision[], proposal: string): Decision {
  const decision = decisions.find(({ id }) => id === proposal);
  if (!decision)
    throw new DomainError('decision.unknown-proposal', 'there is no such proposal', { proposal });
  const { standing, ended } = decision;
  if (standing === 'open') return decision;
  const details = { proposal, verdict: standing, by: ended?.by, on: ended?.on };
  throw standing === 'withdrawn'
    ? new DomainError('decision.proposal-withdrawn', 'the proposal was taken back', details)
    : new DomainError('decision.already-decided', 'it was decided', details);
}

/** The dossier's revision, when the decider has seen it. @throws DomainError */
function seenDossier<S, E extends DomainEvent, Facts>({
  type,
  record: { history },
  seen,
}: Asked<'DecideProposal', S, E, Facts>): number {
  const { dossier } = type.procedure;
  const revision = dossierRevision(history, dossier);
  if (seen === undefined) {
    throw new DomainError('decision.revision-required', 'a decision names the dossier it is about', {
      revision,
    });
  }
  if (seen >= revision && seen < history.length) return revision;
  throw new DomainError('decision.dossier-changed', 'the dossier has changed since it was seen', {
    expected: seen,
    actual: revision,
    changes: changesSince(history, dossier, seen),
  });
}

function written<S, E extends DomainEvent, Facts>(
  { type, record }: AnyAsked<S, E, Facts>,
  reason: string | undefined,
): { readonly reason?: unknown } {
  if (isBlank(reason ?? '')) return {};
  return { reason: personal(tidy(reason ?? ''), ownersIn(type, record.state)) };
}
