import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type Position } from '#event-sourcing';
import { type Actor, type Instant, type LocalDate } from '#kernel';
import { type Permission } from '../access/access-policy.js';
import { type Language } from '../language.js';

/** Who asks, when, and under which conditions: everything about a request that is not its body. */
export interface RequestContext {
  readonly actor: Actor;
  /** What the route asks for, and the actor holds. */
  readonly permissions: readonly Permission[];
  /** The moment the request is carried out, and the office's day of it. */
  readonly now: Instant;
  readonly today: LocalDate;
  readonly correlationId: string;
  readonly language: Language;
  /** `Idempotency-Key` */
  readonly idempotencyKey?: string;
  /** `If-Match` */
  readonly expectedRevision?: number;
  /** `Cotmoc-Min-Position`: the position of the client's own write, which the answer must include. */
  readonly minPosition?: Position;
}

/** A request that went through the access guards. */
export type KnownRequest = FastifyRequest & { cotmoc?: RequestContext };

/** The {@link RequestContext} of the request a guarded route is handling. */
export const RequestInfo = createParamDecorator((_: unknown, context: ExecutionContext): RequestContext => {
  const request = context.switchToHttp().getRequest<KnownRequest>();
  if (!request.cotmoc) throw new Error('@RequestInfo() stands on a route without @Requires()');
  return request.cotmoc;
});
