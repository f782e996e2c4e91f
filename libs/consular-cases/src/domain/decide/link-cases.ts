import { type Decide, happened, ready } from './deciding.js';
import { caseSeen } from './known.js';
import { repeats } from './repeats.js';

/** Two cases have to do with each other, and stay two. // A-11, domain rules */
export const linkCases: Decide<'LinkCases'> = ({ data }, state, context) => {
  const { other, relation } = data;
  if (repeats(state, 'RelatedCaseLinked', { other, relation }, [], context)) return [];
  ready(state, 'RelatedCaseLinked');
  return happened('RelatedCaseLinked', { other: caseSeen(context, other), relation }, context);
};
