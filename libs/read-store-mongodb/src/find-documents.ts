import { type Collection, type FindOptions } from 'mongodb';
import {
  decodeCursor,
  encodeCursor,
  pageLimits,
  parseFilter,
  wholeOrder,
  type Document,
  type FilterNode,
  type FindQuery,
  type FindResult,
  type IndexKey,
  type Scalar,
} from '#event-sourcing';
import { keysOf, orderOf, pathOf, type CollectionSchema, type Kept } from './collection-schema.js';
import { TIME_LIMIT } from './connection.js';
import { allOf, criteriaOf, liveCriteria, type Criteria } from './criteria.js';
import { behind, stretchesBehind, type Stretch } from './keyset.js';
import { alongOf, sourcesOf, withoutConstants, type Along } from './plan.js';

/** A question to one collection version, read. */
interface Question {
  readonly filter: FilterNode;
  readonly order: readonly IndexKey[];
  readonly after: readonly Scalar[] | null;
  readonly limit: number;
  readonly examineLimit: number;
  /** How documents are read: when only their lines are wanted, no more than those. */
  readonly reading: FindOptions;
}

interface Page {
  readonly found: readonly Kept[];
  /** The keys to go on behind. */
  readonly next?: readonly Scalar[];
}

/** Documents whose keys are looked at together: the first time, and at most. */
const FIRST_CHUNK = 100;
const LARGEST_CHUNK = 2_000;

/** @throws InvalidCursor */
export async function findDocuments<D extends Document>(
  collection: Collection<Kept>,
  schema: CollectionSchema,
  query: FindQuery,
  lines = false,
): Promise<FindResult<D>> {
  const filter = parseFilter(query.filter);
  const order = withoutConstants(wholeOrder(query.sort), filter, schema);
  const after = decodeCursor(schema.definition, query, order.length);
  const projection = lines ? schema.linePaths(order) : undefined;
  const reading = { maxTimeMS: TIME_LIMIT, ...(projection && { projection }) };
  const question: Question = { filter, order, after, ...pageLimits(query), reading };
  const { found, next } = await pageFor(collection, schema, question);
  const documents = found.map(({ body }) => body as D);
  return next ? { documents, next: encodeCursor(schema.definition, query, next) } : { documents };
}

/**
 * In the order of an index when that serves the whole question. Otherwise, when an index finds little, by sorting
 * that; otherwise in the order of an index, asking a bounded number of documents for the rest.
 */
async function pageFor(
  collection: Collection<Kept>,
  schema: CollectionSchema,
  question: Question,
): Promise<Page> {
  const along = alongOf(schema, question.filter, question.order);
  if (!along) return sorted(collection, question);
  if (along.residual.length === 0) return straight(collection, question, along);
  const index = await fewestIn(collection, schema, question);
  return index === null ? examining(collection, question, along) : sorted(collection, question, index);
}

/** What matches, gathered and sorted by the server. */
async function sorted(
  collection: Collection<Kept>,
  { filter, order, after, limit, reading }: Question,
  index?: string,
): Promise<Page> {
  const where = allOf([liveCriteria(filter), ...(after ? [behind(order, after)] : [])]);
  const options = { ...reading, sort: orderOf(order), limit: limit + 1 };
  const found = await collection.find(where, { ...options, ...(index && { hint: index }) }).toArray();
  return pageOf(found, order, limit);
}

/** Along an index that serves everything. */
async function straight(
  collection: Collection<Kept>,
  { filter, order, after, limit, reading }: Question,
  { index }: Along,
): Promise<Page> {
  const found: Kept[] = [];
  for (const stretch of stretches(order, after)) {
    const options = { ...reading, hint: index, limit: limit + 1 - found.length };
    const where = allOf([liveCriteria(filter), stretch.where]);
    found.push(...(await collection.find(where, { ...options, sort: orderOf(stretch.order) }).toArray()));
    if (found.length > limit) break;
  }
  return pageOf(found, order, limit);
}

/**
 * Along an index, asking each document for what the index does not serve: keys are read from the index, and the
 * documents they belong to are asked by id, so that no more of them are looked at than was allowed.
 */
