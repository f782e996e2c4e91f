import { STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';
import { BadRequestException } from '@nestjs/common';
import { type FastifyInstance } from 'fastify';
import { DomainError } from '#kernel';
import { type Asking, type BareAnswer } from '../problems/problem-writer.js';
import { correlationIdOf } from './request-headers.js';

/** The answer to an error that carries its `statusCode`. */
export type AnswerTo = (error: { readonly statusCode: number }, asking: Asking) => BareAnswer;

const STATUS_OF: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** Answers on a connection what is no request at all, and ends it. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket, answerTo: AnswerTo): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const statusCode = STATUS_OF[error.code ?? ''] ?? 400;
  if (socket.writable && !isBeingAnswered(socket)) {
    const { headers, content } = answerTo({ statusCode }, { id: correlationIdOf({}), headers: {} });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}\r\n${lines.join('')}\r\n${content}`,
    );
  }
  socket.destroy(error);
}

/** Node keeps the answer under way at its connection, and looks there itself before it writes between its bytes. */
const isBeingAnswered = (socket: Socket & { readonly _httpMessage?: { readonly headersSent: boolean } }) =>
  socket._httpMessage?.headersSent === true;

/** Answers as a problem what Node would answer alone: an expectation other than `100-continue`. */
export function refuseExpectations({ server }: FastifyInstance, answerTo: AnswerTo): void {
  server.on('checkExpectation', (request, response) => {
    const asking = { id: correlationIdOf(request.headers), headers: request.headers };
    const { headers, content } = answerTo({ statusCode: 417 }, asking);
    response.writeHead(417, headers).end(content);
  });
}

/** Answers as a problem a request of HTTP/1.1 that does not say which host it is for. // RFC 9112, 3.2 */
export function refuseWithoutHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw: { headers, httpVersion } }, _reply, done) => {
    done(httpVersion === '1.1' && headers.host === undefined ? new BadRequestException() : undefined);
  });
}

/**
 * Once the server closes, a connection that stays open gets a problem: the next server carries the request out. Each
 * connection ends with its answer, for the server waits for all of them.
 */
export function refuseWhenStopping(fastify: FastifyInstance): void {
  let stopping = false;
  fastify.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  fastify.addHook('onRequest', (_request, _reply, done) => {
    done(stopping ? new DomainError('server.stopping', 'the server takes no more requests') : undefined);
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) void reply.header('Connection', 'close');
    done(null, payload);
  });
  fastify.addHook('onResponse', (_request, _reply, done) => {
    // An answer that was on its way when the server was told to stop has promised to keep its connection.
    if (stopping) setImmediate(() => fastify.server.closeIdleConnections());
    done();
  });
}
