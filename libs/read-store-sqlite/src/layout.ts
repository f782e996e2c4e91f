import { type Document, StoreUnavailable } from '#event-sourcing';
import { type CollectionSchema, keyColumn, quote } from './collection-schema.js';
import { sql, type Connection } from './connection.js';
import { DocumentWriter } from './document-writer.js';
import { removeDropped } from './drop-collection.js';

/** Counts the ways the tables are laid out. A file of another way is emptied: read models are built from the log. */
const LAYOUT = 3;

/** The tables that are there whatever is stored. */
export function layOut(connection: Connection): void {
  connection.transaction(() => {
    if (layoutOf(connection) !== LAYOUT) discard(connection);
    connection.exec(`
      CREATE TABLE IF NOT EXISTS "collections" (
        "name" TEXT NOT NULL, "version" TEXT NOT NULL, "live" INTEGER NOT NULL DEFAULT 0,
        "layout" TEXT NOT NULL, PRIMARY KEY ("name", "version"));
      CREATE TABLE IF NOT EXISTS "checkpoints" (
        "projection" TEXT PRIMARY KEY NOT NULL, "position" TEXT NOT NULL, "recordedAt" TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS "leases" (
        "name" TEXT PRIMARY KEY NOT NULL, "holder" TEXT NOT NULL, "token" INTEGER NOT NULL,
        "until" INTEGER NOT NULL) WITHOUT ROWID;
      PRAGMA user_version = ${LAYOUT};
    `);
    removeDropped(connection);
  });
}

/** @throws StoreUnavailable for a file that a writer has to lay out first */
export function assertLayout(connection: Connection): void {
  if (layoutOf(connection) !== LAYOUT)
    throw new StoreUnavailable('the read store has the layout of another release: start the server once');
}

const layoutOf = (connection: Connection): number | undefined =>
  connection.get<{ user_version: number }>(sql('PRAGMA user_version'))?.user_version;

function discard(connection: Connection): void {
  const query = `SELECT "name" FROM sqlite_schema WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;
  const tables = connection.all<{ name: string }>(sql(query));
  if (tables.length === 0) return;
  process.emitWarning('the read models have the layout of another release and are built anew');
  for (const { name } of tables) connection.exec(`DROP TABLE ${quote(name)}`);
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
  connection.transaction(() => {
    const present = knownLayout(connection, schema);
    if (present === null) create(connection, schema);
    else if (present !== schema.layout) fillAnew(connection, schema);
    layOutIndexes(connection, schema);
  });
}

/** Makes the tables of a collection version that is not there, and no index. */
export function layOutTables(connection: Connection, schema: CollectionSchema): void {
  connection.transaction(() => create(connection, schema));
}

/** `null` for a collection version that is not there. */
export function knownLayout(connection: Connection, { definition }: CollectionSchema): string | null {
  const { name, version } = definition;
  const query = 'SELECT "layout" FROM "collections" WHERE "name" = ? AND "version" = ?';
  return connection.get<{ layout: string }>(sql(query, name, version))?.layout ?? null;
}

function create(connection: Connection, schema: CollectionSchema): void {
  const { name, version } = schema.definition;
  const entry = 'INSERT INTO "collections" ("name", "version", "layout") VALUES (?, ?, ?)';
  connection.run(sql(entry, name, version, schema.layout));
  connection.exec(`CREATE TABLE ${schema.bodies} ("row" INTEGER PRIMARY KEY, "body" TEXT NOT NULL)`);
  createKeys(connection, schema);
}

function createKeys(connection: Connection, schema: CollectionSchema): void {
  // Without a type a column keeps every key as it is. The line stands last: what looks for keys reads no further.
  const keys = schema.fields.map((field) => `, ${keyColumn(field)}`).join('');
  connection.exec(`
    CREATE TABLE ${schema.table} (
      "row" INTEGER PRIMARY KEY, "id" TEXT NOT NULL UNIQUE, "revision" INTEGER NOT NULL,
      "live" INTEGER NOT NULL, "many" TEXT NOT NULL${keys}, "line" TEXT);
    CREATE TABLE ${schema.elements} (
      "index" TEXT NOT NULL, "value" NOT NULL, "row" INTEGER NOT NULL,
      PRIMARY KEY ("index", "value", "row")) WITHOUT ROWID;
  `);
}

/** Keys and elements of documents that were saved while other indexes were declared. */
function fillAnew(connection: Connection, schema: CollectionSchema): void {
  const former = quote(`${schema.key}#former`);
  connection.exec(`DROP TABLE ${schema.elements}; ALTER TABLE ${schema.table} RENAME TO ${former}`);
  createKeys(connection, schema);
  const writer = new DocumentWriter(connection, schema);
  const query = `SELECT "row", "id", "revision", "body" FROM ${former} LEFT JOIN ${schema.bodies} USING ("row")`;
  type Row = { row: number; id: string; revision: number; body: string | null };
  for (const { row, id, revision, body } of connection.iterate<Row>(sql(query)))
    writer.restore(row, { id, revision, body: body === null ? null : (JSON.parse(body) as Document) });
  connection.exec(`DROP TABLE ${former}`);
  const { name, version } = schema.definition;
  const entry = 'UPDATE "collections" SET "layout" = ? WHERE "name" = ? AND "version" = ?';
  connection.run(sql(entry, schema.layout, name, version));
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
