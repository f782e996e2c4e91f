import { Inject, Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from '../access/access.guard.js';
import { Authenticator, DemoAuthenticator } from '../access/authenticator.js';
import { demoWarnings } from '../access/demo-warning.js';
import { ReadinessGuard } from '../access/readiness.guard.js';
import { RouteCheck } from '../access/route-check.js';
import { type AppConfig } from '../config/config.js';
import { ApprovalsController } from '../decisions/approvals.controller.js';
import { FindApprovalsHandler } from '../decisions/approvals.handler.js';
import { HealthController } from '../health/health.controller.js';
import { LiveController } from '../live/live.controller.js';
import { LiveFeed } from '../live/live-feed.js';
import { OfficeController } from '../office/office.controller.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { ProblemsController } from '../problems/problems.controller.js';
import { ReadModels } from '../read-models/read-models.js';
import { ParkedDocumentsController, ReadModelsController } from '../read-models/read-models.controller.js';
import { CONFIG } from '../stores/tokens.js';
import { QueryGuard } from './query.guard.js';
import { validationPipe } from './validation-pipe.js';

/**
 * What every HTTP process has: access, validation, problem details, live updates and health. Needs a global module
 * that provides `PROJECTION_PROGRESS`.
 */
@Module({
  imports: [DiscoveryModule],
  controllers: [
    ApprovalsController,
    HealthController,
    LiveController,
    OfficeController,
    ParkedDocumentsController,
    ProblemsController,
    ReadModelsController,
  ],
  providers: [
    FindApprovalsHandler,
    LiveFeed,
    ProblemFilter,
    ReadModels,
    RouteCheck,
    { provide: Authenticator, useClass: DemoAuthenticator },
    { provide: APP_GUARD, useClass: ReadinessGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: QueryGuard },
    { provide: APP_FILTER, useExisting: ProblemFilter },
    { provide: APP_PIPE, useFactory: validationPipe },
  ],
})
export class HttpModule implements OnApplicationBootstrap {
  constructor(@Inject(CONFIG) private readonly config: AppConfig) {}

  onApplicationBootstrap(): void {
    const logger = new Logger('access');
    for (const warning of demoWarnings(this.config)) logger.warn(warning);
  }
}
