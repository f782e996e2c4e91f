import { type DynamicModule, Global, Module } from '@nestjs/common';
import { type RunnerLog } from '#event-sourcing';
import { type Platform } from './open-platform.js';
import { ProjectionHost } from './projection-host.js';
import { ProjectionRegistry } from './projection-registry.js';
import { PROJECTION_PROGRESS } from './tokens.js';

/** The projections run inside this process, so it knows how fresh they are. Whoever starts it starts the host. */
@Global()
@Module({})
export class ProjectionsModule {
  static forRoot(platform: Platform, log: RunnerLog): DynamicModule {
    const host = {
      provide: PROJECTION_PROGRESS,
      useFactory: (registry: ProjectionRegistry) => new ProjectionHost(platform, registry, log),
      inject: [ProjectionRegistry],
    };
    return { module: ProjectionsModule, providers: [host], exports: [PROJECTION_PROGRESS] };
  }
}
