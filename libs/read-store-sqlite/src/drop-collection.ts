import { randomUUID } from 'node:crypto';
import { breathe } from '#event-sourcing';
import { CollectionSchema, quote } from './collection-schema.js';
import { sql, type Connection } from './connection.js';

/** Tables of collection versions that are gone, under names that no collection has. */
const DROPPED = 'dropped/';

/** Rows that are removed at once: what is freed is overwritten, and others want to be answered meanwhile. */
const SLICE = 250;

interface Name {
  readonly name: string;
  readonly version: string;
}

/**
 * Removes a collection version with its checkpoint in one step; what it held lies under other names then, until
 * {@link emptyDropped}. @throws Error when the version is live
 */
export function dropCollection(
  connection: Connection,
  { name, version }: Name,
  assertAllowed: () => void,
): void {
  const { key } = new CollectionSchema({ name, version, indexes: [] });
  connection.transaction(() => {
    assertAllowed();
    const query = 'SELECT "live" FROM "collections" WHERE "name" = ? AND "version" = ?';
    const present = connection.get<{ live: number }>(sql(query, name, version));
    if (present?.live === 1) throw new Error(`${key} is live`);
    connection.run(sql('DELETE FROM "collections" WHERE "name" = ? AND "version" = ?', name, version));
    connection.run(sql('DELETE FROM "checkpoints" WHERE "projection" = ?', key));
    if (!present) return;
    const place = DROPPED + randomUUID();
    for (const part of ['', '#bodies', '#many'])
      connection.exec(`ALTER TABLE ${quote(key + part)} RENAME TO ${quote(place + part)}`);
    // The names of indexes do not change with their table's, and the next version of that name wants them.
    const indexes = `SELECT "name" FROM sqlite_schema WHERE "type" = 'index' AND "tbl_name" = ? AND "sql" IS NOT NULL`;
    for (const index of connection.all<{ name: string }>(sql(indexes, place)))
      connection.exec(`DROP INDEX ${quote(index.name)}`);
  });
}

/** Removes what dropped versions have left, little by little. */
export async function emptyDropped(connection: Connection): Promise<void> {
  for (const table of droppedTables(connection)) {
    const keys = table.endsWith('#many') ? '"index", "value", "row"' : '"row"';
    const slice = `DELETE FROM ${quote(table)} WHERE (${keys}) IN (SELECT ${keys} FROM ${quote(table)} LIMIT ${SLICE})`;
    while (connection.run(sql(slice)) > 0) await breathe();
    connection.exec(`DROP TABLE IF EXISTS ${quote(table)}`);
  }
}

/** The same at once, while nobody waits for an answer yet. */
export function removeDropped(connection: Connection): void {
  for (const table of droppedTables(connection)) connection.exec(`DROP TABLE ${quote(table)}`);
}

function droppedTables(connection: Connection): readonly string[] {
  const query = `SELECT "name" FROM sqlite_schema WHERE "type" = 'table' AND "name" LIKE ?`;
  return connection.all<{ name: string }>(sql(query, `${DROPPED}%`)).map(({ name }) => name);
}
