import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ConsularCasesModule } from '#consular-cases';
import {
  HttpModule,
  type Platform,
  PlatformModule,
  PROJECTION_PROGRESS,
  ProjectionHost,
  ProjectionRegistry,
  type RunnerLog,
} from '#platform';
import { SubjectsModule } from '#subjects';

/** The projections run inside this process, so it knows how fresh they are. */
@Global()
@Module({})
class ProjectionsModule {
  static forRoot(platform: Platform, log: RunnerLog): DynamicModule {
    return {
      module: ProjectionsModule,
      providers: [
        {
          provide: PROJECTION_PROGRESS,
          useFactory: (registry: ProjectionRegistry) => new ProjectionHost(platform, registry, log),
          inject: [ProjectionRegistry],
        },
      ],
      exports: [PROJECTION_PROGRESS],
    };
  }
}

/** The API of one office: the platform and the modules, nothing else. */
@Module({})
export class AppModule {
  static forRoot(platform: Platform, log: RunnerLog): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(platform),
        ProjectionsModule.forRoot(platform, log),
        HttpModule,
        SubjectsModule,
        ConsularCasesModule,
      ],
    };
  }
}
