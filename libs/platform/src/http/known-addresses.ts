import { MethodNotAllowedException } from '@nestjs/common';
import { type FastifyInstance, type RouteOptions } from 'fastify';

interface KnownAddress {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Answers 405 with `Allow` where an address is known and takes other methods. Comes before any route is added. */
export function refuseOtherMethods(fastify: FastifyInstance): void {
  const known: KnownAddress[] = [];
  fastify.addHook('onRoute', ({ url, method }: RouteOptions) => {
    // What takes every address beneath it knows none of them.
    if (!url.includes('*')) known.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const allowed = request.is404 ? methodsAt(known, request.url) : [];
    if (allowed.length === 0) {
      done();
      return;
    }
    void reply.header('Allow', allowed.join(', '));
    done(new MethodNotAllowedException());
  });
}

function methodsAt(known: readonly KnownAddress[], url: string): string[] {
  const path = url.replace(/[?#].*$/s, '');
  const methods = known.filter(({ pattern }) => pattern.test(path)).flatMap((address) => address.methods);
  return [...new Set(methods)].sort();
}

const patternOf = (url: string): RegExp => new RegExp(`^${url.split('/').map(partOf).join('/')}$`);

const partOf = (part: string): string =>
  part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
