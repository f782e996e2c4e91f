import autocannon from 'autocannon';
import { answer } from './child.js';
import { type Timed } from './stats.js';

/** Requests of several clients that each wait for their answer, from a process of their own. */
export interface LoadJob {
  readonly url: string;
  readonly clients: number;
  readonly seconds: number;
  /** Taken in turn, by all clients together; `{unique}` in a body becomes a number that no other request has. */
  readonly requests: readonly LoadRequest[];
}

export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LoadResult extends Timed {
  /** Answers that were no success, by status. */
  readonly refused: Readonly<Record<string, number>>;
}

let unique = 0;

async function load({ url, clients, seconds, requests }: LoadJob): Promise<LoadResult> {
  let next = 0;
  const latencies: number[] = [];
  const refused: Record<string, number> = {};
  const taken = (request: autocannon.Request): autocannon.Request => {
    const { method, path, headers, body } = requests[next++ % requests.length] as LoadRequest;
    unique += 1;
    const filled = body?.replaceAll('{unique}', String(unique));
    return {
      ...request,
      method,
      path,
      headers: { ...headers },
      ...(filled !== undefined && { body: filled }),
    };
  };
  const options = { url, connections: clients, duration: seconds, requests: [{ setupRequest: taken }] };
  const started = performance.now();
  const { errors } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error: Error | null, result) => {
      if (error) reject(error);
      else resolve(result);
    });
    run.on('response', (_client, status, _bytes, milliseconds) => {
      latencies.push(milliseconds);
      if (status >= 400) refused[status] = (refused[status] ?? 0) + 1;
    });
  });
  if (errors > 0) refused['no answer'] = errors;
  return { count: latencies.length, seconds: (performance.now() - started) / 1000, latencies, refused };
}

answer(load);
