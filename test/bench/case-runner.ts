import { join } from 'node:path';
import { consularCases } from '#consular-cases';
import {
  type EventStore,
  type KeyStore,
  type Projection,
  ProjectionRunner,
  type ReadStore,
  Sealer,
} from '#event-sourcing';
import { systemClock } from '#kernel';
import { loadOffice, type ModuleDescriptor, projectRoot } from '#platform';
import { noKeys, silent } from './quiet.js';

/** The read model of a module's first stream type, for the office whose profile the repository has. */
export function projectionOf({ streams }: ModuleDescriptor, keys: KeyStore): Projection {
  const office = loadOffice(join(projectRoot(), 'config', 'cao-bang.office.yaml'));
  const projection = streams[0]?.projection?.(office, keys);
  if (!projection) throw new Error('the module has no read model');
  return projection;
}

/** The read model of consular cases. */
export const caseProjection = projectionOf(consularCases, noKeys);

/** A runner of that one read model. */
export const caseRunner = (store: EventStore, readStore: ReadStore): ProjectionRunner =>
  new ProjectionRunner({
    store,
    readStore,
    sealer: new Sealer(noKeys),
    projections: [caseProjection],
    clock: systemClock,
    log: silent,
  });

export interface Rebuilt {
  readonly events: number;
  readonly seconds: number;
}

/** Builds the read model of consular cases in an empty read store. */
export async function rebuildCases(
  store: EventStore,
  readStore: ReadStore,
  onPage: () => void = () => undefined,
): Promise<Rebuilt> {
  let events = 0;
  const started = performance.now();
  await caseRunner(store, readStore).prepare((progress) => {
    events = progress.events;
    onPage();
  });
  return { events, seconds: (performance.now() - started) / 1000 };
}
