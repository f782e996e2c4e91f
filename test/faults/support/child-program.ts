import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Ending } from './child-server.js';

const ROOT = join(import.meta.dirname, '../../..');
const PROGRAM = join(ROOT, 'dist/apps/cli/src/main.js');

/** `cotmoc` as it is run in a terminal: the built program in a process of its own. */
export class ChildProgram {
  readonly ended: Promise<Ending>;
  private hasEnded = false;

  private constructor(private readonly process: ChildProcess) {
    let [stdout, stderr] = ['', ''];
    process.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    process.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    this.ended = once(process, 'close').then(([code, signal]) => {
      this.hasEnded = true;
      return { code: code as Ending['code'], signal: signal as Ending['signal'], stdout, stderr };
    });
  }

  /** Starts the program; `shell` runs before it in the same process. */
  static start(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    shell = '',
  ): ChildProgram {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not there: run \`npm run build\` first.`);
    const child = spawn('/bin/sh', ['-c', `${shell} exec "$0" "$@"`, process.execPath, PROGRAM, ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ChildProgram(child);
  }

  static run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ending> {
    return ChildProgram.start(args, env).ended;
  }

  /** Kills it as soon as `moment` has come; false when it had ended before. */
  async killAt(moment: () => boolean): Promise<boolean> {
    while (!this.hasEnded && !moment()) await new Promise((resolve) => setTimeout(resolve, 1));
    this.process.kill('SIGKILL');
    return (await this.ended).signal === 'SIGKILL';
  }
}
