import {
  collectionKey,
  definitionOf,
  type EventStore,
  isSelfChecking,
  liveCollection,
  PARKED_DOCUMENTS,
  ParkedDocuments,
  type Projection,
  type ReadStore,
  START,
} from '#event-sourcing';
import { PROJECTIONS_LEASE } from '#platform';
import { counted } from '../output/values.js';
import { type Check, check, note, ok, skipped, wrong } from './check.js';

/** The store's own files are whole. */
export const checkFiles = (name: string, store: EventStore | ReadStore): Promise<Check> =>
  check(name, async () => {
    if (!isSelfChecking(store))
      return skipped('it answers; its files are examined by the server’s own tools');
    const faults = await store.check();
    return faults.length === 0 ? ok('opens, and its file is whole') : wrong(faults.join('; '));
  });

/** What a read model's freshness is judged by. */
export interface Freshness {
  readonly log: EventStore;
  readonly reads: ReadStore;
  /** Waits as long as a running server may need to catch up; absent when none runs. */
  readonly patience?: () => Promise<void>;
}

/** One read model is live and has seen the whole log. */
export const checkProjection = (projection: Projection, freshness: Freshness): Promise<Check> =>
  check(`read-model ${projection.name}`, async () => {
    const { name, version: wanted } = projection;
    const version = await freshness.reads.liveVersion(name);
    if (version === null || version === 'none')
      return note('not built yet; the server builds it when it starts');
    if (definitionOf(version) !== wanted)
      return note(`version ${version} is live; ${wanted} is built when the server starts`);
    if ((await positionOf(projection, freshness)) > (await freshness.log.end()))
      return wrong(
        'it has seen more than the log holds, which is an older one: the server builds it again when it starts',
      );
    const behind = await eventsBehind(projection, freshness);
    if (behind === 0) return ok(`version ${version} has seen the whole log`);
    const lag = `${counted(behind, 'event')} behind the log`;
    if (!freshness.patience) return note(`${lag}; the server catches up when it starts`);
    const before = await positionOf(projection, freshness);
    await freshness.patience();
    if ((await eventsBehind(projection, freshness)) === 0) return ok(`version ${version} keeps up`);
    const moves = (await positionOf(projection, freshness)) !== before;
    return moves ? note(`${lag} and catching up`) : wrong(`${lag}, and it does not move`);
  });

/** Who folds events into the read models, where a projector does; `null` while none runs. */
export const keeperOf = (reads: ReadStore): Promise<string | null> =>
  reads.leases.holder(PROJECTIONS_LEASE.name);

export const checkKeeper = (keeper: string | null): Promise<Check> =>
  check('projector', () =>
    keeper === null ? note('none is running; read models stay as they are') : ok(`${keeper} works`),
  );

/** No stream is one that a read model could not fold. */
export const checkParked = (reads: ReadStore): Promise<Check> =>
  check('parked-documents', async () => {
    if ((await reads.versions(PARKED_DOCUMENTS.name)).length === 0) return ok('none');
    const parked = (await ParkedDocuments.open(reads)).list();
    if (parked.length === 0) return ok('none');
    const causes = Map.groupBy(parked, ({ projection, cause }) => `${projection}: ${cause}`);
    const lines = [...causes].map(([cause, { length }]) => `${counted(length, 'stream')} (${cause})`);
    return wrong(`${lines.join('; ')}. Mend the cause, then run cotmoc rebuild.`);
  });

async function positionOf(projection: Projection, { reads }: Freshness): Promise<string> {
  const { name, version } = (await liveCollection(reads, projection)) ?? projection;
  return (await reads.checkpoint(collectionKey(name, version)))?.position ?? START;
}

async function eventsBehind(projection: Projection, freshness: Freshness): Promise<number> {
  const after = await positionOf(projection, freshness);
  const filter = { categories: [projection.codec.category] };
  let count = 0;
  for await (const { events } of freshness.log.readAll({ after, filter })) count += events.length;
  return count;
}
