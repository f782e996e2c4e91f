import { type Document } from '#event-sourcing';
import { CollectionSchema } from './collection-schema.js';
import { sql, type Connection } from './connection.js';
import { replaceElements } from './elements.js';

/** The tables that are there whatever is stored. */
export function layOut(connection: Connection): void {
  connection.transaction(() =>
    connection.exec(`
      CREATE TABLE IF NOT EXISTS "collections" (
        "name" TEXT NOT NULL, "version" TEXT NOT NULL, "live" INTEGER NOT NULL DEFAULT 0,
        "many" TEXT NOT NULL, PRIMARY KEY ("name", "version"));
      CREATE TABLE IF NOT EXISTS "checkpoints" (
        "projection" TEXT PRIMARY KEY NOT NULL, "position" TEXT NOT NULL, "recordedAt" TEXT NOT NULL);
    `),
  );
}

/** True when the collection version has its tables. */
export function exists(
  connection: Connection,
  { name, version }: { name: string; version: string },
): boolean {
  const query = 'SELECT 1 FROM "collections" WHERE "name" = ? AND "version" = ?';
  return connection.get(sql(query, name, version)) !== undefined;
}

/** Makes what is missing of a collection version, and brings its indexes to what is declared now. */
export function layOutCollection(connection: Connection, schema: CollectionSchema): void {
  const { name, version } = schema.definition;
  connection.transaction(() => {
    connection.run(
      sql(
        `INSERT OR IGNORE INTO "collections" ("name", "version", "many") VALUES (?, ?, '[]')`,
        name,
        version,
      ),
    );
    connection.exec(`
      CREATE TABLE IF NOT EXISTS ${schema.table} (
        "row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "revision" INTEGER NOT NULL, "body" TEXT);
      CREATE TABLE IF NOT EXISTS ${schema.elements} (
        "index" TEXT NOT NULL, "value" NOT NULL, "row" INTEGER NOT NULL,
        PRIMARY KEY ("index", "value", "row")) WITHOUT ROWID;
    `);
    layOutIndexes(connection, schema);
    layOutElements(connection, schema);
  });
}

function layOutIndexes(connection: Connection, schema: CollectionSchema): void {
  const query = `SELECT "name", "sql" FROM sqlite_schema WHERE "type" = 'index' AND "tbl_name" = ? AND "sql" IS NOT NULL`;
  const present = connection.all<{ name: string; sql: string }>(sql(query, schema.key));
  const wanted = schema.indexStatements();
  const kept = new Set<string>();
  for (const { name, sql: statement } of present) {
    if (wanted.get(name) === statement) kept.add(name);
    else connection.exec(`DROP INDEX "${name}"`);
  }
  for (const [name, statement] of wanted) if (!kept.has(name)) connection.exec(statement);
}

/** The elements of documents that were saved before a `many` index was declared. */
function layOutElements(connection: Connection, schema: CollectionSchema): void {
  const { name, version } = schema.definition;
  const wanted = JSON.stringify([...schema.many]);
  const present = connection.get<{ many: string }>(
    sql('SELECT "many" FROM "collections" WHERE "name" = ? AND "version" = ?', name, version),
  );
  if (present?.many === wanted) return;
  connection.exec(`DELETE FROM ${schema.elements}`);
  const rows = connection.iterate<{ row: number; body: string }>(
    sql(`SELECT "row", "body" FROM ${schema.table} WHERE "body" IS NOT NULL`),
  );
  for (const { row, body } of rows)
    replaceElements(connection, schema, row, [null, JSON.parse(body) as Document]);
  connection.run(
    sql('UPDATE "collections" SET "many" = ? WHERE "name" = ? AND "version" = ?', wanted, name, version),
  );
}

/** @throws Error when the version is live */
export function dropCollection(
  connection: Connection,
  { name, version }: { name: string; version: string },
): void {
  const schema = new CollectionSchema({ name, version, indexes: [] });
  connection.transaction(() => {
    const query = 'SELECT "live" FROM "collections" WHERE "name" = ? AND "version" = ?';
    const present = connection.get<{ live: number }>(sql(query, name, version));
    if (present?.live === 1) throw new Error(`${schema.key} is live`);
    connection.run(sql('DELETE FROM "collections" WHERE "name" = ? AND "version" = ?', name, version));
    connection.run(sql('DELETE FROM "checkpoints" WHERE "projection" = ?', schema.key));
    connection.exec(`DROP TABLE IF EXISTS ${schema.table}; DROP TABLE IF EXISTS ${schema.elements};`);
  });
}
