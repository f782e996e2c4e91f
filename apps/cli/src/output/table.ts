import Table from 'cli-table3';

/** No colours and light lines: it must read well in a pipe and in a mail too. */
const PLAIN = { head: [], border: [], compact: true };

/** A table with a border; `widths` wraps the columns that are given one. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly (number | null)[] = [],
): string {
  const made = new Table({
    head: [...head],
    colWidths: [...widths],
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: PLAIN,
  });
  made.push(...rows.map((row) => [...row]));
  return made.toString();
}

/** Aligned columns for lists without an end: rows are written as they come, a column grows when it must. */
export class Columns {
  private readonly widths: number[];

  constructor(private readonly head: readonly string[]) {
    this.widths = head.map((title) => title.length);
  }

  header(): string {
    return this.line(this.head);
  }

  /** Room for these rows, before the first of them is written. */
  makeRoom(rows: readonly (readonly string[])[]): void {
    for (const row of rows) {
      for (const [at, cell] of row.entries()) this.widths[at] = Math.max(this.widths[at] ?? 0, cell.length);
    }
  }

  line(cells: readonly string[]): string {
    this.makeRoom([cells]);
    return cells
      .map((cell, at) => cell.padEnd(this.widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  }
}
