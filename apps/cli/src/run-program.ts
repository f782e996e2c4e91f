import { CommanderError } from 'commander';
import { codeOf, Findings, Interrupted, UsageError } from './failures.js';
import { createProgram } from './program.js';
import { type Surroundings } from './surroundings.js';

/**
 * Runs one command line. Resolves with the exit code: 0 done, 1 something is wrong, 2 called wrongly, 130 interrupted.
 * A failure is one sentence on the error output, with `--verbose` its stack too; with `--json` it is
 * `{"error":{"code","message"}}` there.
 */
export async function runProgram(args: readonly string[], around: Surroundings): Promise<number> {
  const json = args.includes('--json');
  const say = (error: unknown): void => {
    const text = json ? JSON.stringify(failureOf(error, args)) : textOf(error, args);
    around.err.write(`${text}\n`);
  };
  try {
    await createProgram(around, json).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      // It has said by itself what it has to say, to a person.
      if (json) say(new UsageError(error.message.replace(/^error: /, '')));
      return 2;
    }
    if (error instanceof Findings) return 1;
    say(error);
    if (error instanceof Interrupted) return 130;
    return error instanceof UsageError ? 2 : 1;
  }
}

const isVerbose = (args: readonly string[]): boolean => args.includes('--verbose');

function failureOf(error: unknown, args: readonly string[]): object {
  const message = error instanceof Error ? error.message : String(error);
  const stack = isVerbose(args) && error instanceof Error ? { stack: error.stack } : {};
  return { error: { code: codeOf(error), message, ...stack } };
}

function textOf(error: unknown, args: readonly string[]): string {
  if (!(error instanceof Error)) return String(error);
  return isVerbose(args) ? (error.stack ?? error.message) : error.message;
}
