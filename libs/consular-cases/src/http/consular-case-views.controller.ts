import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type PastMoment } from '#event-sourcing';
import { ApiBody, ApiParam } from '@nestjs/swagger';
import {
  ApiController,
  ApiId,
  type History,
  HistoryDto,
  IdParam,
  Office,
  ReadRoute,
  type RequestContext,
  RequestInfo,
  Requires,
} from '#platform';
import { type CaseComparison } from '../queries/case-comparison.js';
import { type CaseView } from '../queries/case-view.js';
import {
  CompareCase,
  FindCases,
  GetCase,
  GetCaseHistory,
  GetFilesDue,
  GetMyWork,
  GetPastCase,
} from '../queries/cases.queries.js';
import { type CasePage } from '../queries/list-view.js';
import { type FilesDue, type MyWork } from '../queries/my-work.js';
import { FilesDueDto } from './archive.dto.js';
import { CaseKindsDto, caseKinds } from './case-kinds.dto.js';
import { CasePageDto, MyWorkDto } from './case-list.dto.js';
import { CaseComparisonDto } from './case-comparison.dto.js';
import { FilesDueQueryDto, FindCasesDto, MyWorkQueryDto, searchOf } from './case-query.dto.js';
import { CaseDto } from './case-view.dto.js';
import {
  CompareDto,
  comparedPoints,
  type MomentDto,
  PastDto,
  pastMomentOf,
  pastPointOf,
} from './past.dto.js';

const WORK_ITEMS = 10;

const SEARCH_EXAMPLES = {
  name: { summary: 'By name, without diacritics', value: { q: 'nong mau', phase: ['received', 'verified'] } },
  number: { summary: 'By number, however it is written', value: { q: 'bhcd 2022 7' } },
};

/** What is known about cases. Addresses with fixed words stand before those with an id. */
@ApiController('consular-cases')
export class ConsularCaseViewsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly office: Office,
  ) {}

  @Get()
  @Requires('case.read')
  @ReadRoute({
    summary: 'List cases: filtered, sorted, counted',
    description:
      'A name is better looked for with `POST /consular-cases/search`: addresses end up in histories. With `asAt` and ' +
      '`clock`, cases as they were, found, sorted and counted alike: people are named, and found by name, as they are ' +
      'known today, and the first question about a moment takes as long as the log is.',
    type: CasePageDto,
    problems: ['request.cursor-invalid', 'past.busy'],
  })
  list(@RequestInfo() reader: RequestContext, @Query() query: FindCasesDto): Promise<CasePage> {
    return this.queries.execute(new FindCases(...searchOf(query), reader, this.momentOf(query, reader)));
  }

  @Post('search')
  @HttpCode(200)
  @Requires('case.read')
  @ReadRoute({
    summary: 'List cases, with what is looked for in the body',
    description: 'As `GET /consular-cases`; names of people stay out of addresses.',
    type: CasePageDto,
    problems: [
      'request.cursor-invalid',
      'past.busy',
      'request.malformed',
      'request.unsupported-media-type',
      'request.too-large',
    ],
  })
  @ApiBody({ type: FindCasesDto, examples: SEARCH_EXAMPLES })
  search(@RequestInfo() reader: RequestContext, @Body() body: FindCasesDto): Promise<CasePage> {
    return this.queries.execute(new FindCases(...searchOf(body), reader, this.momentOf(body, reader)));
  }

  @Get('my-work')
  @Requires('case.read')
  @ReadRoute({ summary: 'What you and your unit have to do, what is due first in front', type: MyWorkDto })
  myWork(@RequestInfo() reader: RequestContext, @Query() { limit }: MyWorkQueryDto): Promise<MyWork> {
    return this.queries.execute(new GetMyWork(limit ?? WORK_ITEMS, reader));
  }

  @Get('due-files')
  @Requires('case.read')
  @ReadRoute({
    summary: 'Files that are to be closed, handed over to the archive, or reviewed; the longest due in front',
    description:
      'Nothing happens to a file because time passes (G-9, G-10, T-25). With `asAt` and `clock`, what was due then.',
    type: FilesDueDto,
    problems: ['past.busy'],
  })
  dueFiles(@RequestInfo() reader: RequestContext, @Query() query: FilesDueQueryDto): Promise<FilesDue> {
    const { limit = WORK_ITEMS } = query;
    return this.queries.execute(new GetFilesDue(limit, reader, this.momentOf(query, reader)));
  }

  @Get('kinds')
  @Requires('case.read')
  @ReadRoute({
    summary: 'The kinds of case with their fields, and every list of codes with its names',
    type: CaseKindsDto,
  })
  kinds(): CaseKindsDto {
    return caseKinds();
  }

  @Get('by-number/:number')
  @ApiParam({ name: 'number', example: 'BHCD-2022-0007', description: 'Padded or not.' })
  @Requires('case.read')
  @ReadRoute({
    summary: 'One case by its number',
    type: CaseDto,
    revision: true,
    problems: ['consular-case.not-opened'],
  })
  byNumber(@RequestInfo() reader: RequestContext, @Param('number') number: string): Promise<CaseView> {
    return this.queries.execute(new GetCase({ number }, reader));
  }

  @Get(':id')
  @ApiId()
  @Requires('case.read')
  @ReadRoute({
    summary: 'One case: as it stands with what can be done next, or as it was',
    description:
      'With `revision`, or `asAt` and `clock`, the case as it was; deadlines then stand as on that day, and there is ' +
      'no ETag.',
    type: CaseDto,
    revision: true,
    problems: ['consular-case.not-opened'],
  })
  get(
    @RequestInfo() reader: RequestContext,
    @IdParam() id: string,
    @Query() past: PastDto,
  ): Promise<CaseView> {
    const point = pastPointOf(past, { request: reader, office: this.office });
    return this.queries.execute(point ? new GetPastCase(id, point, reader) : new GetCase({ id }, reader));
  }

  @Get(':id/history')
  @ApiId()
  @Requires('case.read', 'history.read')
  @ReadRoute({
    summary: 'Everything that was recorded about a case, with what each event changed',
    type: HistoryDto,
    problems: ['consular-case.not-opened'],
  })
  history(@RequestInfo() reader: RequestContext, @IdParam() id: string): Promise<History> {
    return this.queries.execute(new GetCaseHistory(id, reader));
  }

  @Get(':id/compare')
  @ApiId()
  @Requires('case.read', 'history.read')
  @ReadRoute({
    summary: 'One case at two moments, field by field, with the events in between',
    description:
      '`from` and `to` may lie in any order. On the clock `occurred`, a fact that was recorded late stands where it ' +
      'happened, and a correction shows on both sides.',
    type: CaseComparisonDto,
    problems: ['consular-case.not-opened'],
  })
  compare(
    @RequestInfo() reader: RequestContext,
    @IdParam() id: string,
    @Query() query: CompareDto,
  ): Promise<CaseComparison> {
    const points = comparedPoints(query, { request: reader, office: this.office });
    return this.queries.execute(new CompareCase(id, points, reader));
  }

  private momentOf(asked: MomentDto, request: RequestContext): PastMoment | null {
    return pastMomentOf(asked, { request, office: this.office });
  }
}
