import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import Table from 'cli-table3';
import { isMet, type Row } from './bench.js';

export interface Section {
  readonly name: string;
  readonly about: string;
  readonly rows: readonly Row[];
}

export interface Report {
  readonly date: string;
  readonly seed: number;
  readonly quick: boolean;
  readonly commit: string;
  readonly node: string;
  readonly sqlite: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly durability: { readonly eventStore: string; readonly readStore: string };
  readonly sections: readonly Section[];
}

const ROOT = join(import.meta.dirname, '..', '..', '..');

export function reportOf(sections: readonly Section[], run: { seed: number; quick: boolean }): Report {
  return {
    date: new Date().toISOString(),
    ...run,
    commit: commit(),
    node: process.version,
    sqlite: sqliteVersion(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    durability: {
      eventStore: 'journal_mode=WAL, synchronous=FULL',
      readStore: 'journal_mode=WAL, synchronous=NORMAL',
    },
    sections,
  };
}

/** `test/bench/results/<name>.json`; returns the path. */
export function writeReport(report: Report, name: string): string {
  const folder = join(ROOT, 'test', 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  writeFileSync(path, `${JSON.stringify(withoutNoise(report), null, 2)}\n`);
  return path;
}

export function tableOf(sections: readonly Section[]): string {
  const table = new Table({
    head: ['what', 'rate', 'p50', 'p95', 'p99 (ms)', 'cpu', 'ratio', 'goal', 'met'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'left', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { about, rows } of sections) {
    table.push([{ colSpan: 9, content: about }]);
    for (const row of rows) table.push(cellsOf(row));
  }
  return table.toString();
}

export function lineOf(row: Row): string {
  const [what, rate, p50, p95, p99, cpu, ratio, goal, met] = cellsOf(row);
  const times = p50 === '' ? '' : `  p50/p95/p99 ${p50}/${p95}/${p99} ms`;
  const latency = cpu === '' ? times : `${times}, cpu ${cpu} ms`;
  return `  ${what}: ${rate}${latency}${ratio === '' ? '' : `  ${ratio}`}${goal === '' ? '' : `  (${goal}: ${met})`}`;
}

function cellsOf(row: Row): string[] {
  const { what, rate, unit = '', latency, cpu, ratio, to = '', note } = row;
  return [
    note === undefined ? `  ${what}` : `  ${what} (${note})`,
    rate === undefined ? unit : `${figure(rate)} ${unit}`,
    ...(latency ? [latency.p50, latency.p95, latency.p99].map(figure) : ['', '', '']),
    cpu === undefined ? '' : figure(cpu),
    ratio === undefined ? '' : `${ratio.toFixed(2)} × ${to}`,
    ...goalOf(row),
  ];
}

/** The goal, and whether it is met. */
function goalOf(row: Row): [string, string] {
  const { goal } = row;
  const met = isMet(row);
  const wanted = goal === undefined ? '' : 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
  return [wanted, met === null ? '' : met ? 'yes' : 'NO'];
}

const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

/** Four figures of each number: more is noise. */
function withoutNoise(report: Report): unknown {
  return JSON.parse(
    JSON.stringify(report, (_, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value,
    ),
  );
}

function commit(): string {
  try {
    const head = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, stdio: 'pipe' });
    return head.toString().trim();
  } catch {
    return 'unknown';
  }
}

function sqliteVersion(): string {
  const db = new DatabaseSync(':memory:');
  const { version } = db.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  db.close();
  return version;
}
