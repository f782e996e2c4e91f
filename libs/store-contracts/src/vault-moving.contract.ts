import { randomBytes, randomUUID } from 'node:crypto';
import {
  type BlobStore,
  KeyDestroyed,
  type KeptKey,
  type KeyStore,
  type MovableBlobs,
  type MovableKeys,
} from '#event-sourcing';

/** Keys and attachments sealed with them. */
export interface OpenedVault {
  readonly keys: KeyStore & MovableKeys;
  readonly blobs: BlobStore & MovableBlobs;
}

/** Two vaults under one master key, and a third one under another. */
export interface OpenedVaults {
  readonly from: OpenedVault;
  readonly to: OpenedVault;
  readonly foreign: OpenedVault;
  cleanup(): Promise<void>;
}

const newOwner = (): string => `subject-${randomUUID()}`;

/** Everything that is given in pages. */
async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

async function moveKeys(from: MovableKeys, to: MovableKeys): Promise<void> {
  for await (const page of from.keptKeys()) await to.keep(page);
}

async function moveBlobs(from: MovableBlobs, to: MovableBlobs): Promise<void> {
  for (const name of await all(from.names())) await to.keep(name, (await from.sealed(name))!);
}

/** The contract of `MovableKeys` and `MovableBlobs` as a Jest suite. */
export function vaultMovingContract(name: string, factory: () => Promise<OpenedVaults>): void {
  describe(`moving a vault from ${name}`, () => {
    let opened: OpenedVaults;
    let from: OpenedVault;
    let to: OpenedVault;

    beforeEach(async () => {
      opened = await factory();
      ({ from, to } = opened);
    });
    afterEach(() => opened.cleanup());

    it('moves every key, however many, with its owners', async () => {
      const owners = Array.from({ length: 1200 }, newOwner);
      const keys = await Promise.all(owners.map((owner) => from.keys.keyFor([owner])));
      const shared = await from.keys.keyFor(owners.slice(0, 3));
      await moveKeys(from.keys, to.keys);
      for (const at of [0, 1, 499, 500, 501, 1199]) {
        expect(await to.keys.find(keys[at]!.id)).toEqual(keys[at]);
        expect(await to.keys.keyFor([owners[at]!])).toEqual(keys[at]);
      }
      const ids = async ({ keys: store }: OpenedVault) => (await all(store.keptKeys())).map(({ id }) => id);
      expect(await ids(to)).toEqual(await ids(from));
      expect(await ids(to)).toHaveLength(1201);
      // Who has a share in a key destroys it there too.
      expect(await to.keys.destroy(owners[2]!)).toBe(2);
      expect(await to.keys.find(shared.id)).toBeNull();
    });

    it('tells the keys as they are kept, and nothing of what is in them', async () => {
      const [a, b] = [newOwner(), newOwner()].sort() as [string, string];
      const { id, secret } = await from.keys.keyFor([b, a]);
      const kept = await all(from.keys.keptKeys());
      expect(kept).toEqual([{ id, owners: [a, b], wrapped: expect.anything() as Uint8Array }]);
      expect(Buffer.from(kept[0]!.wrapped).includes(Buffer.from(secret))).toBe(false);
    });

    it('moves again without harm', async () => {
      const key = await from.keys.keyFor([newOwner()]);
      await moveKeys(from.keys, to.keys);
      await moveKeys(from.keys, to.keys);
      expect(await to.keys.find(key.id)).toEqual(key);
      expect(await all(to.keys.keptKeys())).toHaveLength(1);
    });

    it('tells who was destroyed, and brings no key of theirs back', async () => {
      const [a, b, c] = [newOwner(), newOwner(), newOwner()];
      const [lost, shared, kept] = [
        await from.keys.keyFor([a]),
        await from.keys.keyFor([a, b]),
        await from.keys.keyFor([c]),
      ];
      const old = await all(from.keys.keptKeys());
      await from.keys.destroy(a);
      expect(await all(from.keys.destroyedOwners())).toEqual([a]);

      for (const owner of await all(from.keys.destroyedOwners())) await to.keys.destroy(owner);
      await to.keys.keep(old);
      expect(await to.keys.find(lost.id)).toBeNull();
      expect(await to.keys.find(shared.id)).toBeNull();
      expect(await to.keys.find(kept.id)).toEqual(kept);
      await expect(to.keys.keyFor([a])).rejects.toBeInstanceOf(KeyDestroyed);
    });

    it('keeps neither another key under the same id, nor one under another master key', async () => {
      const owner = newOwner();
      const own = await to.keys.keyFor([owner]);
      await from.keys.keyFor([owner]);
      await expect(moveKeys(from.keys, to.keys)).rejects.toThrow('has another key under');
      await opened.foreign.keys.keyFor([newOwner()]);
      await expect(moveKeys(opened.foreign.keys, to.keys)).rejects.toThrow();
      expect((await all<KeptKey>(to.keys.keptKeys())).map(({ id }) => id)).toEqual([own.id]);
    });

    it('has nothing to tell when it is new', async () => {
      const { keys, blobs } = from;
      expect(
        await Promise.all([all(keys.keptKeys()), all(keys.destroyedOwners()), all(blobs.names())]),
      ).toEqual([[], [], []]);
      expect(await blobs.sealed('0'.repeat(64))).toBeNull();
    });

    it('moves attachments as they are sealed, and they open there', async () => {
      const contents = [Buffer.alloc(0), Buffer.from('hộ chiếu'), randomBytes(700_000)];
      const references = await Promise.all(contents.map((content) => from.blobs.put(content, ['subject-1'])));
      await moveKeys(from.keys, to.keys);
      await moveBlobs(from.blobs, to.blobs);
      await moveBlobs(from.blobs, to.blobs);
      for (const [at, reference] of references.entries())
        expect(Buffer.compare((await to.blobs.get(reference))!, contents[at]!)).toBe(0);
      expect(await all(to.blobs.names())).toEqual(await all(from.blobs.names()));
      const [name] = await all(from.blobs.names());
      expect(await to.blobs.sealed(name!)).toEqual(await from.blobs.sealed(name!));
      // Put there once more, it is known.
      expect(await to.blobs.put(contents[1]!, ['subject-1'])).toEqual(references[1]);
      expect(await all(to.blobs.names())).toHaveLength(3);
    });
  });
}
