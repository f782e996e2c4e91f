import { type CommandContext } from './decider.js';
import { type DomainEvent, type Recorded } from './event.js';
import {
  type DecisionEvent,
  type EventVoided,
  type ProceduralEvent,
  type Verdict,
} from './procedural-events.js';
import { type Instant, type LocalDate } from './time.js';

/** Where a proposal stands. */
export type Standing = 'open' | Verdict | 'withdrawn';

/** Who did a step of a decision, when, and on which revision of the dossier. */
export interface DecisionStep {
  /** Id of the member of the office. */
  readonly by: string;
  readonly onBehalfOf?: string;
  readonly on: LocalDate;
  readonly at: Instant;
  /** Of the step's event. */
  readonly revision: number;
  /** The dossier's revision that was seen; a withdrawal has none. */
  readonly seenRevision?: number;
  /** A personal text. */
  readonly reason?: unknown;
}

/** A proposal with what became of it. Plain JSON, so that a read model can keep it; personal values stay sealed. */
export interface Decision {
  /** Id of the event that proposed it. */
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly standing: Standing;
  readonly proposed: DecisionStep;
  /** How it ended, once it has. */
  readonly ended?: DecisionStep;
  /** Who may not decide it beside who proposed it. */
  readonly barred: readonly string[];
}

/** The decisions after one more event about them. Total: one about an unknown proposal changes nothing. */
export function decisionsAfter(
  decisions: readonly Decision[],
  event: Recorded<DecisionEvent>,
): readonly Decision[] {
  if (event.type === 'DecisionProposed') {
    const { kind, payload, barred } = event.data;
    return [...decisions, { id: event.id, kind, payload, standing: 'open', proposed: stepOf(event), barred }];
  }
  const standing = event.type === 'DecisionTaken' ? event.data.verdict : 'withdrawn';
  return decisions.map((decision) =>
    decision.id === event.data.proposal && decision.standing === 'open'
      ? { ...decision, standing, ended: stepOf(event) }
      : decision,
  );
}

function stepOf({
  actor,
  onBehalfOf,
  occurredOn,
  recordedAt,
  revision,
  data,
}: Recorded<DecisionEvent>): DecisionStep {
  return {
    by: actor.id,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    on: occurredOn,
    at: recordedAt,
    revision,
    ...('seenRevision' in data && { seenRevision: data.seenRevision }),
    ...(data.reason !== undefined && { reason: data.reason }),
  };
}

/** Whether `person` may not decide: they proposed it, stood in for somebody or were stood in for, or are barred. */
export const isInvolved = ({ proposed, barred }: Decision, person: string): boolean =>
  person === proposed.by || person === proposed.onBehalfOf || barred.includes(person);

/** A stream whole, as a decision about its record needs it. */
export interface StreamRecord<S, E extends DomainEvent> {
  /** Everything that was recorded, oldest first. */
  readonly history: readonly Recorded<E | ProceduralEvent>[];
  /** What the decider folds of it. */
  readonly state: S;
  readonly decisions: readonly Decision[];
}

/** What is asked to be decided. */
export interface Proposed<Payload = unknown> {
  readonly payload: Payload;
  /** A personal text, as it is recorded. */
  readonly reason: unknown;
  /** Id of the proposal. */
  readonly id: string;
}

/**
 * A kind of decision inside the office: who proposes, who decides, what follows. Registered by modules; pure.
 * `mayPropose` and `mayDecide` are permissions of the access policy.
 */
export interface DecisionKind<S, E extends DomainEvent, Facts, Payload = unknown> {
  /** `void-event` */
  readonly kind: string;
  readonly label: { readonly vi: string; readonly en: string };
  readonly mayPropose: string;
  readonly mayDecide: string;
  /** The permission for what is proposed here, where it takes a rarer one: whoever has that has `mayDecide`, too. */
  mayDecideOn?(payload: Payload, record: StreamRecord<S, E>): string;
  /** What tells two open proposals of the kind apart; without it a stream has at most one of them. */
  about?(payload: Payload): string;
  /** Ids of those who may not decide beside who proposes. */
  barred?(payload: Payload, record: StreamRecord<S, E>): readonly string[];
  /**
   * What is recorded when it is approved. Asked when it is proposed too: a proposal that could not be carried out is
   * refused at once. @throws DomainError
   */
  approved(
    proposed: Proposed<Payload>,
    record: StreamRecord<S, E>,
    context: CommandContext<Facts>,
  ): readonly (E | EventVoided)[];
}
