import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationShutdown,
  type ValueProvider,
} from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CommandProcessor, Sealer } from '#event-sourcing';
import { DecisionRegistry } from './decisions/decision-registry.js';
import { CommandGateway } from './http/command-gateway.js';
import { Office } from './office/office.js';
import { ProblemCatalogue } from './problems/problem-catalogue.js';
import { type Platform } from './stores/open-platform.js';
import { ProjectionRegistry } from './stores/projection-registry.js';
import { BLOB_STORE, CLOCK, CONFIG, EVENT_STORE, KEY_STORE, PLATFORM, READ_STORE } from './stores/tokens.js';

/**
 * What every module may inject, in every process: the ports by their tokens, `Office`, `Sealer`, `CommandProcessor`,
 * `CommandGateway`, `DecisionRegistry`, `ProjectionRegistry`, `ProblemCatalogue` and the buses.
 */
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  /**
   * The application owns the platform: its stores close with it, after every `beforeApplicationShutdown`. Whatever uses
   * them on its own account (a runner) stops there or in `onModuleDestroy`.
   */
  static forRoot(platform: Platform): DynamicModule {
    const providers: ValueProvider[] = [
      { provide: PLATFORM, useValue: platform },
      { provide: CONFIG, useValue: platform.config },
      { provide: CLOCK, useValue: platform.clock },
      { provide: EVENT_STORE, useValue: platform.stores.events },
      { provide: READ_STORE, useValue: platform.stores.reads },
      { provide: KEY_STORE, useValue: platform.stores.keys },
      { provide: BLOB_STORE, useValue: platform.stores.blobs },
      { provide: Office, useValue: platform.office },
      { provide: Sealer, useValue: platform.sealer },
      { provide: CommandProcessor, useValue: platform.processor },
    ];
    const services = [CommandGateway, DecisionRegistry, ProjectionRegistry, ProblemCatalogue];
    return {
      module: PlatformModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [...providers, ...services],
      exports: [CqrsModule, ...providers.map(({ provide }) => provide), ...services],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.platform.close();
  }
}
