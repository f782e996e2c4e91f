import { existsSync } from 'node:fs';
import {
  collectionKey,
  liveCollection,
  type Position,
  type Projection,
  type ReadStore,
  START,
} from '#event-sourcing';
import {
  type AppConfig,
  isEmbedded,
  type ModuleDescriptor,
  openReadStore,
  type Platform,
  projectionsOf,
  shownUrl,
} from '#platform';
import { type Check, note, ok, skipped, wrong } from '../doctor/check.js';
import { grouped } from '../output/values.js';
import { compareModels, type Comparison } from './compare-models.js';

type Result = Omit<Check, 'name'>;

/** Compares rebuilt read models with the live ones, wherever both are folded up to the same event. */
export async function checkAgainstLive(
  { stores, office }: Platform,
  { readStore, eventStore }: AppConfig,
  end: Position,
  modules: readonly ModuleDescriptor[],
): Promise<Result> {
  if (isEmbedded(readStore) && !existsSync(readStore.location))
    return skipped(`there are no live read models at ${shownUrl(readStore)}`);
  // A log on a server counts its places in another way than the copy of it in a file.
  const head = isEmbedded(eventStore) ? end : null;
  const live = await openReadStore(readStore, { readOnly: true });
  try {
    const results: Result[] = [];
    for (const projection of projectionsOf(modules, office, stores.keys))
      results.push(await checkModel(projection, stores.reads, live, head));
    const worst = (['wrong', 'note', 'skipped'] as const).find((status) =>
      results.some((one) => one.status === status),
    );
    return { status: worst ?? 'ok', detail: results.map(({ detail }) => detail).join('; ') };
  } finally {
    await live.close();
  }
}

async function checkModel(
  projection: Projection,
  rebuilt: ReadStore,
  live: ReadStore,
  head: Position | null,
): Promise<Result> {
  const { name, version } = projection;
  const [ours, theirs] = [await liveCollection(rebuilt, projection), await liveCollection(live, projection)];
  if (!ours || !theirs) return skipped(`${name}: version ${version} is not the live one`);
  const comparison = await compareModels(
    { store: rebuilt, definition: ours },
    { store: live, definition: theirs },
  );
  const position = (await live.checkpoint(collectionKey(name, theirs.version)))?.position ?? START;
  return judged(name, comparison, head === null ? NaN : position < head ? -1 : position > head ? 1 : 0);
}

/** `distance`: whether the live read model is before, at or beyond the end of the backup; NaN when nobody knows. */
function judged(
  name: string,
  { same, different, newer, older, first }: Comparison,
  distance: number,
): Result {
  if (different > 0)
    return wrong(`${name}: ${grouped(different)} not as the log says, the first is ${first}`);
  if (older > 0 && distance >= 0)
    return wrong(`${name}: ${grouped(older)} missing or left behind, the first is ${first}`);
  if (newer > 0 && distance === 0)
    return wrong(`${name}: ${grouped(newer)} there that no event accounts for`);
  const equal = `${name}: ${grouped(same)} equal`;
  if (older > 0) return note(`${equal}, ${grouped(older)} not built that far yet`);
  return ok(newer > 0 ? `${equal}, ${grouped(newer)} changed since` : equal);
}
