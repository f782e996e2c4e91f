import { type DomainEvent, type SourceDocument } from './event.js';
import { type LocalDate } from './time.js';

/**
 * A later event that says what `target` should have said. Its payload is the target's, whole, in the target's schema
 * of `targetVersion`; it always names the original event, never another correction.
 */
export type FactCorrected = DomainEvent<
  'FactCorrected',
  {
    readonly target: string;
    readonly targetType: string;
    readonly targetVersion: number;
    readonly payload: unknown;
    readonly correctedOccurredOn: LocalDate;
    /** The paper that the target should have named; left out when that was right. */
    readonly correctedSource?: SourceDocument;
    readonly reason: unknown;
    /** What shows that it was so. */
    readonly evidence?: unknown;
  }
>;

/** A later event that says `target` should not be there. It follows from a decision by a second person. */
export type EventVoided = DomainEvent<
  'EventVoided',
  { readonly target: string; readonly reason: unknown; readonly proposal: string }
>;

/** Somebody asks for a decision inside the office. The event's id is the proposal's. */
export type DecisionProposed = DomainEvent<
  'DecisionProposed',
  {
    /** What is to be decided: `void-event`. */
    readonly kind: string;
    readonly payload: unknown;
    readonly reason: unknown;
    /** The dossier's revision at that time. */
    readonly seenRevision: number;
    /** Who may not decide beside who proposed it: the author of what is to be voided. */
    readonly barred: readonly string[];
  }
>;

export type Verdict = 'approved' | 'refused';

/** Another person decided. What follows from an approval stands behind it in the same append. */
export type DecisionTaken = DomainEvent<
  'DecisionTaken',
  {
    readonly proposal: string;
    readonly verdict: Verdict;
    readonly reason?: unknown;
    /** The dossier's revision that the decision was taken on. */
    readonly seenRevision: number;
  }
>;

/** Who asked for a decision does not want it any more. */
export type ProposalWithdrawn = DomainEvent<
  'ProposalWithdrawn',
  { readonly proposal: string; readonly reason?: unknown }
>;

export type CorrectionEvent = FactCorrected | EventVoided;
export type DecisionEvent = DecisionProposed | DecisionTaken | ProposalWithdrawn;

/** What happens to a record rather than to the matter it is about. No decider's `evolve` sees it. */
export type ProceduralEvent = CorrectionEvent | DecisionEvent;

export const CORRECTING_TYPES: ReadonlySet<string> = new Set<CorrectionEvent['type']>([
  'FactCorrected',
  'EventVoided',
]);

export const DECISION_TYPES: ReadonlySet<string> = new Set<DecisionEvent['type']>([
  'DecisionProposed',
  'DecisionTaken',
  'ProposalWithdrawn',
]);

/** Anything that names its type, stored or decoded. */
interface Typed {
  readonly type: string;
}

export const isCorrecting = <T extends Typed>(event: T): event is T & CorrectionEvent =>
  CORRECTING_TYPES.has(event.type);

export const isDecision = <T extends Typed>(event: T): event is T & DecisionEvent =>
  DECISION_TYPES.has(event.type);

export const isProcedural = <T extends Typed>(event: T): event is T & ProceduralEvent =>
  isCorrecting(event) || isDecision(event);
