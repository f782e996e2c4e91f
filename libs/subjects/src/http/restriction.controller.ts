import { applyDecorators, Body, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { type CommandResult } from '#event-sourcing';
import {
  ApiController,
  ApiId,
  CommandGateway,
  CommandRoute,
  IdParam,
  type RequestContext,
  RequestInfo,
  Requires,
} from '#platform';
import { LIFT_EXAMPLES, RESTRICT_EXAMPLES } from './examples-erasure.js';
import { LiftRestrictionDto, RestrictProcessingDto } from './restriction.dto.js';
import { liftRestriction, restrictProcessing } from './subject-commands.js';

/** The route of one command: `POST /api/v1/subjects/{id}/<path>`. */
const Restriction = (path: string, summary: string, description: string): MethodDecorator =>
  applyDecorators(
    Post(`:id/${path}`),
    ApiId(),
    Requires('erasure.propose'),
    CommandRoute({
      summary,
      description,
      problems: [
        'subject.date-in-future',
        'subject.erased',
        'subject.merged',
        'subject.not-registered',
        'subject.reason-required',
        'personal.erased',
      ],
    }),
  );

/** Who is kept and not read. // Personal data, domain rules; docs/adr/022 */
@ApiController('subjects')
export class RestrictionController {
  constructor(private readonly gateway: CommandGateway) {}

  @Restriction(
    'restrict-processing',
    'Restrict processing · Hạn chế xử lý dữ liệu cá nhân',
    'The record is kept, and read by nobody but the director and the data-protection officer; cases that name the ' +
      'person go on, without the name.',
  )
  @ApiBody({ type: RestrictProcessingDto, examples: RESTRICT_EXAMPLES })
  restrict(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: RestrictProcessingDto,
  ): Promise<CommandResult> {
    return this.gateway.send(request, 'RestrictProcessing', body, restrictProcessing(id, body));
  }

  @Restriction(
    'lift-restriction',
    'Lift a restriction · Bỏ hạn chế xử lý',
    'The record may be read again by everybody who may read personal data.',
  )
  @ApiBody({ type: LiftRestrictionDto, examples: LIFT_EXAMPLES })
  lift(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: LiftRestrictionDto,
  ): Promise<CommandResult> {
    return this.gateway.send(request, 'LiftRestriction', body, liftRestriction(id, body));
  }
}
