import { refusal } from '../errors.js';
import { type Rule } from './rule.js';

/** Two cases have to do with each other in one way once, and a case has nothing to do with itself. // A-11 */
export const linkedOnce: Rule<'RelatedCaseLinked'> = ({ number, links }, { data: { other, relation } }) => {
  if (other.number === number) return refusal('consular-case.linked-to-itself', { number });
  return links.some((link) => link.id === other.id && link.relation === relation)
    ? refusal('consular-case.already-linked', { number: other.number, relation })
    : null;
};
