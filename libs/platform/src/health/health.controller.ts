import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type EventStore, type ReadStore } from '#event-sourcing';
import { Public } from '../access/requires.js';
import { type ProjectionProgress } from '../stores/projection-progress.js';
import { EVENT_STORE, PROJECTION_PROGRESS, READ_STORE } from '../stores/tokens.js';
import { type CheckResult, probe, projectionCheck, readinessOf, type ReadinessResult } from './checks.js';

class Check implements CheckResult {
  @ApiProperty({ enum: ['up', 'down'] })
  readonly status!: 'up' | 'down';

  @ApiProperty({ required: false, description: 'What is wrong, or how far it has come.' })
  readonly detail?: string;
}

class Readiness implements ReadinessResult {
  @ApiProperty({ enum: ['up', 'down'] })
  readonly status!: 'up' | 'down';

  @ApiProperty({ type: 'object', additionalProperties: { type: 'object' } })
  readonly checks!: Record<string, Check>;
}

/** For whatever starts, restarts and routes to this process. */
@Controller('health')
@ApiTags('health')
@Public()
export class HealthController {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(PROJECTION_PROGRESS) private readonly projections: ProjectionProgress,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Both stores answer and every read model is built and moving' })
  @ApiResponse({ status: 200, type: Readiness })
  @ApiResponse({ status: 503, type: Readiness })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const [eventStore, readStore] = await Promise.all([
      probe(this.events.head()),
      probe(this.reads.checkpoint('health')),
    ]);
    const status = this.projections.status();
    const projections = projectionCheck(status, status.ready ? this.projections.progress().lagMs : 0);
    const readiness = readinessOf({ eventStore, readStore, projections });
    void reply.status(readiness.status === 'up' ? 200 : 503).header('Cache-Control', 'no-store');
    return readiness;
  }
}
