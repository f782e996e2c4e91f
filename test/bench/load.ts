import { type Child, startChild } from './child.js';
import { type LoadJob, type LoadResult } from './load-worker.js';

/** Clients in a process of their own. */
export class Clients {
  private child?: Child<LoadResult>;

  /** @throws Error when a request is refused: such a rate would mean nothing */
  async load(job: LoadJob): Promise<LoadResult> {
    const result = this.child ? await this.child.ask(job) : await this.start(job);
    const refused = Object.entries(result.refused);
    if (refused.length > 0) {
      const { method, path } = job.requests[0] ?? { method: '', path: '' };
      throw new Error(`${method} ${path}: refused ${refused.map((pair) => pair.join(' × ')).join(', ')}`);
    }
    return result;
  }

  async stop(): Promise<void> {
    await this.child?.stop();
  }

  private async start(job: LoadJob): Promise<LoadResult> {
    this.child = await startChild<LoadResult>('load-worker.js', job);
    return this.child.first;
  }
}
