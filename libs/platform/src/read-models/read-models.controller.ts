import { Body, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiParam } from '@nestjs/swagger';
import { Requires } from '../access/requires.js';
import { type RequestContext, RequestInfo } from '../http/request-context.js';
import { ApiController, ReadRoute } from '../http/routes.js';
import { type ProjectionProgress } from '../stores/projection-progress.js';
import { PROJECTION_PROGRESS } from '../stores/tokens.js';
import {
  ParkedDocumentsDto,
  ReadModelDto,
  REBUILD_EXAMPLES,
  RebuildReadModelDto,
  RetriedDto,
  RETRY_EXAMPLES,
  RetryParkedDto,
} from './read-model.dto.js';
import { ReadModels, type ReadModelStatus } from './read-models.js';

const BODY_PROBLEMS = ['request.malformed', 'request.unsupported-media-type', 'request.too-large'];

const Name = (): MethodDecorator => ApiParam({ name: 'name', example: 'consular-cases' });

/** The read models: what is live, how far it is, and how it is built again while it goes on. */
@ApiController('read-models')
export class ReadModelsController {
  constructor(
    private readonly models: ReadModels,
    @Inject(PROJECTION_PROGRESS) private readonly projections: ProjectionProgress,
  ) {}

  @Get()
  @Requires('read-model.manage')
  @ReadRoute({
    summary: 'The read models: version, position, lag, documents, parked streams, rebuild',
    type: ReadModelDto,
    list: true,
  })
  async list(): Promise<ReadModelDto[]> {
    return (await this.models.list()).map((status) => this.shown(status));
  }

  @Get(':name')
  @Name()
  @Requires('read-model.manage')
  @ReadRoute({ summary: 'One read model', type: ReadModelDto, problems: ['read-model.unknown'] })
  async get(@Param('name') name: string): Promise<ReadModelDto> {
    return this.shown(await this.models.get(name));
  }

  @Post(':name/rebuild')
  @ApiBody({ type: RebuildReadModelDto, examples: REBUILD_EXAMPLES })
  @Name()
  @Requires('read-model.manage')
  @ReadRoute({
    summary: 'Build a read model again from the log, beside the live one',
    description:
      'The live version goes on answering and following the log. The new one is compared with it document by ' +
      'document, then takes its place in one step. One read model at a time.',
    type: ReadModelDto,
    accepted: true,
    problems: ['read-model.unknown', 'read-model.rebuild-running', 'read-model.not-kept', ...BODY_PROBLEMS],
  })
  async rebuild(
    @RequestInfo() { actor }: RequestContext,
    @Param('name') name: string,
    @Body() { onDifferences = 'switch' }: RebuildReadModelDto,
  ): Promise<ReadModelDto> {
    return this.shown(await this.models.rebuild(name, onDifferences, actor));
  }

  @Post(':name/rebuild/cancel')
  @Name()
  @Requires('read-model.manage')
  @ReadRoute({
    summary: 'Leave a rebuild: the live version stays as it is',
    type: ReadModelDto,
    accepted: true,
    problems: [
      'read-model.unknown',
      'read-model.rebuild-not-running',
      'read-model.not-kept',
      ...BODY_PROBLEMS,
    ],
  })
  async cancel(@RequestInfo() { actor }: RequestContext, @Param('name') name: string): Promise<ReadModelDto> {
    return this.shown(await this.models.cancelRebuild(name, actor));
  }

  private shown(status: ReadModelStatus): ReadModelDto {
    return { ...status, lagMs: Math.round(this.projections.progress().lagMs) };
  }
}

/** Streams that a read model could not fold. Everything else goes on without them. */
@ApiController('parked-documents', 'read-models')
export class ParkedDocumentsController {
  constructor(private readonly models: ReadModels) {}

  @Get()
  @Requires('read-model.manage')
  @ReadRoute({ summary: 'Streams that a read model could not fold, by cause', type: ParkedDocumentsDto })
  async list(): Promise<ParkedDocumentsDto> {
    const parked = await this.models.parked();
    return { items: parked.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
  }

  @Post('retry')
  @ApiBody({ type: RetryParkedDto, examples: RETRY_EXAMPLES })
  @Requires('read-model.manage')
  @ReadRoute({
    summary: 'Fold parked streams again: those that are named, or all',
    type: RetriedDto,
    problems: ['read-model.not-parked', 'read-model.not-kept', ...BODY_PROBLEMS],
  })
  retry(@RequestInfo() { actor }: RequestContext, @Body() { ids }: RetryParkedDto): Promise<RetriedDto> {
    return this.models.retry(ids, actor);
  }
}

const keyOf = ({ projection, cause, stream }: Readonly<Record<'projection' | 'cause' | 'stream', string>>) =>
  `${projection} ${cause} ${stream}`;
