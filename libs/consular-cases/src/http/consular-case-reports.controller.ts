import { Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  ApiController,
  PROJECTION_PROGRESS,
  type ProjectionProgress,
  ReadRoute,
  type RequestContext,
  RequestInfo,
  Requires,
} from '#platform';
import { CountCases } from '../queries/cases.queries.js';
import { CaseFiguresDto, CaseReportDto } from './case-list.dto.js';
import { WindowDto, windowOf } from './case-query.dto.js';

const COUNTED =
  'Cases opened (received) in the window are counted, whatever happened to them later: a withdrawn case was opened, ' +
  'too; a merged one is not, as the one that stands for it is (G-8). Kinds and countries that are not known are counted as `unspecified` and `not_stated`.';

/** Counts, which name nobody. */
class Figures {
  constructor(
    protected readonly queries: QueryBus,
    private readonly projections: ProjectionProgress,
  ) {}

  protected async figures({ now }: RequestContext, query: WindowDto): Promise<CaseFiguresDto> {
    // Taken before the read models are asked, so that the answer holds at least this much.
    const asOf = new Date(Date.parse(now) - this.projections.progress().lagMs).toISOString();
    return { ...(await this.queries.execute(new CountCases(windowOf(query)))), asOf };
  }
}

@ApiController('consular-cases')
export class ConsularCaseFiguresController extends Figures {
  constructor(queries: QueryBus, @Inject(PROJECTION_PROGRESS) projections: ProjectionProgress) {
    super(queries, projections);
  }

  @Get('figures')
  @Requires('report.read')
  @ReadRoute({
    summary: 'How many cases were opened in a window, by kind, country, outcome and phase',
    description: COUNTED,
    type: CaseFiguresDto,
  })
  get(@RequestInfo() request: RequestContext, @Query() query: WindowDto): Promise<CaseFiguresDto> {
    return this.figures(request, query);
  }
}

@ApiController('reports')
export class ConsularCaseReportsController extends Figures {
  constructor(queries: QueryBus, @Inject(PROJECTION_PROGRESS) projections: ProjectionProgress) {
    super(queries, projections);
  }

  @Get('consular-cases')
  @Requires('report.read')
  @ReadRoute({
    summary: "The office's report on consular cases: how many were opened in a window, by kind and country",
    description: COUNTED,
    type: CaseReportDto,
  })
  async get(@RequestInfo() request: RequestContext, @Query() query: WindowDto): Promise<CaseReportDto> {
    const { byOutcome: _outcomes, byPhase: _phases, ...report } = await this.figures(request, query);
    return report;
  }
}
