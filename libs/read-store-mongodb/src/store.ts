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
import { Checkpoints } from './checkpoints.js';
import { MongoCollection } from './collection.js';
import { CollectionSchema, type Kept } from './collection-schema.js';
import { Connection, type MongoOptions } from './connection.js';
import { DocumentWriter } from './document-writer.js';
import { dropCollection, layOutCollection } from './layout.js';
import { MongoLeases } from './leases.js';
import { Models } from './models.js';

/**
 * Documents in a database of a MongoDB server, replica set or sharded cluster.
 * @throws MongoMisconfigured when waiting cannot help: URL, user, certificate, version
 * @throws StoreUnavailable when no server answers in time
 */
export async function openMongoReadStore(url: string, options: MongoOptions = {}): Promise<MongoReadStore> {
  return new MongoReadStore(await Connection.open(url, options));
}

/**
 * Documents in MongoDB. Each change is to one document, so no transaction is needed: a save that ends half-way has
 * written documents that the next one leaves alone, and no checkpoint.
 */
export class MongoReadStore implements ReadStore {
  readonly leases: MongoLeases;
  private readonly writers = new Map<string, DocumentWriter>();
  private readonly models: Models;
  private readonly checkpoints: Checkpoints;

  constructor(private readonly connection: Connection) {
    this.leases = new MongoLeases(connection);
    this.models = new Models(connection);
    this.checkpoints = new Checkpoints(connection);
  }

  async collection<D extends Document>(definition: CollectionDefinition): Promise<ReadCollection<D>> {
    const schema = new CollectionSchema(definition, this.connection.db.databaseName);
    const known = this.writers.get(schema.key)?.schema.definition;
    if (JSON.stringify(known?.indexes) !== JSON.stringify(definition.indexes)) {
      await this.connection.run(async () => {
        await layOutCollection(this.connection, schema);
        await this.checkpoints.prepare(schema.key);
        await this.models.add(definition);
      });
      const kept = this.connection.collection<Kept>(schema.key);
      this.writers.set(schema.key, new DocumentWriter(kept, schema));
    }
    return new MongoCollection<D>(this.connection, schema);
  }

  async save(
    saves: readonly CollectionSave[],
    checkpoints: readonly Checkpoint[],
    lease?: Lease,
  ): Promise<void> {
    const writes = saves.map(({ collection, documents }) => this.writerOf(collection).prepare(documents));
    await this.connection.run(() => this.leases.assertHeld(lease));
    await Promise.all(writes.map((write) => this.connection.run(write)));
    const moves = checkpoints.map((checkpoint) => () => {
      return this.checkpoints.save(checkpoint, this.writers.has(checkpoint.projection));
    });
    await Promise.all(moves.map((move) => this.connection.run(move)));
  }

  checkpoint(projection: string): Promise<Checkpoint | null> {
    return this.connection.run(() => this.checkpoints.find(projection));
  }

  liveVersion(name: string): Promise<string | null> {
    return this.connection.run(() => this.models.live(name));
  }

  switchTo(name: string, version: string, lease?: Lease): Promise<void> {
    return this.connection.run(async () => {
      await this.leases.assertHeld(lease);
      await this.models.switchTo(name, version, lease);
    });
  }

  versions(name: string): Promise<readonly string[]> {
    return this.connection.run(() => this.models.versions(name));
  }

  async drop(name: string, version: string, lease?: Lease): Promise<void> {
    const schema = new CollectionSchema({ name, version, indexes: [] });
    await this.connection.run(async () => {
      await this.leases.assertHeld(lease);
      await this.models.remove(name, version, lease);
      // Before the documents: a checkpoint that outlived them would say that they are all there.
      await this.checkpoints.remove(schema.key);
      await dropCollection(this.connection, schema);
    });
    this.writers.delete(schema.key);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private writerOf({ definition: { name, version } }: ReadCollection): DocumentWriter {
    const writer = this.writers.get(collectionKey(name, version));
    if (!writer) throw new Error(`${collectionKey(name, version)} is not a collection of this store`);
    return writer;
  }
}
