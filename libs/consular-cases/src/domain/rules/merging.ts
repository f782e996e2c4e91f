import { type CaseRefusal, refusal } from '../errors.js';
import { takenIn } from '../merging.js';
import { hasEnded } from '../phases.js';
import { type OpenedCase } from '../state.js';
import { firstOf, type Rule, type StandingRule } from './rule.js';

/**
 * Only a case that has taken no other one in is merged. As the surviving case takes the other in first, no ring can
 * arise: whichever of two took the other in can no longer be merged itself. // G-8, domain rules
 */
export const holdsOthers: StandingRule = ({ number, merged }) =>
  merged.length > 0
    ? refusal('consular-case.holds-merged-cases', { number, merged: merged.map((each) => each.number) })
    : null;

const mergedAlready: StandingRule = ({ number, mergedInto }) =>
  mergedInto ? refusal('consular-case.already-merged', { number, into: mergedInto.number }) : null;

const ended: StandingRule = (state) =>
  hasEnded(state) || state.phase === 'transferred_out'
    ? refusal('consular-case.merge-of-ended-case', { number: state.number, phase: state.phase })
    : null;

/** Why a case as it stands cannot be merged into another one. */
export const unmergeable = (state: OpenedCase): CaseRefusal | null =>
  firstOf([mergedAlready, ended, holdsOthers], state);

export const mergedOnce: Rule<'CasesMerged'> = (state, { data: { merged } }) => {
  const { number } = merged;
  if (number === state.number) return refusal('consular-case.merged-with-itself', { number });
  return takenIn(state, number)
    ? refusal('consular-case.already-merged', { number, into: state.number })
    : null;
};

/** What was done since, was done for both: it cannot be told which of them it was about. // G-8, domain rules */
export const revertible: Rule<'MergeReverted'> = (state, { data: { merged, unfinished }, occurredOn }) => {
  const { number } = merged;
  const taken = takenIn(state, number);
  if (!taken) return refusal('consular-case.not-merged', { number });
  if (taken.reliedOn && !unfinished) {
    const { type, on } = taken.reliedOn;
    return refusal('consular-case.merge-relied-on', { number, event: type, on });
  }
  return inOrder(occurredOn, taken.on);
};

export const unmergedInOrder: Rule<'CaseUnmerged'> = ({ mergedInto }, { occurredOn }) =>
  inOrder(occurredOn, mergedInto?.on ?? occurredOn);

const inOrder = (occurredOn: string, on: string): CaseRefusal | null =>
  occurredOn < on
    ? refusal('consular-case.date-out-of-order', { occurredOn, after: 'CasesMerged', on })
    : null;

/** A merge that can be taken back; for who is offered to do so. */
export const nothingToRevert: StandingRule = ({ merged }) => {
  const [first] = merged;
  if (!first) return refusal('consular-case.nothing-merged');
  const { reliedOn } = merged.find((each) => !each.reliedOn) ?? first;
  return reliedOn
    ? refusal('consular-case.merge-relied-on', {
        number: first.number,
        event: reliedOn.type,
        on: reliedOn.on,
      })
    : null;
};
