import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Actor, type Clock, DomainError } from '#kernel';
import { CREATES_KEY } from '../http/command-result.js';
import { type KnownRequest, type RequestContext } from '../http/request-context.js';
import {
  assertNoRevision,
  expectedRevisionOf,
  idempotencyKeyOf,
  minPositionOf,
} from '../http/request-headers.js';
import { languageOf } from '../language.js';
import { Office } from '../office/office.js';
import { CLOCK } from '../stores/tokens.js';
import { isPermitted, type Permission } from './access-policy.js';
import { Authenticator } from './authenticator.js';
import { PUBLIC_ROUTE, REQUIRED_PERMISSIONS } from './requires.js';

/** Lets a request through when its actor is known and holds what the route requires. A route that says nothing is shut. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly office: Office,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, places) === true) return true;
    const request = context.switchToHttp().getRequest<KnownRequest>();
    const actor = this.authenticator.authenticate(request.headers);
    const required = this.reflector.getAllAndOverride<readonly Permission[] | undefined>(
      REQUIRED_PERMISSIONS,
      places,
    );
    assertPermitted(actor, required);
    if (this.reflector.get<boolean | undefined>(CREATES_KEY, context.getHandler()) === true) {
      assertNoRevision(request.headers);
    }
    request.cotmoc = { ...this.contextOf(request, actor), permissions: required ?? [] };
    return true;
  }

  private contextOf({ headers, id }: KnownRequest, actor: Actor): Omit<RequestContext, 'permissions'> {
    const now = this.clock.now();
    const idempotencyKey = idempotencyKeyOf(headers);
    const expectedRevision = expectedRevisionOf(headers);
    const minPosition = minPositionOf(headers);
    return {
      actor,
      now,
      today: this.office.today(now),
      correlationId: id,
      language: languageOf(headers['accept-language']),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(expectedRevision !== undefined && { expectedRevision }),
      ...(minPosition !== undefined && { minPosition }),
    };
  }
}

/** @throws DomainError `access.denied` unless every one of `required` is granted; nothing required is nothing granted. */
export function assertPermitted(actor: Actor, required: readonly Permission[] | undefined): void {
  const missing = required?.filter((permission) => !isPermitted(actor, permission)) ?? ['*'];
  if (missing.length === 0) return;
  throw new DomainError('access.denied', 'the role is not granted what this asks for', {
    role: actor.role,
    permission: missing,
  });
}
