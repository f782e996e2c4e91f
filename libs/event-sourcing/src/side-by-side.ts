import { compareText } from './read-store-order.js';
import { type Document, type ReadCollection, type SavedDocument } from './read-store.port.js';

/** A document of one collection, and that of another with the same id; at least one of them is there. */
export type Pair = readonly [SavedDocument | undefined, SavedDocument | undefined];

/** Two scans, which both come in the order of ids, joined by id. */
export async function* sideBySide(
  one: ReadCollection,
  other: ReadCollection,
  pageSize?: number,
): AsyncGenerator<Pair, undefined, undefined> {
  const [left, right] = [documents(one, pageSize), documents(other, pageSize)];
  let [ours, theirs] = [await left.next(), await right.next()];
  while (!ours.done || !theirs.done) {
    const takeOurs = !ours.done && (theirs.done === true || isBefore(ours.value, theirs.value));
    const takeTheirs = !theirs.done && (ours.done === true || isBefore(theirs.value, ours.value));
    yield [takeOurs ? ours.value : undefined, takeTheirs ? theirs.value : undefined];
    if (takeOurs) ours = await left.next();
    if (takeTheirs) theirs = await right.next();
  }
}

const isBefore = (one: SavedDocument, other: SavedDocument): boolean => compareText(one.id, other.id) <= 0;

async function* documents(
  collection: ReadCollection<Document>,
  pageSize: number | undefined,
): AsyncGenerator<SavedDocument, undefined, undefined> {
  for await (const page of collection.scan(pageSize)) yield* page;
  return undefined;
}
