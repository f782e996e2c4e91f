import { type DynamicModule, type FactoryProvider, Module, type ValueProvider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CommandProcessor, Sealer } from '#event-sourcing';
import { CommandGateway } from './http/command-gateway.js';
import { Office } from './office/office.js';
import { ProblemCatalogue } from './problems/problem-catalogue.js';
import { type Platform } from './stores/open-platform.js';
import { ProjectionRegistry } from './stores/projection-registry.js';
import { BLOB_STORE, CLOCK, CONFIG, EVENT_STORE, KEY_STORE, READ_STORE } from './stores/tokens.js';

/**
 * What every module may inject, in every process: the ports by their tokens, `Office`, `Sealer`, `CommandProcessor`,
 * `CommandGateway`, `ProjectionRegistry`, `ProblemCatalogue` and the buses.
 */
@Module({})
export class PlatformModule {
  /** The stores stay the caller's: it opened them before this module existed and closes them after it is gone. */
  static forRoot(platform: Platform): DynamicModule {
    const providers: (ValueProvider | FactoryProvider)[] = [
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
    const services = [CommandGateway, ProjectionRegistry, ProblemCatalogue];
    return {
      module: PlatformModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [...providers, ...services],
      exports: [CqrsModule, ...providers.map(({ provide }) => provide), ...services],
    };
  }
}
