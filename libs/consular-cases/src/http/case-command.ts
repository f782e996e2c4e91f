import { applyDecorators, Post } from '@nestjs/common';
import { ApiId, CommandRoute, Requires } from '#platform';
import { type CaseErrorCode } from '../domain/errors.js';

/** What every command on a case can be refused with: the phase, the day, and that there is no such case. */
const COMMON: readonly CaseErrorCode[] = [
  'consular-case.not-opened',
  'consular-case.closed',
  'consular-case.withdrawn',
  'consular-case.date-in-future',
  'consular-case.date-out-of-order',
];

/** The route of one command on one case: `POST /api/v1/consular-cases/{id}/<path>`. */
export const CaseCommand = (
  path: string,
  summary: string,
  problems: readonly CaseErrorCode[] = [],
): MethodDecorator =>
  applyDecorators(
    Post(`:id/${path}`),
    ApiId(),
    Requires('case.command'),
    CommandRoute({ summary, problems: [...COMMON, ...problems, 'personal.erased'] }),
  );
