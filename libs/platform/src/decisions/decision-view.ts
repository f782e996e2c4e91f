import { type Actor, type Decision, type DecisionKind, type DecisionStep } from '#kernel';
import { type Bilingual } from '../language.js';

/** What somebody who asks needs to know of a kind of decision. */
export type KindOfDecision = Pick<
  DecisionKind<never, never, never>,
  'kind' | 'label' | 'mayPropose' | 'mayDecide'
>;

/** A step of a decision whose reason is opened, or `null` when it is not shown. */
export interface ShownStep extends Omit<DecisionStep, 'reason'> {
  readonly reason: string | null;
}

/** A proposal with what became of it, for one reader. */
export interface DecisionView extends Omit<Decision, 'proposed' | 'ended'> {
  readonly label: Bilingual;
  readonly proposed: ShownStep;
  readonly ended?: ShownStep;
  /** Whether the reader may decide it now. */
  readonly mayDecide: boolean;
  /** Whether the reader may take it back now. */
  readonly mayWithdraw: boolean;
}

/** A view whose personal values are still sealed: `disclose` makes it a {@link DecisionView}. */
export type SealedDecision = Omit<DecisionView, 'proposed' | 'ended'> & {
  readonly proposed: DecisionStep;
  readonly ended?: DecisionStep;
};

/** The decisions of a record, oldest first, each with what `actor` may do about it; `decidable` are those to decide. */
export const decisionViews = (
  decisions: readonly Decision[],
  kinds: readonly KindOfDecision[],
  actor: Actor,
  decidable: ReadonlySet<string>,
): SealedDecision[] =>
  decisions.map((decision) => {
    const { proposed, ended } = decision;
    const kind = kinds.find((known) => known.kind === decision.kind);
    return {
      ...decision,
      label: kind?.label ?? { vi: decision.kind, en: decision.kind },
      proposed: { ...proposed, reason: proposed.reason ?? null },
      ...(ended && { ended: { ...ended, reason: ended.reason ?? null } }),
      mayDecide: decidable.has(decision.id),
      mayWithdraw: decision.standing === 'open' && decision.proposed.by === actor.id,
    };
  });
