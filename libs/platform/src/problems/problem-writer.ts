import { type FastifyReply, type FastifyRequest } from 'fastify';
import { languageOf } from '../language.js';
import { OWN_PROBLEMS } from './own-problems.js';
import { type ProblemCatalogue } from './problem-catalogue.js';
import { type Fault } from './problem-of.js';
import { PROBLEM_JSON, type ProblemBody, type ProblemDefinition, sentencesOf } from './problem.js';

const RETRY_AFTER_SECONDS = '1';

/** The answer for `fault`; a code that no module has registered is an error of ours, not the client's. */
export function problemBody(fault: Fault, catalogue: ProblemCatalogue, request: FastifyRequest): ProblemBody {
  const registered = catalogue.find(fault.code);
  const definition: ProblemDefinition = registered ?? OWN_PROBLEMS['internal.error'];
  const code = registered ? fault.code : 'internal.error';
  const details = registered ? fault.details : undefined;
  const messages = sentencesOf(definition, { ...details, correlationId: request.id });
  return {
    type: `/api/v1/problems/${code}`,
    title: messages[languageOf(request.headers['accept-language'])],
    status: fault.status ?? definition.status,
    code,
    messages,
    correlationId: request.id,
    ...(details && Object.keys(details).length > 0 && { details }),
    ...(fault.errors && { errors: fault.errors }),
  };
}

/** Sends the problem, with what its status asks for in headers. */
export function sendProblem(reply: FastifyReply, body: ProblemBody, language: string): void {
  void reply.status(body.status).header('Content-Type', PROBLEM_JSON).header('Content-Language', language);
  if (body.status === 503 || body.code === 'command.conflict')
    void reply.header('Retry-After', RETRY_AFTER_SECONDS);
  if (body.status === 401) void reply.header('WWW-Authenticate', 'Demo realm="cotmoc"');
  void reply.send(JSON.stringify(body));
}
