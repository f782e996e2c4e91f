import { type Collection } from 'mongodb';
import { type CollectionSchema, type Kept } from './collection-schema.js';
import { type Connection } from './connection.js';
import { codeOf } from './trouble.js';

const NAMESPACE_EXISTS = 48;
const NAMESPACE_NOT_FOUND = 26;
const INDEX_NOT_FOUND = 27;

/** Makes the collection when it is not there, and brings its indexes to what is declared now. Others may do so too. */
export async function layOutCollection(connection: Connection, schema: CollectionSchema): Promise<void> {
  await unless(NAMESPACE_EXISTS, () => connection.db.createCollection(schema.key));
  const collection = connection.collection<Kept>(schema.key);
  const wanted = schema.indexKeys();
  const kept = new Set<string>();
  for (const { name, key } of await presentIndexes(collection)) {
    if (JSON.stringify(wanted.get(name)) === JSON.stringify(key)) kept.add(name);
    else await unless(INDEX_NOT_FOUND, () => collection.dropIndex(name));
  }
  const missing = [...wanted].filter(([name]) => !kept.has(name));
  if (missing.length > 0) await collection.createIndexes(missing.map(([name, key]) => ({ name, key })));
}

async function presentIndexes(collection: Collection<Kept>) {
  const present = await collection.listIndexes().toArray();
  return present.filter(({ name }) => name !== '_id_') as { name: string; key: Record<string, number> }[];
}

export async function dropCollection(connection: Connection, schema: CollectionSchema): Promise<void> {
  await unless(NAMESPACE_NOT_FOUND, () => connection.db.dropCollection(schema.key));
}

/** Does the work unless somebody else has done it: then the server answers with `code`. */
async function unless(code: number, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (codeOf(error) !== code) throw error;
  }
}
