import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyDatabase } from './copy-database.js';

/** Commits one row after the other, as fast as it can, until it is ended. */
const WRITE = `
  const { DatabaseSync } = require('node:sqlite');
  const db = new DatabaseSync(process.argv[1], { timeout: 5000 });
  const insert = db.prepare("INSERT INTO facts (text) VALUES (hex(randomblob(500)))");
  process.stdout.write('writing');
  (function more() { for (let n = 0; n < 20; n += 1) insert.run(); setImmediate(more); })();
`;

describe('copying a SQLite file', () => {
  let folder: string;
  let original: string;
  let copy: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'copy-'));
    original = join(folder, 'original.db');
    copy = join(folder, 'copy.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const filled = (rows: number): void => {
    const db = new DatabaseSync(original);
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE facts (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
    db.exec(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
       INSERT INTO facts (text) SELECT hex(randomblob(500)) FROM n`,
    );
    db.close();
  };

  const countIn = (path: string): { rows: number; last: number; check: string } => {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      const { rows, last } = db.prepare('SELECT count(*) AS rows, max(id) AS last FROM facts').get() as {
        rows: number;
        last: number;
      };
      const { quick_check: check } = db.prepare('PRAGMA quick_check').get() as { quick_check: string };
      return { rows, last, check };
    } finally {
      db.close();
    }
  };

  async function writer(): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['-e', WRITE, original], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout as NodeJS.EventEmitter, 'data');
    return child;
  }

  it('gives one whole file, which can be read without making another', async () => {
    filled(500);
    const shares: number[] = [];
    await copyDatabase(original, copy, (share) => shares.push(share));
    expect(countIn(copy)).toEqual({ rows: 500, last: 500, check: 'ok' });
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it('comes to an end, and is of one moment, while another process never stops writing', async () => {
    filled(10_000);
    const child = await writer();
    await copyDatabase(original, copy);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { rows, last, check } = countIn(copy);
    expect({ whole: rows === last, check }).toEqual({ whole: true, check: 'ok' });
    expect(rows).toBeGreaterThanOrEqual(10_000);
    expect(countIn(original).rows).toBeGreaterThan(rows);
  });

  it('ends when whoever watches it says so', async () => {
    filled(10_000);
    const enough = new Error('enough');
    const stop = (): never => {
      throw enough;
    };
    await expect(copyDatabase(original, copy, stop)).rejects.toThrow('enough');
  });

  it('refuses what is not there, and what is no such file', async () => {
    await expect(copyDatabase(original, copy)).rejects.toThrow('unable to open database file');
    expect(existsSync(copy)).toBe(false);
    writeFileSync(original, 'a letter, and no database at all');
    await expect(copyDatabase(original, copy)).rejects.toThrow('not a database');
  });
});
