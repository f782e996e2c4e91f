import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type BlobReference, type BlobStore, KeyDestroyed, type KeyStore } from '#event-sourcing';

/** A key store opened for one test. */
export interface OpenedKeyStore {
  readonly store: KeyStore;
  /** Closes `store` and opens the same keys again. */
  reopen(): Promise<KeyStore>;
  cleanup(): Promise<void>;
}

/** A blob store opened for one test, and the keys it seals with. */
export interface OpenedBlobStore {
  readonly store: BlobStore;
  readonly keys: KeyStore;
  /** Closes `store` and opens the same blobs again, with the same keys. */
  reopen(): Promise<BlobStore>;
  /** Changes a byte of what is stored under the reference. */
  damage(reference: BlobReference): Promise<void>;
  cleanup(): Promise<void>;
}

const newOwner = (): string => `subject-${randomUUID()}`;

/** The contract of the `KeyStore` port as a Jest suite. */
export function keyStoreContract(name: string, factory: () => Promise<OpenedKeyStore>): void {
  describe(`the key store ${name}`, () => {
    let opened: OpenedKeyStore;
    let keys: KeyStore;

    beforeEach(async () => {
      opened = await factory();
      keys = opened.store;
    });
    afterEach(() => opened.cleanup());

    it('makes one key of 32 bytes for an owner, and gives it again', async () => {
      const owner = newOwner();
      const key = await keys.keyFor([owner]);
      expect(key.secret).toHaveLength(32);
      expect(key.id).not.toContain(owner);
      expect(await keys.keyFor([owner])).toEqual(key);
      expect(await keys.find(key.id)).toEqual(key);
    });

    it('gives a key to a set of owners, whatever their order and number of mentions', async () => {
      const [a, b, c] = [newOwner(), newOwner(), newOwner()];
      const shared = await keys.keyFor([a, b]);
      expect(await keys.keyFor([b, a])).toEqual(shared);
      expect(await keys.keyFor([a, b, a])).toEqual(shared);
      const others = [await keys.keyFor([a]), await keys.keyFor([b]), await keys.keyFor([a, b, c])];
      expect(new Set([shared, ...others].map(({ id }) => id)).size).toBe(4);
      expect(new Set([shared, ...others].map(({ secret }) => Buffer.from(secret).toString('hex'))).size).toBe(
        4,
      );
    });

    it('does not mistake one set of owners for another that reads alike', async () => {
      const pairs = [['a,b'], ['a', 'b'], ['a","b'], ['ab']];
      const ids = await Promise.all(pairs.map(async (owners) => (await keys.keyFor(owners)).id));
      expect(new Set(ids).size).toBe(pairs.length);
    });

    it('makes one key when it is asked for at once many times', async () => {
      const owner = newOwner();
      const found = await Promise.all(Array.from({ length: 20 }, () => keys.keyFor([owner])));
      expect(new Set(found.map(({ secret }) => Buffer.from(secret).toString('hex'))).size).toBe(1);
    });

    it('refuses a key for nobody', async () => {
      await expect(keys.keyFor([])).rejects.toThrow('owner');
    });

    it('does not find a key that never was', async () => {
      expect(await keys.find('no-such-key')).toBeNull();
    });

    it('destroys every key the owner has a share in, and no other', async () => {
      const [a, b, c] = [newOwner(), newOwner(), newOwner()];
      const own = await keys.keyFor([a]);
      const shared = await keys.keyFor([a, b]);
      const kept = [await keys.keyFor([b]), await keys.keyFor([b, c])];

      expect(await keys.destroy(a)).toBe(2);
      expect(await keys.find(own.id)).toBeNull();
      expect(await keys.find(shared.id)).toBeNull();
      for (const key of kept) expect(await keys.find(key.id)).toEqual(key);
      expect(await keys.keyFor([c, b])).toEqual(kept[1]);
    });

    it('tells the keys that an owner has a share in, until they are destroyed', async () => {
      const [a, b] = [newOwner(), newOwner()];
      const own = await keys.keyFor([a]);
      const shared = await keys.keyFor([b, a]);
      await keys.keyFor([b]);
      const shares = await keys.sharesOf(a);
      expect(new Map(shares.map(({ key, owners }) => [key, owners]))).toEqual(
        new Map([
          [own.id, [a]],
          [shared.id, [a, b].sort()],
        ]),
      );
      await keys.destroy(a);
      expect(await keys.sharesOf(a)).toEqual([]);
      expect(await keys.sharesOf(b)).toHaveLength(1);
    });

    it('never makes a key again for an owner who was destroyed', async () => {
      const [a, b] = [newOwner(), newOwner()];
      await keys.keyFor([a]);
      await keys.destroy(a);
      await expect(keys.keyFor([a])).rejects.toBeInstanceOf(KeyDestroyed);
      await expect(keys.keyFor([b, a])).rejects.toMatchObject({ name: 'KeyDestroyed', owners: [a] });
      expect((await keys.keyFor([b])).secret).toHaveLength(32);
    });

    it('destroys again without harm, and an owner who never had a key', async () => {
      const [a, never] = [newOwner(), newOwner()];
      await keys.keyFor([a]);
      expect(await keys.destroy(a)).toBe(1);
      expect(await keys.destroy(a)).toBe(0);
      expect(await keys.destroy(never)).toBe(0);
      await expect(keys.keyFor([never])).rejects.toBeInstanceOf(KeyDestroyed);
    });

    it('keeps keys and destructions when it is opened again', async () => {
      const [a, b] = [newOwner(), newOwner()];
      const kept = await keys.keyFor([a]);
      const lost = await keys.keyFor([b]);
      const digest = await keys.digest('name', 'Nguyễn Văn A');
      await keys.destroy(b);

      const again = await opened.reopen();
      expect(await again.find(kept.id)).toEqual(kept);
      expect(await again.keyFor([a])).toEqual(kept);
      expect(await again.find(lost.id)).toBeNull();
      await expect(again.keyFor([b])).rejects.toBeInstanceOf(KeyDestroyed);
      expect(await again.digest('name', 'Nguyễn Văn A')).toBe(digest);
    });

    it('digests the same to the same, and keeps purposes apart', async () => {
      const digest = await keys.digest('identity-number', '001099000123');
      expect(digest).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(await keys.digest('identity-number', '001099000123')).toBe(digest);
      expect(await keys.digest('identity-number', '001099000124')).not.toBe(digest);
      expect(await keys.digest('passport-number', '001099000123')).not.toBe(digest);
      const plain = createHash('sha256').update('001099000123').digest('base64url');
      expect(digest).not.toBe(plain);
    });
  });
}

