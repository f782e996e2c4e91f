import { DatabaseSync } from 'node:sqlite';
import { type CollectionDefinition, collectionKey } from '#event-sourcing';
import { copyMarkOf, ORIGINAL_MARKS } from './synthetic-cases.js';

/** Drops a collection's indexes; whoever opens it next makes them again. */
export function dropIndexes(path: string, { name, version }: CollectionDefinition): void {
  const db = new DatabaseSync(path);
  const query = `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`;
  for (const index of db.prepare(query).all(collectionKey(name, version)))
    db.exec(`DROP INDEX "${String(index['name'])}"`);
  db.close();
}

/**
 * Writes the documents of a collection again and again, until they are there `times` times: in the read store's own
 * tables, as no other way writes a million in a minute. Each time they get other ids, numbers and people.
 */
export function copyDocuments(path: string, { name, version }: CollectionDefinition, times: number): void {
  const key = collectionKey(name, version);
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144');
  const count = Number(db.prepare(`SELECT count(*) AS n FROM "${key}"`).get()?.['n']);
  for (let time = 1; time < times; time += 1) {
    for (const table of [key, `${key}#bodies`, `${key}#many`]) {
      const columns = db.prepare('SELECT name FROM pragma_table_info(?)').all(table);
      const names = columns.map((column) => `"${String(column['name'])}"`);
      const values = names.map((column) =>
        column === '"row"' ? `"row" + ${time * count}` : copied(column, time),
      );
      db.exec(
        `INSERT INTO "${table}" (${names.join(', ')}) SELECT ${values.join(', ')} FROM "${table}" WHERE "row" <= ${count}`,
      );
    }
  }
  db.close();
}

/** Everything that tells one case or person from another, in a column of text. */
function copied(column: string, time: number): string {
  const changed = ORIGINAL_MARKS.reduce(
    (text, mark) => `replace(${text}, '${mark}', '${copyMarkOf(mark, time)}')`,
    column,
  );
  return `CASE typeof(${column}) WHEN 'text' THEN ${changed} ELSE ${column} END`;
}
