import { type Collection, type Document as MongoDocument } from 'mongodb';
import {
  DEFAULT_COUNT_CAP,
  compareGroups,
  isScalar,
  parseFilter,
  type Count,
  type FieldPath,
  type Filter,
  type Group,
  type Scalar,
} from '#event-sourcing';
import { pathOf, type Kept } from './collection-schema.js';
import { TIME_LIMIT } from './connection.js';
import { liveCriteria } from './criteria.js';

export async function countDocuments(
  collection: Collection<Kept>,
  filter?: Filter,
  cap = DEFAULT_COUNT_CAP,
): Promise<Count> {
  const options = { limit: cap + 1, maxTimeMS: TIME_LIMIT };
  const found = await collection.countDocuments(liveCriteria(parseFilter(filter)), options);
  return { count: Math.min(found, cap), capped: found > cap };
}

interface GroupRow extends MongoDocument {
  readonly _id: Readonly<Record<string, unknown>>;
  readonly count: number;
}

/** @throws Error for a key over an array or an object */
export async function groupDocuments(
  collection: Collection<Kept>,
  filter: Filter | undefined,
  keys: readonly FieldPath[],
  sums: readonly FieldPath[],
): Promise<readonly Group[]> {
  const rows = await collection
    .aggregate<GroupRow>(
      [
        { $match: liveCriteria(parseFilter(filter)) },
        {
          $group: {
            _id: Object.fromEntries(
              keys.map((field, at) => [`k${at}`, { $ifNull: [`$${pathOf(field)}`, null] }]),
            ),
            count: { $sum: 1 },
            ...Object.fromEntries(keys.map((field, at) => [`a${at}`, { $max: passesArray(field) }])),
            ...Object.fromEntries(sums.map((field, at) => [`s${at}`, { $sum: `$${pathOf(field)}` }])),
          },
        },
      ],
      { maxTimeMS: TIME_LIMIT },
    )
    .toArray();
  const groups = rows.map((row): Group => ({
    key: Object.fromEntries(
      keys.map((field, at) => [field, keyOf(field, row._id[`k${at}`], row[`a${at}`] === true)]),
    ),
    count: row.count,
    sums: Object.fromEntries(sums.map((field, at) => [field, Number(row[`s${at}`])])),
  }));
  return groups.sort((a, b) => compareGroups(a, b, keys));
}

/** Behind an array, servers give all sorts of things. */
function passesArray(field: FieldPath): MongoDocument {
  const names = pathOf(field).split('.');
  return { $or: names.map((_, at) => ({ $isArray: `$${names.slice(0, at + 1).join('.')}` })) };
}

function keyOf(field: FieldPath, value: unknown, hasArray: boolean): Scalar {
  if (hasArray || !isScalar(value)) throw new Error(`cannot group by ${field}: it is no single value`);
  return value;
}
