import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type EventStore, type ReadStore } from '#event-sourcing';
import { Public } from '../access/requires.js';
import { type ProjectionProgress } from '../stores/projection-progress.js';
import { EVENT_STORE, PROJECTION_PROGRESS, READ_STORE } from '../stores/tokens.js';

const CHECK_TIMEOUT_MS = 2000;

class Check {
  @ApiProperty({ enum: ['up', 'down'] })
  readonly status!: 'up' | 'down';

  @ApiProperty({ required: false, description: 'What is wrong, or how far it has come.' })
  readonly detail?: string;
}

class Readiness {
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
    const checks = { eventStore, readStore, projections: this.projectionCheck() };
    const up = Object.values(checks).every(({ status }) => status === 'up');
    void reply.status(up ? 200 : 503).header('Cache-Control', 'no-store');
    return { status: up ? 'up' : 'down', checks };
  }

  private projectionCheck(): Check {
    const { ready, rebuilding, parked, error } = this.projections.status();
    const building = rebuilding.map(
      ({ projection, events, share }) =>
        `${projection} is being built: ${events} events, ${Math.floor(share * 100)} %`,
    );
    const stuck = parked.map(
      ({ projection, cause, streams }) => `${projection}: ${streams} parked (${cause})`,
    );
    const detail = [...(error === undefined ? [] : [error]), ...building, ...stuck].join('; ');
    const up = ready && error === undefined && parked.length === 0;
    return { status: up ? 'up' : 'down', ...(detail !== '' && { detail }) };
  }
}

async function probe(question: Promise<unknown>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([question, late]);
    return { status: 'up' };
  } catch (error) {
    return { status: 'down', detail: error instanceof Error ? error.message : 'unknown' };
  } finally {
    clearTimeout(timer);
  }
}
