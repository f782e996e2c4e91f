import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiOperation } from '@nestjs/swagger';

/** Extension of an operation that the OpenAPI builder turns into one response per status. */
export const PROBLEMS_EXTENSION = 'x-problems';

export interface RouteOptions {
  /** One line: what it does, and the rule it comes from. */
  readonly summary: string;
  readonly description?: string;
  /** Codes of the office's rules it can break; what every route can answer is added. */
  readonly problems?: readonly string[];
}

/** What every command can be answered with. */
export const COMMAND_PROBLEMS = [
  'validation.failed',
  'request.malformed',
  'request.unsupported-media-type',
  'request.too-large',
  'access.unknown-actor',
  'access.denied',
  'command.conflict',
  'command.key-reused',
  'command.stale-revision',
  'history.not-foldable',
  'store.unavailable',
  'server.starting',
  'server.stopping',
];

/** What every question can be answered with. */
export const READ_PROBLEMS = [
  'access.unknown-actor',
  'access.denied',
  'validation.failed',
  'history.not-foldable',
  'store.unavailable',
  'server.starting',
  'server.stopping',
];

/** Says in the documentation what a route does and what it can answer. */
export const describeRoute = (
  { summary, description, problems = [] }: RouteOptions,
  common: readonly string[],
): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiExtension(PROBLEMS_EXTENSION, [...new Set([...common, ...problems])]),
  );
