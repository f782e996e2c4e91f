import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { ProblemCatalogue } from './problem-catalogue.js';
import { faultOf } from './problem-of.js';
import { type Asking, type BareAnswer, problemBody, problemHeaders, sendProblem } from './problem-writer.js';
import { loggedError } from './unexpected-error.js';

/** The only place where an error becomes an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('problems');

  constructor(private readonly catalogue: ProblemCatalogue) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also for what goes wrong before a route is found. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const body = problemBody(faultOf(error), this.catalogue, request);
    if (body.status >= 500) this.report(error, body.code, request.id);
    if (!reply.sent) sendProblem(reply, body, request);
  }

  /** For what Node refuses before there is a request. */
  bareAnswer(error: unknown, asking: Asking): BareAnswer {
    const body = problemBody(faultOf(error), this.catalogue, asking);
    return { headers: problemHeaders(body, asking), content: JSON.stringify(body) };
  }

  private report(error: unknown, code: string, correlationId: string): void {
    if (code === 'internal.error' || code === 'history.not-foldable')
      this.logger.error({ ...loggedError(error), code, correlationId }, 'an answer could not be given');
    else
      this.logger.warn({ code, correlationId, reason: error instanceof Error ? error.message : undefined });
  }
}
