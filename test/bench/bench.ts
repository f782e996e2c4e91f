import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { latencyOf, median, rateOf, type Latency, type Timed } from './stats.js';

/** One line of the table. */
export interface Row {
  readonly what: string;
  /** How many a second, and of what. */
  readonly rate?: number;
  readonly unit?: string;
  readonly latency?: Latency;
  /** Milliseconds of processor that the measured process used for each. */
  readonly cpu?: number;
  /** Against the machine's limit, measured in the same run; median over the rounds. */
  readonly ratio?: number;
  readonly to?: string;
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
  readonly note?: string;
}

export interface Measurement {
  readonly name: string;
  readonly about: string;
  run(bench: Bench): Promise<readonly Row[]>;
}

/** `null` without a goal. */
export function isMet({ ratio, goal }: Row): boolean | null {
  if (goal === undefined || ratio === undefined) return null;
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
}

/** What a run knows: its sizes, its seed, and where it may write. */
export class Bench {
  /** Generated data that later runs take up again. */
  readonly cache: string;
  private readonly folders: string[] = [];

  constructor(
    readonly quick: boolean,
    readonly seed: number,
    private readonly quiet: boolean,
  ) {
    this.cache = join(tmpdir(), 'cotmoc-bench');
    mkdirSync(this.cache, { recursive: true });
  }

  /** `full`, or `quick` in a smoke run. */
  size(full: number, quick: number): number {
    return this.quick ? quick : full;
  }

  get rounds(): number {
    return this.size(7, 2);
  }

  /** An empty folder that goes with the run. */
  folder(): string {
    const folder = mkdtempSync(join(this.cache, 'run-'));
    this.folders.push(folder);
    return folder;
  }

  say(text: string): void {
    if (!this.quiet) console.error(`  ${text}`);
  }

  clear(): void {
    for (const folder of this.folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}

/** The contenders in turn, `rounds` times: A B A B …; a noisy neighbour then disturbs all of them alike. */
export async function inTurns<C extends Readonly<Record<string, (round: number) => unknown>>>(
  rounds: number,
  contenders: C,
): Promise<{ [K in keyof C]: Awaited<ReturnType<C[K]>>[] }> {
  const results: Record<string, unknown[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(contenders)) (results[name] ??= []).push(await run(round));
  }
  return results as { [K in keyof C]: Awaited<ReturnType<C[K]>>[] };
}

/** Median over the rounds of `value(a) / value(b)`. */
export const ratioOf = <T>(a: readonly T[], b: readonly T[], value: (run: T) => number): number =>
  median(a.map((run, round) => value(run) / value(b[round] as T)));

/** The row of a subject that was timed in rounds beside its reference. */
export function rateRow(
  what: string,
  unit: string,
  runs: readonly Timed[],
  against?: { readonly to: string; readonly runs: readonly Timed[]; readonly goal?: Row['goal'] },
): Row {
  return {
    what,
    unit,
    rate: median(runs.map(rateOf)),
    latency: latencyOf(runs.flatMap(({ latencies }) => latencies)),
    ...(against && {
      ratio: ratioOf(runs, against.runs, rateOf),
      to: against.to,
      ...(against.goal && { goal: against.goal }),
    }),
  };
}
