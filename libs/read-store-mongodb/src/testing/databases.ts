import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** A name that no database has yet. */
export const newDatabase = (): string => `test-${randomUUID()}`;

/** Removes what a spec has made. */
export async function dropDatabases(url: string, ...names: string[]): Promise<void> {
  await using client = new MongoClient(url);
  for (const name of names) await client.db(name).dropDatabase();
}
