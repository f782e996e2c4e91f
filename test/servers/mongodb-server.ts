import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const SCRIPT = 'test/servers/mongodb.sh';
const call = promisify(execFile);

/** A server of a spec's own, to be killed and started again. Options are the server's. */
export class MongoTestServer {
  private constructor(readonly url: string) {}

  /** True when the server need not be built first. */
  static get isThere(): boolean {
    return spawnSync(SCRIPT, ['cached']).status === 0;
  }

  static async start(...options: string[]): Promise<MongoTestServer> {
    const { stdout } = await call(SCRIPT, ['start', ...options]);
    return new MongoTestServer(stdout.trim());
  }

  /** Ends it at once, in the middle of whatever it does. */
  async kill(): Promise<void> {
    await call(SCRIPT, ['kill', this.url]);
  }

  /** On the same port and folder. */
  async restart(...options: string[]): Promise<void> {
    await call(SCRIPT, ['restart', this.url, ...options]);
  }

  async stop(): Promise<void> {
    await call(SCRIPT, ['stop', this.url]);
  }
}
