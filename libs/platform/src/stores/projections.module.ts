import { type DynamicModule, Global, Module } from '@nestjs/common';
import { type RunnerLog } from '#event-sourcing';
import { isServerMode } from '../config/config.js';
import { type Platform } from './open-platform.js';
import { PastReadModels } from './past-read-models.js';
import { ProjectionFollower } from './projection-follower.js';
import { ProjectionHost } from './projection-host.js';
import { type Projections } from './projection-progress.js';
import { ProjectionRegistry } from './projection-registry.js';
import { PROJECTION_PROGRESS } from './tokens.js';

/**
 * The read models of this process: folded inside it while a store lies in its folder, by the projector where any number
 * of processes share the servers. Whoever starts the process starts them. What they were in the past is folded in
 * whatever process is asked for it.
 */
@Global()
@Module({})
export class ProjectionsModule {
  static forRoot(platform: Platform, log: RunnerLog): DynamicModule {
    const projections = {
      provide: PROJECTION_PROGRESS,
      useFactory: (registry: ProjectionRegistry): Projections =>
        isServerMode(platform.config)
          ? new ProjectionFollower(platform, registry, log)
          : new ProjectionHost(platform, registry, log),
      inject: [ProjectionRegistry],
    };
    const past = {
      provide: PastReadModels,
      useFactory: (registry: ProjectionRegistry) => new PastReadModels(platform, registry, log),
      inject: [ProjectionRegistry],
    };
    return {
      module: ProjectionsModule,
      providers: [projections, past],
      exports: [PROJECTION_PROGRESS, PastReadModels],
    };
  }
}
