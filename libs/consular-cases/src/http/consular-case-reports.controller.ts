import { Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type PastMoment } from '#event-sourcing';
import { type Instant } from '#kernel';
import {
  ApiController,
  Office,
  PROJECTION_PROGRESS,
  type ProjectionProgress,
  ReadRoute,
  type RequestContext,
  RequestInfo,
  Requires,
} from '#platform';
import { CountCases } from '../queries/cases.queries.js';
import { CaseFiguresDto, CaseReportDto } from './case-list.dto.js';
import { FiguresDto, windowOf } from './case-query.dto.js';
import { pastMomentOf } from './past.dto.js';

const COUNTED =
  'Cases opened (received) in the window are counted, whatever happened to them later: a withdrawn case was opened, ' +
  'too; a merged one is not, as the one that stands for it is (G-8). With `asAt` and `clock`, as they were. Kinds and countries that are not known are counted as `unspecified` and `not_stated`.';

/** Counts, which name nobody. */
class Figures {
  constructor(
    protected readonly queries: QueryBus,
    private readonly projections: ProjectionProgress,
    private readonly office: Office,
  ) {}

  protected async figures(request: RequestContext, query: FiguresDto): Promise<CaseFiguresDto> {
    const at = pastMomentOf(query, { request, office: this.office });
    const knownUntil = this.knownUntil(request, at);
    return { ...(await this.queries.execute(new CountCases(windowOf(query), at))), asOf: knownUntil };
  }

  /** Taken before the read models are asked, so that the answer holds at least this much. */
  private knownUntil({ now }: RequestContext, at: PastMoment | null): Instant {
    if (at) return at.clock === 'recorded' && at.asAt < now ? at.asAt : now;
    return new Date(Date.parse(now) - this.projections.progress().lagMs).toISOString();
  }
}

@ApiController('consular-cases')
export class ConsularCaseFiguresController extends Figures {
  constructor(
    queries: QueryBus,
    @Inject(PROJECTION_PROGRESS) projections: ProjectionProgress,
    office: Office,
  ) {
    super(queries, projections, office);
  }

  @Get('figures')
  @Requires('report.read')
  @ReadRoute({
    summary: 'How many cases were opened in a window, by kind, country, outcome and phase',
    description: COUNTED,
    type: CaseFiguresDto,
    problems: ['past.busy'],
  })
  get(@RequestInfo() request: RequestContext, @Query() query: FiguresDto): Promise<CaseFiguresDto> {
    return this.figures(request, query);
  }
}

@ApiController('reports')
export class ConsularCaseReportsController extends Figures {
  constructor(
    queries: QueryBus,
    @Inject(PROJECTION_PROGRESS) projections: ProjectionProgress,
    office: Office,
  ) {
    super(queries, projections, office);
  }

  @Get('consular-cases')
  @Requires('report.read')
  @ReadRoute({
    summary: "The office's report on consular cases: how many were opened in a window, by kind and country",
    description: COUNTED,
    type: CaseReportDto,
    problems: ['past.busy'],
  })
  async get(@RequestInfo() request: RequestContext, @Query() query: FiguresDto): Promise<CaseReportDto> {
    const { byOutcome: _outcomes, byPhase: _phases, ...report } = await this.figures(request, query);
    return report;
  }
}
