import { type IndexKey, type Scalar } from '#event-sourcing';
import { type CollectionSchema } from './collection-schema.js';
import { joinSql, sql, type Sql } from './connection.js';

/** A run of an index: a condition that is one range of it, and the keys that still order its rows. */
export interface Stretch {
  readonly where: Sql | null;
  readonly order: readonly IndexKey[];
}

/**
 * The rows of an index behind `keys`, as ranges that are read one after the other. One condition for all of them
 * (`a > ? OR (a = ? AND b > ?)`) would be read from the index's beginning.
 */
export function stretchesBehind(
  schema: CollectionSchema,
  order: readonly IndexKey[],
  keys: readonly Scalar[],
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const same = order
      .slice(0, at)
      .map((key, place) => sameAs(schema.valueOf(key.field), keys[place] ?? null));
    const [key, ...others] = order.slice(at);
    if (!key) continue;
    for (const beyond of beyondOf(schema, key, keys[at] ?? null)) {
      // Where a key is NULL it orders nothing any more.
      const rest = beyond.params.length === 0 ? others : [key, ...others];
      stretches.push({ where: joinSql([...same, beyond], ' AND ', ''), order: rest });
    }
  }
  return stretches;
}

/** One condition for everything behind `keys`, for rows that are sorted after they were found. */
export function behind(schema: CollectionSchema, order: readonly IndexKey[], keys: readonly Scalar[]): Sql {
  const [key, ...others] = order;
  const [value = null, ...rest] = keys;
  if (!key) return sql('FALSE');
  const beyond = joinSql(beyondOf(schema, key, value), ' OR ', 'FALSE');
  const tie = joinSql([sameAs(schema.valueOf(key.field), value), behind(schema, others, rest)], ' AND ', '');
  return sql(`(${beyond.text} OR (${tie.text}))`, ...beyond.params, ...tie.params);
}

/** NULL sorts before everything: behind it ascending is all that is not NULL, behind a value descending is NULL too. */
function beyondOf(schema: CollectionSchema, { field, direction }: IndexKey, value: Scalar): Sql[] {
  const expression = schema.valueOf(field);
  if (direction === 'asc') return [sql(`${expression} > ?`, value === null ? -Infinity : parameter(value))];
  if (value === null) return [];
  const below = sql(`${expression} < ?`, parameter(value));
  return field === 'id' ? [below] : [below, sql(`${expression} IS NULL`)];
}

function sameAs(expression: string, value: Scalar): Sql {
  return value === null ? sql(`${expression} IS NULL`) : sql(`${expression} = ?`, parameter(value));
}

const parameter = (value: string | number | boolean): string | number =>
  typeof value === 'boolean' ? Number(value) : value;
