import { hostname } from 'node:os';
import { isIP } from 'node:net';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { DomainError } from '#kernel';
import { type AppConfig } from '../config/config.js';

const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Keeps pages of other sites from acting here through a browser that has no password to ask for: by a name of theirs
 * that they let point at this machine (DNS rebinding), or by a form that they send. Programs send neither header.
 */
export function refuseForeignPages(fastify: FastifyInstance, config: AppConfig): void {
  const isOwn = ownNames(config);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { host } = request.headers;
    if (host !== undefined && !isOwn(nameIn(host))) {
      return done(new DomainError('request.foreign-host', 'the name is not one of this server', { host }));
    }
    if (!READS.includes(request.method) && isSentByAnotherSite(request)) {
      return done(new DomainError('request.foreign-origin', 'a page of another site sent this'));
    }
    done();
  });
}

/** An address belongs to nobody, and a name without a dot to nobody outside this network. */
function ownNames({ host, allowedHosts }: AppConfig): (name: string) => boolean {
  const known = new Set([host, hostname(), ...allowedHosts].map((name) => name.toLowerCase()));
  return (name) => known.has(name) || isIP(name) !== 0 || !name.includes('.') || name.endsWith('.localhost');
}

/** `example.org:3000` without its port, `[::1]` without its brackets. */
const nameIn = (host: string): string =>
  host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

function isSentByAnotherSite({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  return origin !== undefined && (URL.parse(origin)?.host ?? origin) !== host;
}
