import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { KeyDestroyed, keyIdOf, type KeyStore, KeyWrapping } from '#event-sourcing';
import { onServer } from '#store-contracts/testing';
import { openedBlobStore, openedKeyStore } from './testing/opened-vault.js';

onServer('mongodb', (url) => {
  describe('the MongoDB key store', () => {
    let opened: Awaited<ReturnType<typeof openedKeyStore>>;
    let others: KeyStore[];
    let client: MongoClient;

    beforeEach(async () => {
      opened = await openedKeyStore(url);
      others = await Promise.all([opened.another(), opened.another()]);
      client = new MongoClient(url);
    });
    afterEach(async () => {
      await Promise.all([...others.map((other) => other.close()), client.close()]);
      await opened.cleanup();
    });

    const kept = () => client.db(opened.database).collection<{ _id: string }>('keys');

    it('gives every process the same key, asked for at once', async () => {
      const owners = [randomUUID(), randomUUID()];
      const asked = [opened.store, ...others].flatMap((keys) =>
        Array.from({ length: 10 }, () => keys.keyFor(owners)),
      );
      const found = await Promise.all(asked);
      expect(new Set(found.map(({ secret }) => Buffer.from(secret).toString('hex'))).size).toBe(1);
      expect(await kept().countDocuments()).toBe(1);
    });

    it('shows a destruction to every process at once', async () => {
      const key = await opened.store.keyFor(['a', 'b']);
      expect(await others[0]?.find(key.id)).toEqual(key);
      expect(await others[1]?.destroy('b')).toBe(1);
      for (const keys of [opened.store, ...others]) {
        expect(await keys.find(key.id)).toBeNull();
        await expect(keys.keyFor(['a', 'b'])).rejects.toThrow(KeyDestroyed);
      }
    });

    it('leaves no key to an owner who is destroyed while keys are made', async () => {
      for (let round = 0; round < 20; round += 1) {
        const owner = randomUUID();
        const making = [opened.store, ...others].flatMap((keys) =>
          ['x', 'y', 'z'].map((other) => keys.keyFor([owner, other])),
        );
        await Promise.all([...making.map((key) => key.catch(() => null)), others[0]?.destroy(owner)]);
        expect(await kept().countDocuments({ owners: owner })).toBe(0);
      }
    });

    it('does not take a key that a process left behind as it ended', async () => {
      await opened.store.destroy('a');
      const id = keyIdOf(['a']);
      const wrapped = new KeyWrapping(opened.masterKey).wrap({ id, secret: Buffer.alloc(32) });
      await kept().insertOne({ _id: id, wrapped, owners: ['a'] } as never);
      await expect(opened.store.keyFor(['a'])).rejects.toThrow(KeyDestroyed);
      expect(await kept().countDocuments()).toBe(0);
    });

    it('has no key in the open', async () => {
      const { secret } = await opened.store.keyFor(['a']);
      const [key] = await kept().find().toArray();
      expect(JSON.stringify(key)).not.toContain(Buffer.from(secret).toString('base64'));
    });
  });

  describe('the GridFS blob store', () => {
    let opened: Awaited<ReturnType<typeof openedBlobStore>>;
    let client: MongoClient;
    beforeEach(async () => {
      opened = await openedBlobStore(url);
      client = new MongoClient(url);
    });
    afterEach(async () => {
      await client.close();
      await opened.cleanup();
    });

    const count = (name: string) => client.db(opened.database).collection(name).countDocuments();

    it('keeps one file of what several processes store at once, whose name tells nothing', async () => {
      const content = Buffer.alloc(600_000, 'Quyết định');
      const others = await Promise.all([opened.another(), opened.another()]);
      const stored = await Promise.all(
        [opened.store, ...others, opened.store].map((store) => store.put(content, ['a'])),
      );
      expect(new Set(stored.map(({ sha256 }) => sha256)).size).toBe(1);
      expect(await count('attachments.files')).toBe(1);
      expect(await count('attachments.chunks')).toBe(3);
      const file = await client.db(opened.database).collection('attachments.files').findOne();
      expect(String(file?.['filename'])).not.toContain(stored[0]?.sha256);
      await Promise.all(others.map((other) => other.close()));
    });

    it('puts a file right that is not whole', async () => {
      const content = Buffer.alloc(600_000, 'x');
      const reference = await opened.store.put(content, ['a']);
      await client.db(opened.database).collection('attachments.chunks').deleteOne({ n: 1 });
      await expect(opened.store.get(reference)).rejects.toThrow('content');
      expect(await opened.store.put(content, ['a'])).toEqual(reference);
      expect(await opened.store.get(reference)).toEqual(content);
    });
  });
});
