import { type Server } from 'node:http';
import { type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyHttpOptions } from 'fastify';
import { type Logger } from 'pino';
import { type Asking } from '../problems/problem-writer.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { type Platform } from '../stores/open-platform.js';
import {
  type AnswerTo,
  refuseExpectations,
  refuseUnreadable,
  refuseWhenStopping,
  refuseWithoutHost,
} from './bare-answers.js';
import { refuseForeignPages } from './foreign-pages.js';
import { refuseOtherMethods } from './known-addresses.js';
import { createLogger, logRequests, NestLogger } from './logging.js';
import { serveOpenApi } from './openapi.js';
import { correlationIdOf } from './request-headers.js';
import { securityHeaders } from './security-headers.js';
import { acceptUploads } from './uploads.js';

/** Largest JSON body. */
export const BODY_LIMIT = 1_048_576;

/** For a request to arrive whole: 20 MiB over a slow line. */
const REQUEST_TIMEOUT_MS = 300_000;

export interface HttpAppOptions {
  readonly logger?: Logger;
}

/**
 * An HTTP application over `root`, initialised but not listening. It owns the platform from here on: closing it, or
 * failing to start, closes the stores.
 */
export async function createHttpApp(
  root: Type | DynamicModule,
  platform: Platform,
  options: HttpAppOptions = {},
): Promise<NestFastifyApplication> {
  const logger = options.logger ?? createLogger(platform.config.logLevel);
  let app: NestFastifyApplication | undefined;
  try {
    app = await NestFactory.create<NestFastifyApplication>(
      root,
      adapter(platform, () => app),
      {
        logger: new NestLogger(logger),
        abortOnError: false,
        bodyParser: false,
      },
    );
    await prepare(app, platform, logger);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return app;
  } catch (error) {
    await app?.close().catch(() => undefined);
    await platform.close();
    throw error;
  }
}

const security = securityHeaders();

function adapter(platform: Platform, app: () => NestFastifyApplication | undefined): FastifyAdapter {
  const problems = () => app()?.get(ProblemFilter, { strict: false });
  const options: FastifyHttpOptions<Server> = {
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // What Fastify and Node would answer in their own words is answered as a problem, by hooks and by the listener.
    return503OnClosing: false,
    http: { requireHostHeader: false },
    clientErrorHandler: (error, socket) => {
      const filter = problems();
      if (filter) refuseUnreadable(error, socket, answerFrom(filter, platform));
      else socket.destroy(error);
    },
    trustProxy: false,
    requestIdHeader: false,
    genReqId: ({ headers }) => correlationIdOf(headers),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => {
      // The router refuses such an address before any hook has run.
      void reply.headers({ ...security, ...marks(platform, request) });
      problems()?.answer(error, request, reply);
    },
  };
  return new FastifyAdapter(options);
}

async function prepare(app: NestFastifyApplication, platform: Platform, logger: Logger): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  // A body is JSON or nothing; Fastify would take plain text too.
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ ...security, ...marks(platform, request) });
    done();
  });
  logRequests(fastify, logger);
  refuseExpectations(fastify, answerFrom(app.get(ProblemFilter, { strict: false }), platform));
  refuseWhenStopping(fastify);
  refuseWithoutHost(fastify);
  refuseForeignPages(fastify, platform.config);
  refuseOtherMethods(fastify);
  await acceptUploads(app);
  serveOpenApi(app);
  // A server that was told to stop and stopped has done well: exit code 0, not the signal again.
  app.enableShutdownHooks(undefined, { useProcessExit: true });
}

const marks = ({ config }: Platform, { id }: Asking): Record<string, string> => ({
  'X-Correlation-Id': id,
  'Cotmoc-Mode': config.mode,
});

/** Its connection ends with it: what follows there may be the rest of what was refused. */
const answerFrom =
  (problems: ProblemFilter, platform: Platform): AnswerTo =>
  (error, asking) => {
    const { headers, content } = problems.bareAnswer(error, asking);
    const length = { 'Content-Length': String(Buffer.byteLength(content)), Connection: 'close' };
    return { headers: { ...security, ...marks(platform, asking), ...headers, ...length }, content };
  };
