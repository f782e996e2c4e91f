import { systemClock } from '#kernel';
import { MODULES } from '../../api/src/index.js';
import { runProgram } from './run-program.js';

/** Runs the program on this process: its arguments, its terminal, its interrupt. */
export async function start(): Promise<void> {
  const interrupt = new AbortController();
  // Once: whoever presses Ctrl+C again does not want to wait.
  process.once('SIGINT', () => interrupt.abort());
  process.stdout.on('error', endWithReader);
  process.exitCode = await runProgram(process.argv.slice(2), {
    modules: MODULES,
    out: process.stdout,
    err: process.stderr,
    input: process.stdin,
    env: process.env,
    signal: interrupt.signal,
    clock: systemClock,
  });
}

/** `cotmoc events | head` closes the pipe early; that is no failure of ours. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
