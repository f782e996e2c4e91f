import { refusal } from '../errors.js';
import { type Rule } from './rule.js';

/** Two cases have to do with each other in one way once, and a case has nothing to do with itself. // A-11 */
export const linkedOnce: Rule<'RelatedCaseLinked'> = ({ number, links }, { data: { other, relation } }) => {
  if (other.number === number) return refusal('consular-case.linked-to-itself', { number });
  return links.some((link) => link.id === other.id && link.relation === relation)
    ? refusal('consular-case.already-linked', { number: other.number, relation })
    : null;
};

/** A transfer is with a province or with an agency, which is named. // A-10, domain rules */
export const partyNamed: Rule<'CaseTransferredOut' | 'CaseReceivedByTransfer'> = (_, { data }) => {
  const { party } = data;
  const [named, other] =
    party === 'province' ? (['province', 'agency'] as const) : (['agency', 'province'] as const);
  if (data[named] === undefined) return refusal('consular-case.field-required', { field: named });
  return data[other] === undefined ? null : refusal('consular-case.field-out-of-place', { field: other });
};
