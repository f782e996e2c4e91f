import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** A name that no database has yet. */
export const newDatabase = (): string => `test-${randomUUID()}`;

/** The URL of a server, leading to that database. */
export const withDatabase = (url: string, name: string): string =>
  url.replace(/^([^:]+:\/\/[^/?]*)\/?[^?]*/, `$1/${name}`);

/** Removes what a spec has made. */
export async function dropDatabases(url: string, ...names: string[]): Promise<void> {
  await using client = new MongoClient(url);
  for (const name of names) await client.db(name).dropDatabase();
}

/** Every document of a database, as its bytes lie there; `name` is its collection's. */
export async function* storedIn(
  url: string,
  database: string,
): AsyncIterable<{ readonly name: string; readonly content: Buffer }> {
  await using client = new MongoClient(url);
  const db = client.db(database);
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    for await (const content of db.collection(name).find({}, { raw: true }))
      yield { name, content: content as unknown as Buffer };
}
