import { type LoggerService } from '@nestjs/common';
import { type FastifyInstance } from 'fastify';
import pino, { type DestinationStream, type Logger } from 'pino';
import { type LogLevel } from '../config/config.js';
import { loggedError } from '../problems/unexpected-error.js';
import { type KnownRequest } from './request-context.js';

/** The process's log: one JSON object a line, on standard output unless told otherwise; no error tells what it holds. */
export const createLogger = (level: LogLevel, destination?: DestinationStream): Logger => {
  const options = { level, serializers: { err: loggedError } };
  return destination ? pino(options, destination) : pino(options);
};

/** Nest's own messages through the process's log. A first argument that is an object becomes fields. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log = (message: unknown, ...rest: unknown[]): void => this.write('info', message, rest);
  error = (message: unknown, ...rest: unknown[]): void => this.write('error', message, rest);
  warn = (message: unknown, ...rest: unknown[]): void => this.write('warn', message, rest);
  debug = (message: unknown, ...rest: unknown[]): void => this.write('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]): void => this.write('trace', message, rest);
  fatal = (message: unknown, ...rest: unknown[]): void => this.write('fatal', message, rest);

  private write(level: Exclude<LogLevel, 'silent'>, message: unknown, rest: unknown[]): void {
    // Nest puts the context last, and a stack before it.
    const texts = rest.filter((part) => typeof part === 'string');
    const context = texts.at(-1);
    const detail = texts.length > 1 ? texts[0] : undefined;
    const log = this.logger.child({ context });
    if (message instanceof Error) log[level]({ err: message });
    else if (typeof message === 'object') log[level]({ ...message }, detail);
    else log[level]({ detail }, String(message as string | number));
  }
}

/** One line per answered request: the route's pattern, never its address, query, headers or body. */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  if (!logger.isLevelEnabled('info')) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    logger.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        correlationId: request.id,
        actor: (request as KnownRequest).cotmoc?.actor.id,
      },
      'request',
    );
    done();
  });
}
