import { type CaseRefusal, refusal } from '../errors.js';
import { INVERSE_RELATION, type Relation } from '../vocabulary/turns.js';
import { type Rule } from './rule.js';

/** Two cases have to do with each other in one way once, and a case has nothing to do with itself. // A-11 */
export const linkedOnce: Rule<'RelatedCaseLinked'> = ({ number, links }, { data: { other, relation } }) => {
  if (other.number === number) return refusal('consular-case.linked-to-itself', { number });
  const told = links.filter(({ id }) => id === other.id).map((link) => link.relation);
  if (told.includes(relation))
    return refusal('consular-case.already-linked', { number: other.number, relation });
  return contradictingLink(other.number, relation, told);
};

/** Of two cases, one comes before the other: `told` is what the other one is said to be to this one. // A-11 */
export const contradictingLink = (
  number: string,
  relation: Relation,
  told: readonly Relation[],
): CaseRefusal | null => {
  const inverse = INVERSE_RELATION[relation];
  return inverse !== relation && told.includes(inverse)
    ? refusal('consular-case.link-contradicts', { number, relation })
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
