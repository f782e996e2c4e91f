import { type BeforeApplicationShutdown } from '@nestjs/common';
import {
  type Document,
  type PastLines,
  type PastMoment,
  PastModels,
  type Projection,
  type RunnerLog,
} from '#event-sourcing';
import { type Platform } from './open-platform.js';
import { openScratchStore } from './open-stores.js';
import { type ProjectionRegistry } from './projection-registry.js';

/** The read models as they stood at moments of the past. // docs/adr/023 */
export class PastReadModels implements BeforeApplicationShutdown {
  private readonly models: PastModels;

  constructor({ stores, office }: Platform, registry: ProjectionRegistry, log: RunnerLog) {
    this.models = new PastModels({
      store: stores.events,
      live: (projection) => registry.collection(projection),
      startOfDay: (day) => office.startOfDay(day),
      openScratch: openScratchStore,
      log,
    });
  }

  /** Asks the lines of `projection` as they stood at `moment`. @throws StoreUnavailable, or what `ask` throws */
  ask<D extends Document, T>(
    projection: Projection<D>,
    moment: PastMoment,
    ask: (lines: PastLines) => Promise<T>,
  ): Promise<T> {
    return this.models.ask(projection, moment, ask);
  }

  /** Before the log is closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.models.close();
  }
}
