import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { idOf } from '#event-sourcing';
import { caseProjection, type Rebuilt } from './case-runner.js';
import { schemaOf } from './raw-log.js';

const KEY = `${caseProjection.name}@${caseProjection.version}`;
const TABLE = `"${KEY}"`;
const BODIES = `"${KEY}#bodies"`;
const ELEMENTS = `"${KEY}#many"`;
/** Every event changes it, and so the index on it. */
const CHANGED = '"key.lastChangedAt"';

/** A finished document, and what stands beside it. */
interface Model {
  readonly document: object;
  readonly line: SQLInputValue;
  /** The other columns of its row. */
  readonly rest: readonly SQLInputValue[];
  readonly elements: readonly (readonly [SQLInputValue, SQLInputValue])[];
}

interface Row {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly data: string;
  readonly metadata: string;
}

export interface RawRebuildJob {
  readonly events: string;
  readonly reads: string;
  /** A read store that the runner filled from the same log. */
  readonly model?: string;
  /** Events whose documents are saved together. */
  readonly page?: number;
}

/** What a page says of a stream. */
interface Latest {
  readonly revision: number;
  readonly recordedAt: string;
  readonly opened: boolean;
}

const NOTHING: Model = { document: {}, line: null, rest: [], elements: [] };

/**
 * The machine's limit for a rebuild: reads the log page by page, parses every event, and writes one document for each
 * stream of a page, into the same tables with the same indexes. Nothing is read back and nothing is folded: a document
 * is the finished one. Getting ready is no part of the returned run.
 */
export function rawRebuild({ events, reads, model, page: size = 2000 }: RawRebuildJob): () => Rebuilt {
  if (model === undefined) throw new Error('a raw rebuild needs a model');
  const columns = columnsOf(model);
  const documents = modelOf(model, columns);
  const log = new DatabaseSync(events, { readOnly: true });
  const db = copyOf(model, reads);
  const page = log.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?');
  const write = writer(db, columns);
  return () => {
    let position = 0;
    let count = 0;
    const started = performance.now();
    for (;;) {
      const rows = page.all(position, size) as unknown as Row[];
      const last = rows.at(-1);
      if (!last) break;
      const latest = latestOf(rows);
      db.exec('BEGIN IMMEDIATE');
      for (const [stream, change] of latest)
        write(idOf(stream), change, documents.get(idOf(stream)) ?? NOTHING);
      db.exec('COMMIT');
      position = last.position;
      count += rows.length;
    }
    const seconds = (performance.now() - started) / 1000;
    db.close();
    log.close();
    return { events: count, seconds };
  };
}

function latestOf(rows: readonly Row[]): Map<string, Latest> {
  const latest = new Map<string, Latest>();
  for (const { stream, revision, data, metadata } of rows) {
    JSON.parse(data);
    const { recordedAt } = JSON.parse(metadata) as { recordedAt: string };
    latest.set(stream, {
      revision,
      recordedAt,
      opened: revision === 0 || latest.get(stream)?.opened === true,
    });
  }
  return latest;
}

function writer(db: DatabaseSync, columns: readonly string[]) {
  const names = ['"id"', '"revision"', '"line"', ...columns];
  const insert = db.prepare(
    `INSERT INTO ${TABLE} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  const update = db.prepare(
    `UPDATE ${TABLE} SET "revision" = ?, "line" = ?, ${CHANGED} = ? WHERE "id" = ? RETURNING "row"`,
  );
  const body = db.prepare(`INSERT OR REPLACE INTO ${BODIES} ("row", "body") VALUES (?, ?)`);
  const element = db.prepare(`INSERT INTO ${ELEMENTS} ("index", "value", "row") VALUES (?, ?, ?)`);
  return (id: string, { revision, recordedAt, opened }: Latest, model: Model): void => {
    const text = JSON.stringify({ ...model.document, id, revision });
    if (!opened) {
      body.run(rowOf(update, revision, model.line, recordedAt, id), text);
      return;
    }
    const { lastInsertRowid: row } = insert.run(id, revision, model.line, ...model.rest);
    body.run(row, text);
    for (const [index, value] of model.elements) element.run(index, value, row);
  };
}

const rowOf = (update: StatementSync, ...values: SQLInputValue[]): number =>
  (update.get(...values) as { row: number }).row;

function modelOf(path: string, columns: readonly string[]): Map<string, Model> {
  const db = new DatabaseSync(path, { readOnly: true });
  const elements = Map.groupBy(
    db.prepare(`SELECT "index", "value", "row" FROM ${ELEMENTS}`).all(),
    ({ row }) => row,
  );
  const documents = new Map<string, Model>();
  const query = `SELECT "row", "id", "line", "body", ${columns.join(', ')} FROM ${TABLE} JOIN ${BODIES} USING ("row")`;
  for (const { row, id, line, body, ...rest } of db.prepare(query).iterate()) {
    documents.set(String(id), {
      document: JSON.parse(String(body)) as object,
      line: line as SQLInputValue,
      rest: Object.values(rest),
      elements: (elements.get(row as number) ?? []).map(
        ({ index, value }) => [index as SQLInputValue, value as SQLInputValue] as const,
      ),
    });
  }
  db.close();
  return documents;
}

/** The columns of a document's row beside its place, id, revision and line. */
function columnsOf(path: string): string[] {
  const db = new DatabaseSync(path, { readOnly: true });
  const names = db.prepare(`SELECT "name" FROM pragma_table_info(?)`).all(KEY);
  db.close();
  return names
    .map(({ name }) => String(name))
    .filter((name) => !['row', 'id', 'revision', 'line'].includes(name))
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
