import { Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Requires } from '../access/requires.js';
import { Integer } from '../dto/values.js';
import { type RequestContext, RequestInfo } from '../http/request-context.js';
import { ApiController, ReadRoute } from '../http/routes.js';
import { type Approvals, FindApprovals } from './approvals.handler.js';
import { ApprovalsDto } from './decision.dto.js';

const PAGE = 50;

class ApprovalsQueryDto {
  @Integer({ optional: true, query: true, min: 1, max: 200, example: PAGE })
  readonly limit?: number;
}

@ApiController('approvals')
export class ApprovalsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('approval.read')
  @ReadRoute({
    summary: 'What waits for your decision, the longest waiting first',
    description:
      'Nothing that you proposed or recorded yourself. The decision is sent to `{record.href}/decide-proposal`, with ' +
      'the revision of the record that you looked at in If-Match.',
    type: ApprovalsDto,
  })
  approvals(
    @RequestInfo() reader: RequestContext,
    @Query() { limit = PAGE }: ApprovalsQueryDto,
  ): Promise<Approvals> {
    return this.queries.execute(new FindApprovals(limit, reader));
  }
}
