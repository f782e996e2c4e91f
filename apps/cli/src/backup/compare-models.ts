import { isDeepStrictEqual } from 'node:util';
import {
  collectionOf,
  type Document,
  type Projection,
  type ReadCollection,
  type ReadStore,
  type SavedDocument,
} from '#event-sourcing';

/** How the documents of a rebuilt read model stand to the live ones. */
export interface Comparison {
  /** Folded up to the same event, and equal. */
  same: number;
  /** Folded up to the same event, and not equal. */
  different: number;
  /** Live, and folded further, or not there at the time of the backup. */
  newer: number;
  /** Live documents that are missing, or folded less far. */
  older: number;
  /** Id of the first document that is not as it should be. */
  first?: string;
}

/** `null` when another version of the read model is live, or none. */
export async function compareModel(
  projection: Projection,
  rebuilt: ReadStore,
  live: ReadStore,
): Promise<Comparison | null> {
  const definition = collectionOf(projection);
  if ((await live.liveVersion(definition.name)) !== definition.version) return null;
  const comparison: Comparison = { same: 0, different: 0, newer: 0, older: 0 };
  const pairs = sideBySide(await rebuilt.collection(definition), await live.collection(definition));
  for await (const [ours, theirs] of pairs) {
    const verdict = verdictOf(ours, theirs);
    comparison[verdict] += 1;
    if (verdict === 'different' || verdict === 'older') comparison.first ??= ours?.id ?? '';
  }
  return comparison;
}

function verdictOf(ours?: SavedDocument, theirs?: SavedDocument): 'same' | 'different' | 'newer' | 'older' {
  if (!ours) return 'newer';
  if (!theirs || theirs.revision < ours.revision) return 'older';
  if (theirs.revision > ours.revision) return 'newer';
  return isDeepStrictEqual(ours.body, theirs.body) ? 'same' : 'different';
}

/** Two scans, which both come in the order of ids, joined by id. */
async function* sideBySide(
  one: ReadCollection,
  other: ReadCollection,
): AsyncIterable<[SavedDocument?, SavedDocument?]> {
  const [left, right] = [documents(one), documents(other)];
  let [ours, theirs] = [await left.next(), await right.next()];
  while (!ours.done || !theirs.done) {
    const takeOurs = !ours.done && (theirs.done === true || ours.value.id <= theirs.value.id);
    const takeTheirs = !theirs.done && (ours.done === true || theirs.value.id <= ours.value.id);
    yield [takeOurs ? ours.value : undefined, takeTheirs ? theirs.value : undefined];
    if (takeOurs) ours = await left.next();
    if (takeTheirs) theirs = await right.next();
  }
}

async function* documents(
  collection: ReadCollection<Document>,
): AsyncGenerator<SavedDocument, undefined, undefined> {
  for await (const page of collection.scan()) yield* page;
  return undefined;
}
