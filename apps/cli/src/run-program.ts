import { CommanderError } from 'commander';
import { Findings, Interrupted, UsageError } from './failures.js';
import { createProgram } from './program.js';
import { type Surroundings } from './surroundings.js';

/**
 * Runs one command line. Resolves with the exit code: 0 done, 1 something is wrong, 2 called wrongly, 130 interrupted.
 * A failure is one sentence on the error output, with `--verbose` its stack too.
 */
export async function runProgram(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    await createProgram(around).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has said by itself what it has to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Findings) return 1;
    around.err.write(`${textOf(error, args.includes('--verbose'))}\n`);
    if (error instanceof Interrupted) return 130;
    return error instanceof UsageError ? 2 : 1;
  }
}

function textOf(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return String(error);
  return verbose ? (error.stack ?? error.message) : error.message;
}
