import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody } from '@nestjs/swagger';
import { type CommandResult, idOf } from '#event-sourcing';
import {
  ApiController,
  ApiId,
  CommandGateway,
  CommandRoute,
  type History,
  HistoryDto,
  IdParam,
  ReadRoute,
  type RequestContext,
  RequestInfo,
  Requires,
} from '#platform';
import { type LikelyDuplicate } from '../queries/likely-duplicates.js';
import {
  FindLikelyDuplicates,
  FindSubjects,
  GetSubject,
  GetSubjectHistory,
} from '../queries/subjects.queries.js';
import { type SubjectPage, type SubjectView } from '../queries/views.js';
import { CHECK_EXAMPLES, CORRECT_EXAMPLES, REGISTER_EXAMPLES, SEARCH_EXAMPLES } from './examples.js';
import {
  LikelyDuplicatesDto,
  RegisteredSubjectDto,
  SubjectDto,
  SubjectPageDto,
} from './subject-answers.dto.js';
import { correctSubjectDetails, registerSubject } from './subject-commands.js';
import {
  CheckDuplicatesDto,
  CorrectSubjectDetailsDto,
  FindSubjectsDto,
  RegisterSubjectDto,
  SearchSubjectsDto,
} from './subject-input.dto.js';

const PAGE = 20;

const BODY_PROBLEMS = ['request.malformed', 'request.unsupported-media-type', 'request.too-large'];
const DETAIL_PROBLEMS = [
  'subject.contact-empty',
  'subject.date-in-future',
  'subject.field-not-of-kind',
  'subject.minor-contradicts-birth-date',
  'subject.name-required',
  'subject.province-unknown',
];

@ApiController('subjects')
export class SubjectsController {
  constructor(
    private readonly gateway: CommandGateway,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Requires('subject.command', 'personal.read')
  @CommandRoute({
    creates: true,
    summary: 'Register a person or legal entity',
    description: 'Likely duplicates come back as warnings: whoever is meant, the registration stands.',
    result: RegisteredSubjectDto,
    problems: [...DETAIL_PROBLEMS, 'subject.already-registered'],
  })
  @ApiBody({ type: RegisterSubjectDto, examples: REGISTER_EXAMPLES })
  async register(
    @RequestInfo() request: RequestContext,
    @Body() body: RegisterSubjectDto,
  ): Promise<CommandResult & { warnings: readonly LikelyDuplicate[] }> {
    // Asked first: an answer that fails must not leave a registration behind that its client does not know of.
    const alike = await this.queries.execute(new FindLikelyDuplicates(body, request.actor));
    const result = await this.gateway.send(request, 'RegisterSubject', body, registerSubject(body));
    return { ...result, warnings: alike.filter(({ id }) => id !== idOf(result.stream)) };
  }

  @Post('search')
  @HttpCode(200)
  @Requires('subject.read', 'personal.read')
  @ReadRoute({
    summary: 'Find subjects by name or identity number',
    description:
      'What is searched is personal, so it travels in the body: addresses end up in logs and browser histories. ' +
      'In the order of names; a search without letters or digits finds nobody.',
    type: SubjectPageDto,
    problems: [...BODY_PROBLEMS, 'request.cursor-invalid'],
  })
  @ApiBody({ type: SearchSubjectsDto, examples: SEARCH_EXAMPLES })
  search(@RequestInfo() { actor }: RequestContext, @Body() body: SearchSubjectsDto): Promise<SubjectPage> {
    const { limit = PAGE, after, ...criteria } = body;
    return this.queries.execute(new FindSubjects(criteria, { limit, after }, actor));
  }

  @Post('check-duplicates')
  @HttpCode(200)
  @Requires('subject.read', 'personal.read')
  @ReadRoute({
    summary: 'Who is registered already and may be the same, while a form is being filled in',
    type: LikelyDuplicatesDto,
    problems: BODY_PROBLEMS,
  })
  @ApiBody({ type: CheckDuplicatesDto, examples: CHECK_EXAMPLES })
  async checkDuplicates(
    @RequestInfo() { actor }: RequestContext,
    @Body() body: CheckDuplicatesDto,
  ): Promise<{ duplicates: readonly LikelyDuplicate[] }> {
    const { except, ...suspect } = body;
    return { duplicates: await this.queries.execute(new FindLikelyDuplicates(suspect, actor, except)) };
  }

  @Get()
  @Requires('subject.read')
  @ReadRoute({
    summary: 'List subjects in the order of their names',
    description: 'To find somebody by name or number, use `POST /subjects/search`.',
    type: SubjectPageDto,
    problems: ['request.cursor-invalid'],
  })
  list(@RequestInfo() request: RequestContext, @Query() query: FindSubjectsDto): Promise<SubjectPage> {
    const { limit = PAGE, after, kind } = query;
    return this.queries.execute(new FindSubjects({ kind }, { limit, after }, request.actor));
  }

  @Get(':id')
  @ApiId()
  @Requires('subject.read')
  @ReadRoute({
    summary: 'One subject as it stands',
    type: SubjectDto,
    document: true,
    problems: ['subject.not-registered'],
  })
  get(@RequestInfo() request: RequestContext, @IdParam() id: string): Promise<SubjectView> {
    return this.queries.execute(new GetSubject(id, request.actor));
  }

  @Get(':id/history')
  @ApiId()
  @Requires('subject.read', 'history.read')
  @ReadRoute({
    summary: 'Everything that was recorded about a subject, with what each event changed',
    type: HistoryDto,
    problems: ['subject.not-registered'],
  })
  history(@RequestInfo() request: RequestContext, @IdParam() id: string): Promise<History> {
    return this.queries.execute(new GetSubjectHistory(id, request.actor));
  }

  @Post(':id/correct-details')
  @ApiId()
  @Requires('subject.command', 'personal.read')
  @CommandRoute({
    summary: 'Correct details of a subject, with a reason',
    description:
      'Only what differs is recorded; a correction that changes nothing leaves the revision as it is.',
    problems: [
      ...DETAIL_PROBLEMS,
      'subject.erased',
      'subject.merged',
      'subject.not-registered',
      'subject.reason-required',
      'personal.erased',
    ],
  })
  @ApiBody({ type: CorrectSubjectDetailsDto, examples: CORRECT_EXAMPLES })
  correctDetails(
    @RequestInfo() request: RequestContext,
    @IdParam() id: string,
    @Body() body: CorrectSubjectDetailsDto,
  ): Promise<CommandResult> {
    return this.gateway.send(request, 'CorrectSubjectDetails', body, correctSubjectDetails(id, body));
  }
}
