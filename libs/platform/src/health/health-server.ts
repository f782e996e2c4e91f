import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { languageOf } from '../language.js';
import { OWN_PROBLEMS } from '../problems/own-problems.js';
import { PROBLEM_JSON, type ProblemBody } from '../problems/problem.js';
import { type ReadinessResult } from './checks.js';

/**
 * `/health/live` and `/health/ready` of a process that has no API, or none yet: whoever asks for anything else is told
 * to try again.
 */
export class HealthServer {
  private constructor(private readonly server: Server) {}

  /** @throws Error when the address is taken */
  static async listen(
    { host, port }: { readonly host: string; readonly port: number },
    readiness: () => Promise<ReadinessResult>,
  ): Promise<HealthServer> {
    const server = createServer((request, response) => {
      answer(request, response, readiness).catch(() => response.destroy());
    });
    server.listen(port, host);
    await once(server, 'listening');
    return new HealthServer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  readiness: () => Promise<ReadinessResult>,
): Promise<void> {
  // What is sent along is of no interest.
  request.resume();
  switch (request.url?.replace(/\?.*$/, '')) {
    case '/health/live':
      return send(response, 200, 'application/json', { status: 'up' });
    case '/health/ready': {
      const found = await readiness();
      return send(response, found.status === 'up' ? 200 : 503, 'application/json', found);
    }
    default: {
      const language = languageOf(request.headers['accept-language']);
      response.setHeader('Content-Language', language);
      response.setHeader('Retry-After', '1');
      return send(response, 503, PROBLEM_JSON, starting(language));
    }
  }
}

function send(response: ServerResponse, status: number, type: string, body: unknown): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}

function starting(language: 'vi' | 'en'): ProblemBody {
  const code = 'server.starting';
  const { title: messages, status } = OWN_PROBLEMS[code];
  return { type: `/api/v1/problems/${code}`, title: messages[language], status, code, messages };
}
