import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = join(import.meta.dirname, '..', '..', 'apps', 'api', 'src', 'main.js');

/** The whole program in a process of its own, on an empty data folder. */
export class ApiServer {
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  /** Resolves when it answers that it is ready. @throws Error when it ends or takes longer than half a minute */
  static async start(dataDir: string): Promise<ApiServer> {
    if (!existsSync(MAIN)) throw new Error('apps/api is not built');
    const port = await freePort();
    const env = {
      ...process.env,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'error',
    };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const server = new ApiServer(`http://127.0.0.1:${port}`, child);
    const until = Date.now() + 30_000;
    while (!(await server.isReady())) {
      if (child.exitCode !== null) throw new Error('apps/api ended before it was ready');
      if (Date.now() > until) {
        await server.stop();
        throw new Error('apps/api was not ready in half a minute');
      }
      await sleep(100);
    }
    return server;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await gone;
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health/ready`)).ok;
    } catch {
      return false;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