/** The contract of the `BlobStore` port as a Jest suite. */
export function blobStoreContract(name: string, factory: () => Promise<OpenedBlobStore>): void {
  describe(`the blob store ${name}`, () => {
    let opened: OpenedBlobStore;
    let blobs: BlobStore;

    beforeEach(async () => {
      opened = await factory();
      blobs = opened.store;
    });
    afterEach(() => opened.cleanup());

    it.each([0, 1, 15, 65_536, 3_000_001])('gives %i bytes back', async (bytes) => {
      const content = randomBytes(bytes);
      const owner = newOwner();
      const reference = await blobs.put(content, [owner]);
      expect(reference).toEqual({
        sha256: createHash('sha256').update(content).digest('hex'),
        bytes,
        key: (await opened.keys.keyFor([owner])).id,
      });
      const found = await blobs.get(reference);
      expect(Buffer.compare(found ?? Buffer.from('missing'), content)).toBe(0);
    });

    it('knows the same content of the same owners, also at once', async () => {
      const content = randomBytes(1000);
      const owners = [newOwner(), newOwner()];
      const [one, two] = await Promise.all([blobs.put(content, owners), blobs.put(content, owners)]);
      const three = await blobs.put(content, [...owners].reverse());
      expect(two).toEqual(one);
      expect(three).toEqual(one);
      expect(await blobs.get(one)).toEqual(content);
    });

    it('keeps the same content of other owners apart', async () => {
      const content = Buffer.from('the same scan');
      const [a, b] = [newOwner(), newOwner()];
      const [ofA, ofB] = [await blobs.put(content, [a]), await blobs.put(content, [b])];
      await opened.keys.destroy(a);
      expect(await blobs.get(ofA)).toBeNull();
      expect(await blobs.get(ofB)).toEqual(content);
    });

    it('removes what a reference names, also after its key, and nothing else', async () => {
      const content = Buffer.from('the same scan');
      const [a, b, c] = [newOwner(), newOwner(), newOwner()];
      const put = (owner: string) => blobs.put(content, [owner]);
      const [ofA, ofB, ofC] = [await put(a), await put(b), await put(c)];
      await blobs.remove(ofA);
      await blobs.remove(ofA);
      await opened.keys.destroy(b);
      await blobs.remove(ofB);
      expect([await blobs.get(ofA), await blobs.get(ofB)]).toEqual([null, null]);
      expect(await blobs.get(ofC)).toEqual(content);
    });

    it('takes nothing for an owner who was destroyed', async () => {
      const owner = newOwner();
      await opened.keys.destroy(owner);
      await expect(blobs.put(Buffer.from('late'), [owner])).rejects.toBeInstanceOf(KeyDestroyed);
    });

    it('finds nothing under a reference it never gave', async () => {
      const { key } = await blobs.put(Buffer.from('other'), [newOwner()]);
      const sha256 = createHash('sha256').update('never stored').digest('hex');
      expect(await blobs.get({ sha256, bytes: 12, key })).toBeNull();
      expect(await blobs.get({ sha256, bytes: 12, key: 'no-such-key' })).toBeNull();
    });

    it.each(['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}/..`])(
      'refuses %j as a content’s hash',
      async (sha256) => {
        const { key } = await blobs.put(Buffer.from('other'), [newOwner()]);
        await expect(blobs.get({ sha256, bytes: 1, key })).rejects.toThrow('hash');
      },
    );

    it('notices a changed byte', async () => {
      const reference = await blobs.put(randomBytes(500), [newOwner()]);
      await opened.damage(reference);
      await expect(blobs.get(reference)).rejects.toThrow('content');
    });

    it('keeps contents when it is opened again', async () => {
      const reference = await blobs.put(Buffer.from('hộ chiếu'), [newOwner()]);
      const again = await opened.reopen();
      expect(Buffer.from((await again.get(reference))!).toString()).toBe('hộ chiếu');
    });
  });
}
