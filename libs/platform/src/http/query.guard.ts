import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { type FastifyRequest } from 'fastify';
import { UNKNOWN_FIELD } from '#event-sourcing';
import { ValidationFailed } from '../problems/validation-failed.js';

const QUERY = `${RouteParamtypes.QUERY}:`;

/** Refuses a query where a route takes none: left unread it would promise what the answer does not keep. */
@Injectable()
export class QueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    const fields = Object.keys(query as object);
    if (fields.length === 0 || takesQuery(context)) return true;
    throw new ValidationFailed(fields.map((field) => ({ field, ...UNKNOWN_FIELD })));
  }
}

/** The handler has a `@Query()` parameter, which its DTO judges. */
function takesQuery(context: ExecutionContext): boolean {
  const name = context.getHandler().name;
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), name);
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(QUERY));
}
