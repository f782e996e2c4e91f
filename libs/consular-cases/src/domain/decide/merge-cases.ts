import { refuse } from '../errors.js';
import { takenIn } from '../merging.js';
import { type Decide, happened, ownersOf, ownersOfBoth, ready, text } from './deciding.js';
import { caseSeen } from './known.js';

/**
 * The surviving case takes another one in. One that it has taken in already, and that does not know of it yet, is
 * left to be told: a crash came in between. // G-8, domain rules, docs/adr/021
 */
export const mergeCases: Decide<'MergeCases'> = ({ data }, state, context) => {
  const file = ready(state, 'CasesMerged');
  const other = caseSeen(context, data.other);
  const { people = [], mergedInto, unmergeable, openedOn } = context.facts.cases[data.other] ?? {};
  if (takenIn(file, other.number) && mergedInto === undefined) return [];
  if (other.number !== file.number && unmergeable) throw unmergeable;
  const { occurredOn, facts } = context;
  // Whoever is on a roster would be lost with it. // docs/adr/020, 021
  if (other.number !== file.number && (facts.onRoster ?? 0) > 0) {
    return refuse('consular-case.merge-of-roster', { number: other.number, people: facts.onRoster });
  }
  if (openedOn !== undefined && occurredOn < openedOn) {
    const details = { occurredOn, after: 'ConsularCaseOpened', on: openedOn };
    return refuse('consular-case.date-out-of-order', details);
  }
  const evidence = text(ownersOfBoth(ownersOf(file), people), 'evidence', data.evidence);
  return happened('CasesMerged', { merged: { ...other, people }, evidence }, context);
};

/** The surviving case stands for itself alone again; the other one may still have to be told. // G-8, domain rules */
export const revertMerge: Decide<'RevertMerge'> = ({ data }, state, context) => {
  const file = ready(state, 'MergeReverted');
  const merged = caseSeen(context, data.other);
  const taken = takenIn(file, merged.number);
  if (!taken && context.facts.cases[data.other]?.mergedInto === file.number) return [];
  if (file.merged.length === 0) return refuse('consular-case.nothing-merged');
  if (!taken) return refuse('consular-case.not-merged', { number: merged.number });
  const owners = ownersOfBoth(ownersOf(file), taken.people);
  return happened('MergeReverted', { merged, reason: text(owners, 'reason', data.reason) }, context);
};
