import {
  type Document,
  HeldLease,
  type Lease,
  LeaseLost,
  type ReadCollection,
  type ReadStore,
} from '#event-sourcing';
import { type ReadStoreUnderTest } from './read-store.contract.js';

const MINUTE = 60_000;

/** What a lease of every read store does, and what it keeps from those who lost it. */
export function leaseContract(name: string, factory: () => Promise<ReadStoreUnderTest>): void {
  describe(`leases: ${name}`, () => {
    let underTest: ReadStoreUnderTest;
    let store: ReadStore;

    beforeEach(async () => {
      underTest = await factory();
      store = underTest.store;
    });
    afterEach(() => underTest.cleanup());

    const acquire = (holder: string, ttlMs = MINUTE) => store.leases.acquire('work', holder, ttlMs);

    /** The lease once it is free. */
    const eventually = async (holder: string): Promise<Lease> => {
      for (let left = 500; left > 0; left -= 1) {
        const lease = await acquire(holder);
        if (lease) return lease;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error('the lease never ran out');
    };

    /** A lease that ran out, and the one that came after it. */
    const takenOver = async (): Promise<{ readonly old: Lease; readonly fresh: Lease }> => {
      const old = (await acquire('old', 1))!;
      return { old, fresh: await eventually('fresh') };
    };

    it('are held by one at a time', async () => {
      expect(await store.leases.holder('work')).toBeNull();
      expect(await acquire('a')).toEqual({ name: 'work', holder: 'a', token: 1 });
      expect(await acquire('b')).toBeNull();
      expect(await acquire('a')).toBeNull();
      expect(await store.leases.holder('work')).toBe('a');
      expect(await store.leases.acquire('other work', 'b', MINUTE)).toEqual({
        name: 'other work',
        holder: 'b',
        token: 1,
      });
    });

    it('go to one of those who ask at once', async () => {
      const asked = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((holder) => acquire(holder)));
      expect(asked.filter((lease) => lease !== null)).toHaveLength(1);
    });

    it('count up from holder to holder', async () => {
      const { old, fresh } = await takenOver();
      expect([old.token, fresh.token]).toEqual([1, 2]);
      await store.leases.release(fresh);
      expect(await store.leases.holder('work')).toBeNull();
      expect(await acquire('next')).toMatchObject({ token: 3 });
    });

    it('are renewed, also when they had run out and nobody else came', async () => {
      const lease = (await acquire('a', 1))!;
      for (let left = 500; left > 0 && (await store.leases.holder('work')) !== null; left -= 1)
        await new Promise((resolve) => setTimeout(resolve, 10));
      expect(await store.leases.holder('work')).toBeNull();
      expect(await store.leases.renew(lease, MINUTE)).toBe(true);
      expect(await store.leases.holder('work')).toBe('a');
      expect(await acquire('b')).toBeNull();
    });

    it('are lost for ever once somebody else has them', async () => {
      const { old, fresh } = await takenOver();
      expect(await store.leases.renew(old, MINUTE)).toBe(false);
      await store.leases.release(old);
      expect(await store.leases.holder('work')).toBe('fresh');
      await store.leases.release(fresh);
      expect(await store.leases.renew(old, MINUTE)).toBe(false);
    });

    it('are held while they are renewed, and known to be lost', async () => {
      const held = (await HeldLease.acquire(store.leases, 'work', 'a', 60))!;
      expect(await HeldLease.acquire(store.leases, 'work', 'b', 60)).toBeNull();
      await held.release();
      const next = (await HeldLease.acquire(store.leases, 'work', 'b', 60))!;
      expect(next.lease.token).toBe(2);
      await store.leases.release(next.lease);
      await acquire('c');
      await next.ended;
    });

    describe('what an older one asks', () => {
      interface Item extends Document {
        readonly by: string;
      }
      const ITEMS = { name: 'items', version: '1', indexes: [] };
      let items: ReadCollection<Item>;

      beforeEach(async () => {
        items = await store.collection<Item>(ITEMS);
      });

      const save = (id: string, by: string, lease?: Lease) => {
        const body: Item = { id, revision: 0, by };
        return store.save(
          [{ collection: items, documents: [{ id, revision: 0, body }] }],
          [{ projection: 'items@1', position: '0007', recordedAt: '' }],
          lease,
        );
      };

      it('is not saved, neither a document nor a checkpoint', async () => {
        const { old, fresh } = await takenOver();
        await expect(save('a', 'old', old)).rejects.toThrow(LeaseLost);
        expect(await items.get('a')).toBeNull();
        expect(await store.checkpoint('items@1')).toBeNull();
        await save('a', 'fresh', fresh);
        expect(await items.get('a')).toMatchObject({ by: 'fresh' });
        expect(await store.checkpoint('items@1')).toMatchObject({ position: '0007' });
      });

      it('switches and drops no version', async () => {
        const { old, fresh } = await takenOver();
        await store.collection({ ...ITEMS, version: '2' });
        await store.switchTo('items', '2', fresh);
        await expect(store.switchTo('items', '1', old)).rejects.toThrow(LeaseLost);
        await expect(store.drop('items', '1', old)).rejects.toThrow(LeaseLost);
        expect(await store.liveVersion('items')).toBe('2');
        expect([...(await store.versions('items'))].sort()).toEqual(['1', '2']);
        await store.drop('items', '1', fresh);
        expect(await store.versions('items')).toEqual(['2']);
      });

      it('is still done while it has no successor, run out or not', async () => {
        const lease = (await acquire('a', 1))!;
        await save('a', 'a', lease);
        await store.switchTo('items', '1', lease);
        expect(await store.liveVersion('items')).toBe('1');
      });

      it('is refused by the store that is opened again', async () => {
        const { old } = await takenOver();
        store = await underTest.reopen();
        items = await store.collection<Item>(ITEMS);
        await expect(save('a', 'old', old)).rejects.toThrow(LeaseLost);
      });
    });
  });
}
