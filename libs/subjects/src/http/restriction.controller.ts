import { applyDecorators, Body, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { type CommandResult } from '#event-sourcing';
import {
  ApiController,
  ApiId,
  CommandGateway,
  CommandRoute,
  IdParam,
  type Permission,
  type RequestContext,
  RequestInfo,
  Requires,
} from '#platform';
import { LIFT_EXAMPLES, RESTRICT_EXAMPLES } from './examples-erasure.js';
import { LiftRestrictionDto, RestrictProcessingDto } from './restriction.dto.js';
import { liftRestriction, restrictProcessing } from './subject-commands.js';

interface About {
  readonly summary: string;
  readonly description: string;
}

/** The route of one command: `POST /api/v1/subjects/{id}/<path>`. */
const Restriction = (path: string, permission: Permission, about: About): MethodDecorator =>
  applyDecorators(
    Post(`:id/${path}`),
    ApiId(),
    Requires(permission),
    CommandRoute({
      ...about,
      problems: [
        'subject.date-in-future',
        'subject.erased',
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

  @Restriction('restrict-processing', 'erasure.propose', {
    summary: 'Restrict processing · Hạn chế xử lý dữ liệu cá nhân',
    description:
      'The record, and every other record of the same person, is kept, and read by nobody but the director and the ' +
      'data-protection officer; cases that name the person go on, without the name. A merged record can be restricted, too.',
  })
  @ApiBody({ type: RestrictProcessingDto, examples: RESTRICT_EXAMPLES })
  restrict(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: RestrictProcessingDto,
  ): Promise<CommandResult> {
    return this.gateway.send(request, 'RestrictProcessing', body, restrictProcessing(id, body));
  }

  @Restriction('lift-restriction', 'restricted.read', {
    summary: 'Lift a restriction · Bỏ hạn chế xử lý',
    description:
      'By the director or the data-protection officer. The record may be read again by everybody who may read personal ' +
      'data, unless another record of the same person is restricted still.',
  })
  @ApiBody({ type: LiftRestrictionDto, examples: LIFT_EXAMPLES })
  lift(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: LiftRestrictionDto,
  ): Promise<CommandResult> {
    return this.gateway.send(request, 'LiftRestriction', body, liftRestriction(id, body));
  }
}
