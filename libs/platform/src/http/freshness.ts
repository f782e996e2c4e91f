import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { type ProjectionProgress } from '../stores/projection-progress.js';
import { PROJECTION_PROGRESS } from '../stores/tokens.js';
import { type KnownRequest } from './request-context.js';

/** Longest wait for a client's own write. */
export const MAX_WAIT_MS = 3000;

/** Waits for the position the client asks for, then says how fresh the answer is. Headers only: bodies keep their ETag. */
@Injectable()
export class FreshnessInterceptor implements NestInterceptor {
  constructor(@Inject(PROJECTION_PROGRESS) private readonly projections: ProjectionProgress) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const wanted = http.getRequest<KnownRequest>().cotmoc?.minPosition;
    if (wanted !== undefined && !(await this.projections.waitFor(wanted, MAX_WAIT_MS))) {
      void reply.header('Cotmoc-Stale', 'true');
    }
    // Taken before the handler reads, so that the answer holds at least this much.
    const { position, recordedAt, lagMs } = this.projections.progress();
    void reply.headers({
      'Cotmoc-Position': position,
      'Cotmoc-Recorded-At': recordedAt,
      'Cotmoc-Lag-Ms': String(Math.round(lagMs)),
    });
    return next.handle();
  }
}

/** `ETag` from the body's revision; 304 when the client has that one. */
@Injectable()
export class DocumentInterceptor implements NestInterceptor<{ readonly revision: number }> {
  intercept(
    context: ExecutionContext,
    next: CallHandler<{ readonly revision: number }>,
  ): Observable<unknown> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const known = http.getRequest<FastifyRequest>().headers['if-none-match'];
    return next.handle().pipe(
      map((document) => {
        const tag = `"${document.revision}"`;
        void reply.header('ETag', tag);
        if (known === undefined || !matches(known, tag)) return document;
        void reply.status(304);
        return undefined;
      }),
    );
  }
}

/**
 * `ETag` from the body's revision, for `If-Match` of the next command. Never 304: the body says more than its stream
 * does (days left, names), so it can change while the revision stays. What is about the past has no tag.
 */
@Injectable()
export class RevisionInterceptor implements NestInterceptor<{
  readonly revision: number;
  readonly asAt?: unknown;
}> {
  intercept(
    context: ExecutionContext,
    next: CallHandler<{ readonly revision: number; readonly asAt?: unknown }>,
  ): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((body) => {
        if (body.asAt === undefined) void reply.header('ETag', `"${body.revision}"`);
        return body;
      }),
    );
  }
}

const matches = (header: string, tag: string): boolean =>
  header.trim() === '*' || header.split(',').some((part) => part.trim().replace(/^W\//, '') === tag);
