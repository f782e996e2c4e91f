import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from '../../e2e/support/api-client.js';

const ROOT = join(import.meta.dirname, '../../..');
/** Programs that run as processes of their own. */
export type Program = 'api' | 'projector';
const programOf = (name: Program): string => join(ROOT, `dist/apps/${name}/src/main.js`);

/** How a process ended, and what it had to say. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One line of a server's log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg?: string };

/** A server as the office starts it: the built program in a process of its own. */
export class ChildServer {
  private stdout = '';
  private stderr = '';
  readonly ended: Promise<Ending>;

  private constructor(private readonly process: ChildProcess) {
    process.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    process.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(process, 'close').then(([code, signal]) => ({
      code: code as Ending['code'],
      signal: signal as Ending['signal'],
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  /** Starts the program; `shell` runs before it in the same process. */
  static start(env: Readonly<Record<string, string>>, shell = '', program: Program = 'api'): ChildServer {
    const path = programOf(program);
    if (!existsSync(path)) {
      throw new Error(
        `${path} is not there: these specs start the built server. Run \`npm run build\` first.`,
      );
    }
    const child = spawn('/bin/sh', ['-c', `${shell} exec "$0" "$1"`, process.execPath, path], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ChildServer(child);
  }

  /** Its API, once it is ready. @throws Error with what it said, when it ended instead */
  async ready(): Promise<ApiClient> {
    return new ApiClient(String((await this.said('the server is ready'))['url']));
  }

  /** The line of its log with this message; the `nth`, when it says so often. @throws Error when it ended instead */
  async said(message: string, nth = 1): Promise<LogLine> {
    let end: Ending | undefined;
    void this.ended.then((ending) => (end = ending));
    for (;;) {
      const line = this.log().filter(({ msg }) => msg === message)[nth - 1];
      if (line) return line;
      if (end) throw new Error(`the server ended: ${JSON.stringify(end)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  log(): LogLine[] {
    const lines = this.stdout.split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as LogLine);
  }

  /** At once and without a chance to tidy up. */
  kill(): Promise<Ending> {
    this.process.kill('SIGKILL');
    return this.ended;
  }

  /** Stands still with everything it holds, and goes on. */
  freeze(): void {
    this.process.kill('SIGSTOP');
  }

  thaw(): void {
    this.process.kill('SIGCONT');
  }

  /** As a service manager stops it. */
  stop(): Promise<Ending> {
    this.process.kill('SIGTERM');
    return this.ended;
  }
}
