import { type IncomingHttpHeaders } from 'node:http';
import { type FastifyReply } from 'fastify';
import { languageOf } from '../language.js';
import { OWN_PROBLEMS } from './own-problems.js';
import { type ProblemCatalogue } from './problem-catalogue.js';
import { type Fault } from './problem-of.js';
import { PROBLEM_JSON, type ProblemBody, type ProblemDefinition } from './problem.js';

/** Who sent what: an id, and the headers as far as they were read. A Fastify request is one. */
export interface Asking {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
}

/** A problem as text, with the headers it goes out under. */
export interface BareAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string;
}

const RETRY_AFTER_SECONDS = '1';

/** The answer for `fault`; a code that no module has registered is an error of ours, not the client's. */
export function problemBody(fault: Fault, catalogue: ProblemCatalogue, { id, headers }: Asking): ProblemBody {
  const registered = catalogue.find(fault.code);
  const definition: ProblemDefinition = registered ?? OWN_PROBLEMS['internal.error'];
  const code = registered ? fault.code : 'internal.error';
  const details = registered ? fault.details : undefined;
  const messages = catalogue.sentences(definition, { ...details, correlationId: id });
  return {
    type: `/api/v1/problems/${code}`,
    title: messages[languageOf(headers['accept-language'])],
    status: fault.status ?? definition.status,
    code,
    messages,
    correlationId: id,
    ...(details && Object.keys(details).length > 0 && { details }),
    ...(fault.errors && { errors: fault.errors }),
  };
}

/** What the problem's status asks for in headers. */
export function problemHeaders({ status, code }: ProblemBody, asking: Asking): Record<string, string> {
  return {
    'Content-Type': PROBLEM_JSON,
    'Content-Language': languageOf(asking.headers['accept-language']),
    ...((status === 503 || code === 'command.conflict') && { 'Retry-After': RETRY_AFTER_SECONDS }),
    ...(status === 401 && { 'WWW-Authenticate': 'Demo realm="cotmoc"' }),
  };
}

export function sendProblem(reply: FastifyReply, body: ProblemBody, asking: Asking): void {
  void reply.status(body.status).headers(problemHeaders(body, asking)).send(JSON.stringify(body));
}
