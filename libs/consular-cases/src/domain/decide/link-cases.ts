import { contradictingLink } from '../rules/turns.js';
import { INVERSE_RELATION } from '../vocabulary/turns.js';
import { type Decide, happened, ready } from './deciding.js';
import { caseSeen } from './known.js';
import { repeats } from './repeats.js';

/** Two cases have to do with each other, and stay two. // A-11, domain rules */
export const linkCases: Decide<'LinkCases'> = ({ data }, state, context) => {
  const { other, relation } = data;
  if (repeats(state, 'RelatedCaseLinked', { other, relation }, [], context)) return [];
  const { number } = ready(state, 'RelatedCaseLinked');
  const seen = caseSeen(context, other);
  // What the other case says of this one, turned round.
  const { links = [] } = context.facts.cases[other] ?? {};
  const told = links.filter((link) => link.number === number).map((link) => INVERSE_RELATION[link.relation]);
  const refused = contradictingLink(seen.number, relation, told);
  if (refused && seen.number !== number) throw refused;
  return happened('RelatedCaseLinked', { other: seen, relation }, context);
};
