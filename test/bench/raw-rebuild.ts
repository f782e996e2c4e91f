import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { schemaOf } from './raw-log.js';
import { caseProjection } from './synthetic-cases.js';

const PAGE = 2000;
const TABLE = `"${caseProjection.name}@${caseProjection.version}"`;
const ELEMENTS = `"${caseProjection.name}@${caseProjection.version}#many"`;

interface Model {
  readonly document: object;
  readonly elements: readonly (readonly [SQLInputValue, SQLInputValue])[];
}

const NOTHING: Model = { document: {}, elements: [] };

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
  const upsert = db.prepare(
    `INSERT INTO ${TABLE} ("id", "revision", "body") VALUES (?, ?, ?)
     ON CONFLICT ("id") DO UPDATE SET "revision" = excluded."revision", "body" = excluded."body"`,
  );
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
      const { document, elements } = documents.get(id) ?? NOTHING;
      const { lastInsertRowid } = upsert.run(id, revision, JSON.stringify({ ...document, id, revision }));
      if (!opened.has(stream)) continue;
      for (const [index, value] of elements) element.run(index, value, lastInsertRowid);
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
  for (const row of db.prepare(`SELECT "id", "body" FROM ${TABLE} WHERE "body" IS NOT NULL`).iterate()) {
    const { id, body } = row as { id: string; body: string };
    documents.set(id, { document: JSON.parse(body) as object, elements: byDocument.get(id) ?? [] });
  }
  db.close();
  return documents;
}

/** An empty database with the model's tables, indexes and settings. */
function copyOf(model: string, path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  db.exec(
    'PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824',
  );
  for (const statement of schemaOf(model)) db.exec(statement);
  return db;
}
