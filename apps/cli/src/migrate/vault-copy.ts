import {
  type BlobStore,
  hasMovableBlobs,
  hasMovableKeys,
  type KeptKey,
  type KeyStore,
  type MovableBlobs,
  type MovableKeys,
} from '#event-sourcing';
import { Refusal } from '../failures.js';

type Keys = KeyStore & MovableKeys;

/** What the source has of something, and how much of it was not in the target yet. */
export interface Copied {
  readonly total: number;
  readonly copied: number;
}

/** The code of a target that holds anything else than this office. */
export const FOREIGN = 'migrate.foreign-target';

type OnProgress = (share: number, done: number) => void;

/**
 * Copies the keys, wrapped as they are, destroys in the target what was destroyed in the source, and compares all.
 * @throws Refusal when the target holds keys that the source knows nothing of
 */
export async function copyKeys(from: KeyStore, to: KeyStore, onProgress: OnProgress): Promise<Copied> {
  const [source, target] = [movableKeys(from), movableKeys(to)];
  const before = await ownKeys(source, target);
  const { length: total } = await all(source.keptKeys());
  let done = 0;
  for await (const page of source.keptKeys()) {
    await target.keep(page);
    onProgress((done += page.length) / Math.max(1, total), done);
  }
  // Last: whoever is erased while keys are copied is erased there too.
  for (const owner of await all(source.destroyedOwners())) await target.destroy(owner);
  for await (const page of source.keptKeys())
    await Promise.all(page.map((key) => assertSame(source, target, key)));
  return { total, copied: Math.max(0, total - before) };
}

/** How many keys of the source the target has already. @throws Refusal when it has others */
async function ownKeys(source: Keys, target: Keys): Promise<number> {
  const destroyed = new Set(await all(source.destroyedOwners()));
  let count = 0;
  for await (const page of target.keptKeys()) {
    for (const { id, owners } of page) {
      if (await source.find(id)) count += 1;
      else if (!owners.some((owner) => destroyed.has(owner)))
        throw new Refusal(
          `The target holds a key (${id}) that is none of this office’s: name an empty store.`,
          FOREIGN,
        );
    }
  }
  return count;
}

/** One that the target must not have, of somebody erased whose keys the source still has, is the same, too. */
async function assertSame(source: Keys, target: Keys, { id, owners }: KeptKey): Promise<void> {
  const [ours, theirs] = await Promise.all([source.find(id), target.find(id)]);
  if (!ours || (theirs && Buffer.compare(ours.secret, theirs.secret) === 0)) return;
  if (!theirs && (await all(target.destroyedOwners())).some((owner) => owners.includes(owner))) return;
  throw new Refusal(`The key ${id} is not the same in the target.`, FOREIGN);
}

/** Attachments that are read back and compared, spread over all of them. */
const SAMPLE = 100;

/**
 * Copies the attachments, sealed as they are, and compares a sample.
 * @throws Refusal when the target holds attachments that the source does not have
 */
export async function copyBlobs(from: BlobStore, to: BlobStore, onProgress: OnProgress): Promise<Copied> {
  const [source, target] = [movableBlobs(from), movableBlobs(to)];
  const names = new Set(await all(source.names()));
  const there = new Set(await all(target.names()));
  const foreign = [...there].find((name) => !names.has(name));
  if (foreign !== undefined)
    throw new Refusal(
      `The target holds an attachment (${foreign}) that is none of this office’s: name an empty store.`,
      FOREIGN,
    );
  const step = Math.ceil(names.size / SAMPLE);
  let done = 0;
  for (const name of names) {
    if (!there.has(name)) await target.keep(name, await sealed(source, name));
    if (done % step === 0 && Buffer.compare(await sealed(source, name), await sealed(target, name)) !== 0)
      throw new Refusal(`The attachment ${name} is not the same in the target.`, FOREIGN);
    done += 1;
    onProgress(done / names.size, done);
  }
  return { total: names.size, copied: names.size - there.size };
}

async function sealed(store: MovableBlobs, name: string): Promise<Uint8Array> {
  const content = await store.sealed(name);
  if (content) return content;
  throw new Refusal(`The attachment ${name} is not where it was a moment ago.`);
}

function movableKeys(store: KeyStore): Keys {
  if (hasMovableKeys(store)) return store;
  throw new Refusal('The keys of this store cannot be moved.');
}

function movableBlobs(store: BlobStore): BlobStore & MovableBlobs {
  if (hasMovableBlobs(store)) return store;
  throw new Refusal('The attachments of this store cannot be moved.');
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}