async function examining(
  collection: Collection<Kept>,
  question: Question,
  { index, served }: Along,
): Promise<Page> {
  const { order, after, limit, examineLimit, reading } = question;
  const where = liveCriteria(question.filter);
  const read = keyReader(collection, order, { index, served });
  const found: Kept[] = [];
  let last = after;
  let left = examineLimit;
  let size = Math.max(FIRST_CHUNK, 4 * limit);
  let waiting = [...stretches(order, after)];
  for (let stretch = waiting.shift(); stretch; stretch = waiting.shift()) {
    const chunk = Math.min(size, left);
    const ahead = await read(stretch, chunk + 1);
    const examined = ahead.slice(0, chunk);
    const ids = examined.map(({ _id }) => _id);
    const asked = { ids, where, order, limit: limit + 1 - found.length, reading };
    found.push(...(await amongIds(collection, asked)));
    if (found.length > limit) break;
    last = examined.length > 0 ? keysOf(examined.at(-1) as Kept, order) : last;
    left -= examined.length;
    if (ahead.length <= chunk || !last) continue;
    if (left === 0) return { found, next: last };
    // What is behind the chunk begins with the rest of its own stretch.
    waiting = [...stretchesBehind(order, last)];
    size = Math.min(LARGEST_CHUNK, size * 4);
  }
  return pageOf(found, order, limit);
}

/** Reads the keys of documents from the index alone. */
function keyReader(
  collection: Collection<Kept>,
  order: readonly IndexKey[],
  { index, served }: { readonly index: string; readonly served: FilterNode },
) {
  const projection = { _id: 1, ...Object.fromEntries(order.map(({ field }) => [pathOf(field), 1])) };
  const options = { projection, hint: index, maxTimeMS: TIME_LIMIT };
  return ({ where, order: by }: Stretch, limit: number): Promise<Kept[]> =>
    collection.find(allOf([criteriaOf(served), where]), { ...options, sort: orderOf(by), limit }).toArray();
}

async function amongIds(
  collection: Collection<Kept>,
  asked: { ids: readonly string[]; where: Criteria } & Pick<Question, 'order' | 'limit' | 'reading'>,
): Promise<Kept[]> {
  if (asked.ids.length === 0) return [];
  const where = allOf([{ _id: { $in: asked.ids } }, asked.where]);
  const options = { ...asked.reading, sort: orderOf(asked.order), limit: asked.limit, hint: '_id_' };
  return collection.find(where, options).toArray();
}

function pageOf(found: readonly Kept[], order: readonly IndexKey[], limit: number): Page {
  const last = found[limit - 1];
  if (found.length <= limit || !last) return { found };
  return { found: found.slice(0, limit), next: keysOf(last, order) };
}

const stretches = (order: readonly IndexKey[], after: readonly Scalar[] | null): readonly Stretch[] =>
  after ? stretchesBehind(order, after) : [{ where: {}, order }];

/** The index that finds the fewest documents, `null` when reading along the order costs less than all of those. */
async function fewestIn(
  collection: Collection<Kept>,
  schema: CollectionSchema,
  question: Question,
): Promise<string | null> {
  const sources = sourcesOf(schema, question.filter);
  if (sources.length === 0) return null;
  const worth = await worthGathering(collection, question);
  const probes = sources.map(async ({ index, criteria }) => {
    const options = { limit: worth + 1, hint: index, maxTimeMS: TIME_LIMIT };
    return { index, count: await collection.countDocuments(criteria, options) };
  });
  const [fewest] = (await Promise.all(probes)).sort((a, b) => a.count - b.count);
  return fewest && fewest.count <= worth ? fewest.index : null;
}

/**
 * How many gathered documents cost as much as finding a page along the order, if the matches lie evenly: `n` of
 * `total` documents match, so a page examines `limit * total / n`.
 */
async function worthGathering(
  collection: Collection<Kept>,
  { limit, examineLimit }: Question,
): Promise<number> {
  const total = await collection.estimatedDocumentCount({ maxTimeMS: TIME_LIMIT });
  return Math.min(examineLimit, Math.ceil(Math.sqrt(limit * total)));
}
