import { type IndexKey, type Scalar } from '#event-sourcing';
import { pathOf } from './collection-schema.js';
import { allOf, anyOf, NOTHING, type Criteria } from './criteria.js';

/** A run of an index: a condition that is one range of it, and the keys that still order its documents. */
export interface Stretch {
  readonly where: Criteria;
  readonly order: readonly IndexKey[];
}

/**
 * The documents of an index behind `keys`, as ranges that are read one after the other. Of one condition for all of
 * them (`a > ? or (a = ? and b > ?)`) servers make very different things.
 */
export function stretchesBehind(order: readonly IndexKey[], keys: readonly Scalar[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const same = order.slice(0, at).map((key, place) => sameAs(key, keys[place] ?? null));
    const [key, ...others] = order.slice(at);
    if (!key) continue;
    for (const { where, isFixed } of beyondOf(key, keys[at] ?? null))
      stretches.push({ where: allOf([...same, where]), order: isFixed ? others : [key, ...others] });
  }
  return stretches;
}

/** One condition for everything behind `keys`, for documents that are sorted after they were found. */
export function behind(order: readonly IndexKey[], keys: readonly Scalar[]): Criteria {
  const [key, ...others] = order;
  const [value = null, ...rest] = keys;
  if (!key) return NOTHING;
  const beyond = beyondOf(key, value).map(({ where }) => where);
  if (others.length === 0) return anyOf(beyond);
  return anyOf([...beyond, allOf([sameAs(key, value), behind(others, rest)])]);
}

/** Nothing sorts before everything: behind it ascending is all that is there, behind a value descending is it too. */
function beyondOf({ field, direction }: IndexKey, value: Scalar): { where: Criteria; isFixed: boolean }[] {
  const path = pathOf(field);
  if (direction === 'asc')
    return [{ where: { [path]: value === null ? { $ne: null } : { $gt: value } }, isFixed: false }];
  if (value === null) return [];
  const below = { where: { [path]: { $lt: value } }, isFixed: false };
  return field === 'id' ? [below] : [below, { where: { [path]: null }, isFixed: true }];
}

const sameAs = ({ field }: IndexKey, value: Scalar): Criteria => ({ [pathOf(field)]: value });
