import {
  applyDecorators,
  Controller,
  HttpCode,
  Param,
  type PipeTransform,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { type Type } from '@nestjs/common';
import { isId } from '../dto/values.js';
import { ValidationFailed } from '../problems/validation-failed.js';
import { CommandResultDto, CommandResultInterceptor, CREATES } from './command-result.js';
import { DocumentInterceptor, FreshnessInterceptor, RevisionInterceptor } from './freshness.js';
import { COMMAND_PROBLEMS, describeRoute, READ_PROBLEMS, type RouteOptions } from './route-description.js';

/** Where the API stands; what breaks clients gets another number. */
export const API_BASE = 'api/v1';

/** A controller at `/api/v1/<path>`, listed under its path in the documentation. */
export const ApiController = (path: string, tag: string = path): ClassDecorator =>
  applyDecorators(Controller(`${API_BASE}/${path}`), ApiTags(tag));

export interface CommandRouteOptions extends RouteOptions {
  /** Answers 201 with the `Location` of what was created: this route's address and the new id. */
  readonly creates?: boolean;
  /** What the answer holds beyond id, revision and position. */
  readonly result?: Type<CommandResultDto>;
}

/** A route whose handler returns a `CommandResult`: answered as its id, revision and position, with an `ETag`. */
export const CommandRoute = (options: CommandRouteOptions): MethodDecorator => {
  const { creates = false, result = CommandResultDto } = options;
  const answer = { type: result, headers: { ...ETAG, ...POSITION } };
  return applyDecorators(
    HttpCode(creates ? 201 : 200),
    CREATES(creates),
    UseInterceptors(CommandResultInterceptor),
    describeRoute(options, COMMAND_PROBLEMS),
    creates
      ? ApiCreatedResponse({ ...answer, headers: { ...answer.headers, ...LOCATION } })
      : ApiOkResponse(answer),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key with the same body is the same command, however often it is sent.',
    }),
    ...(creates ? [] : [IF_MATCH]),
  );
};

const IF_MATCH = ApiHeader({
  name: 'If-Match',
  required: false,
  description: 'The revision that was seen, as in ETag; 412 when there is a later one.',
});

const IF_NONE_MATCH = ApiHeader({
  name: 'If-None-Match',
  required: false,
  description: 'The ETag of an earlier answer; 304 when nothing has changed since.',
});

export interface ReadRouteOptions extends RouteOptions {
  readonly type: Type;
  readonly list?: boolean;
  /** Answers 202: what was asked for is done later. */
  readonly accepted?: boolean;
  /** The body's `revision` says all about it: answered with an `ETag`, and 304 to `If-None-Match`. */
  readonly document?: boolean;
  /** The body has a `revision`, and says more than that: answered with an `ETag` for `If-Match`, never with 304. */
  readonly revision?: boolean;
}

/** A route that answers from read models: says how fresh it is, and waits for `Cotmoc-Min-Position`. */
export const ReadRoute = (options: ReadRouteOptions): MethodDecorator =>
  applyDecorators(
    UseInterceptors(
      ...(options.document === true ? [DocumentInterceptor] : []),
      ...(options.revision === true ? [RevisionInterceptor] : []),
      FreshnessInterceptor,
    ),
    describeRoute(options, READ_PROBLEMS),
    HttpCode(options.accepted === true ? 202 : 200),
    ApiResponse({
      status: options.accepted === true ? 202 : 200,
      type: options.type,
      isArray: options.list === true,
      headers: {
        ...POSITION,
        ...FRESHNESS,
        ...((options.document === true || options.revision === true) && ETAG),
      },
    }),
    ...(options.document === true
      ? [ApiResponse({ status: 304, description: 'Not modified' }), IF_NONE_MATCH]
      : []),
    ApiHeader({
      name: 'Cotmoc-Min-Position',
      required: false,
      description:
        'The Cotmoc-Position of an own write that the answer shall include; waited for up to 3 seconds.',
    }),
  );

class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly name: string) {}

  transform(value: string): string {
    if (isId(value)) return value;
    const message = { vi: 'phải là mã định danh (UUID)', en: 'must be an id (UUID)' };
    throw new ValidationFailed([{ field: this.name, code: 'id', message }]);
  }
}

/** The path parameter `name`, which must be an id. Goes with {@link ApiId} for the documentation. */
export const IdParam = (name = 'id'): ParameterDecorator => Param(name, new IdPipe(name));

export const ApiId = (name = 'id', description?: string): MethodDecorator =>
  ApiParam({
    name,
    schema: { type: 'string', format: 'uuid' },
    ...(description !== undefined && { description }),
  });

const text = (description: string) => ({ description, schema: { type: 'string' as const } });
const ETAG = { ETag: text('The revision in double quotes.') };
const POSITION = { 'Cotmoc-Position': text('Place in the log that the answer includes.') };
const LOCATION = { Location: text('Address of what was created.') };
const FRESHNESS = {
  'Cotmoc-Recorded-At': text('When the last event that the answer includes was recorded.'),
  'Cotmoc-Lag-Ms': text('For how long something newer has been waiting; 0 when there is nothing newer.'),
  'Cotmoc-Stale': text('true when the wait for Cotmoc-Min-Position expired.'),
};
