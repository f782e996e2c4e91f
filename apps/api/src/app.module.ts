import { type DynamicModule, Module } from '@nestjs/common';
import { ConsularCasesModule } from '#consular-cases';
import { type RunnerLog } from '#event-sourcing';
import { HttpModule, type Platform, PlatformModule, ProjectionsModule } from '#platform';
import { SubjectsModule } from '#subjects';

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
