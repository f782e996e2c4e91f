import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { schemaOf } from './raw-log.js';
import { caseProjection } from './synthetic-cases.js';

const PAGE = 2000;
const TABLE = `"${caseProjection.name}@${caseProjection.version}"`;
const BODIES = `"${caseProjection.name}@${caseProjection.version}#bodies"`;
const ELEMENTS = `"${caseProjection.name}@${caseProjection.version}#many"`;

interface Model {
  readonly document: object;
  /** The other columns of its row. */
  readonly rest: readonly SQLInputValue[];
  readonly elements: readonly (readonly [SQLInputValue, SQLInputValue])[];
}

type ModelRow = Readonly<Record<string, SQLInputValue>> & { readonly id: string; readonly body: string };

const NOTHING: Model = { document: {}, rest: [], elements: [] };

/**
 * The machine's limit for a rebuild: reads the log page by page, parses every event, and writes one document for each
 * stream of a page, into the same table with the same indexes. Nothing is folded: a document is the finished one.
 */
export function rawRebuild({ events, reads, model }: { events: string; reads: string; model?: string }): {
  events: number;
  seconds: number;
} {
  if (model === undefined) throw new Error('a raw rebuild needs a model');
  const documents = modelOf(model);
  const log = new DatabaseSync(events, { readOnly: true });
  const db = copyOf(model, reads);
  const page = log.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?');
  const columns = columnsOf(model);
  const insert = db.prepare(
    `INSERT INTO ${TABLE} ("id", "revision", ${columns.join(', ')}) VALUES (?, ?, ${columns.map(() => '?').join(', ')})`,
  );
  const update = db.prepare(`UPDATE ${TABLE} SET "revision" = ? WHERE "id" = ? RETURNING "row"`);
  const body = db.prepare(`INSERT OR REPLACE INTO ${BODIES} ("row", "body") VALUES (?, ?)`);
  const element = db.prepare(`INSERT INTO ${ELEMENTS} ("index", "value", "row") VALUES (?, ?, ?)`);
  let position = 0;
  let count = 0;
  const started = performance.now();
  for (;;) {
    const rows = page.all(position, PAGE) as unknown as Row[];
    const last = rows.at(-1);
    if (!last) break;
    const latest = new Map<string, number>();
    const opened = new Set<string>();
    for (const { stream, revision, data, metadata } of rows) {
      JSON.parse(data);
      JSON.parse(metadata);
      latest.set(stream, revision);
      if (revision === 0) opened.add(stream);
    }
    db.exec('BEGIN IMMEDIATE');
    for (const [stream, revision] of latest) {
      const id = idOf(stream);
      const { document, rest, elements } = documents.get(id) ?? NOTHING;
      const text = JSON.stringify({ ...document, id, revision });
      if (!opened.has(stream)) {
        body.run((update.get(revision, id) as { row: number }).row, text);
        continue;
      }
      const { lastInsertRowid: row } = insert.run(id, revision, ...rest);
      body.run(row, text);
      for (const [index, value] of elements) element.run(index, value, row);
    }
    db.exec('COMMIT');
    position = last.position;
    count += rows.length;
  }
  const seconds = (performance.now() - started) / 1000;
  db.close();
  log.close();
  return { events: count, seconds };
}

interface Row {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly data: string;
  readonly metadata: string;
}

const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

function modelOf(path: string): Map<string, Model> {
  const db = new DatabaseSync(path, { readOnly: true });
  const documents = new Map<string, Model>();
  const byDocument = new Map<string, [SQLInputValue, SQLInputValue][]>();
  const elements = `SELECT "index", "value", "id" FROM ${ELEMENTS} JOIN ${TABLE} USING ("row")`;
  for (const row of db.prepare(elements).iterate()) {
    const { index, value, id } = row as { index: string; value: string; id: string };
    const known = byDocument.get(id);
    if (known) known.push([index, value]);
    else byDocument.set(id, [[index, value]]);
  }
  const query = `SELECT * FROM ${TABLE} JOIN ${BODIES} USING ("row")`;
  for (const row of db.prepare(query).iterate()) {
    const { row: _row, revision: _revision, id, body, ...rest } = row as ModelRow;
    documents.set(id, {
      document: JSON.parse(body) as object,
      rest: Object.values(rest),
      elements: byDocument.get(id) ?? [],
    });
  }
  db.close();
  return documents;
}

/** The columns of a document's row beside its place, id and revision. */
function columnsOf(path: string): string[] {
  const db = new DatabaseSync(path, { readOnly: true });
  const names = db.prepare(`SELECT "name" FROM pragma_table_info(?)`).all(TABLE.slice(1, -1));
  db.close();
  return names
    .map(({ name }) => String(name))
    .filter((name) => !['row', 'id', 'revision'].includes(name))
    .map((name) => `"${name}"`);
}

/** An empty database with the model's tables, indexes and settings. */
function copyOf(model: string, path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  db.exec(
    'PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16384; PRAGMA mmap_size = 0',
  );
  for (const statement of schemaOf(model)) db.exec(statement);
  return db;
}
