import {
  collectionKey,
  type Checkpoint,
  type CollectionDefinition,
  type CollectionSave,
  type Document,
  type Lease,
  type ReadCollection,
  type ReadStore,
} from '#event-sourcing';
import { MemoryCollection } from './collection.js';
import { MemoryLeases } from './leases.js';

/** Documents in memory: a past state folded for one question, a dry run, a fast test. Closing it changes nothing. */
export class MemoryReadStore implements ReadStore {
  readonly leases = new MemoryLeases();
  private readonly collections = new Map<string, MemoryCollection<never>>();
  private readonly checkpoints = new Map<string, Checkpoint>();
  private readonly live = new Map<string, string>();

  collection<D extends Document>(definition: CollectionDefinition): Promise<ReadCollection<D>> {
    return answer(() => {
      const key = collectionKey(definition.name, definition.version);
      const collection = this.collections.get(key) ?? new MemoryCollection<never>(definition);
      this.collections.set(key, collection);
      return collection;
    });
  }

  save(saves: readonly CollectionSave[], checkpoints: readonly Checkpoint[], lease?: Lease): Promise<void> {
    return answer(() => {
      this.leases.assertHeld(lease);
      const writes = saves.map(({ collection, documents }) => this.own(collection).prepare(documents));
      for (const write of writes) write();
      for (const checkpoint of checkpoints) this.checkpoints.set(checkpoint.projection, { ...checkpoint });
    });
  }

  checkpoint(projection: string): Promise<Checkpoint | null> {
    return Promise.resolve(this.checkpoints.get(projection) ?? null);
  }

  liveVersion(name: string): Promise<string | null> {
    return Promise.resolve(this.live.get(name) ?? null);
  }

  switchTo(name: string, version: string, lease?: Lease): Promise<void> {
    return answer(() => {
      this.leases.assertHeld(lease);
      const key = collectionKey(name, version);
      if (!this.collections.has(key)) throw new Error(`there is no ${key}`);
      this.live.set(name, version);
    });
  }

  versions(name: string): Promise<readonly string[]> {
    const definitions = [...this.collections.values()].map(({ definition }) => definition);
    return Promise.resolve(definitions.filter((own) => own.name === name).map(({ version }) => version));
  }

  drop(name: string, version: string, lease?: Lease): Promise<void> {
    return answer(() => {
      this.leases.assertHeld(lease);
      const key = collectionKey(name, version);
      if (this.live.get(name) === version) throw new Error(`${key} is live`);
      this.collections.delete(key);
      this.checkpoints.delete(key);
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private own({ definition: { name, version } }: ReadCollection): MemoryCollection<never> {
    const key = collectionKey(name, version);
    const collection = this.collections.get(key);
    if (!collection) throw new Error(`${key} is not a collection of this store`);
    return collection;
  }
}

/** What `work` throws becomes a rejection. */
const answer = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));
