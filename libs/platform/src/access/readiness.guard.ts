import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '#kernel';
import { type ProjectionProgress } from '../stores/projection-progress.js';
import { PROJECTION_PROGRESS } from '../stores/tokens.js';
import { PUBLIC_ROUTE } from './requires.js';

/** Refuses the office's work while a read model is not there: nothing is answered from a half-built one. */
@Injectable()
export class ReadinessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(PROJECTION_PROGRESS) private readonly projections: ProjectionProgress,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    if (
      this.projections.ready ||
      this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, places) === true
    )
      return true;
    throw new DomainError('server.starting', 'the read models are not built yet');
  }
}
