import {
  collectionKey,
  type Checkpoint,
  type CollectionDefinition,
  type CollectionSave,
  type Document,
  type Lease,
  type ReadCollection,
  type ReadStore,
  type SelfChecking,
  type TraceErasing,
} from '#event-sourcing';
import { SqliteCollection } from './collection.js';
import { CollectionSchema } from './collection-schema.js';
import { Connection, sql } from './connection.js';
import { DocumentWriter } from './document-writer.js';
import { dropCollection, emptyDropped } from './drop-collection.js';
import { assertLayout, exists, knownLayout, layOut, layOutCollection } from './layout.js';
import { SqliteLeases } from './leases.js';

export interface SqliteReadStoreOptions {
  /** Reads beside a writer; saves and changes of versions are refused with StoreUnavailable. */
  readonly readOnly?: boolean;
}

/** @throws StoreUnavailable when the file cannot be opened */
export function openSqliteReadStore(path: string, options: SqliteReadStoreOptions = {}): SqliteReadStore {
  const readOnly = options.readOnly ?? false;
  const connection = Connection.open(path, readOnly, readOnly ? assertLayout : layOut);
  return new SqliteReadStore(connection, readOnly);
}

/**
 * Documents in one SQLite file, written by one process. Every call does its work before it returns its promise, so a
 * save is never seen half done.
 */
export class SqliteReadStore implements ReadStore, SelfChecking, TraceErasing {
  readonly leases: SqliteLeases;
  private readonly writers = new Map<string, DocumentWriter>();

  constructor(
    protected readonly connection: Connection,
    private readonly readOnly: boolean,
  ) {
    this.leases = new SqliteLeases(connection);
  }

  collection<D extends Document>(definition: CollectionDefinition): Promise<ReadCollection<D>> {
    return this.connection.answer(() => {
      const schema = new CollectionSchema(definition);
      const known = this.writers.get(schema.key)?.schema.definition;
      if (JSON.stringify(known) !== JSON.stringify(definition)) this.open(schema);
      return new SqliteCollection<D>(this.connection, schema);
    });
  }

  save(saves: readonly CollectionSave[], checkpoints: readonly Checkpoint[], lease?: Lease): Promise<void> {
    return this.connection.answer(() => {
      const writes = saves.map(({ collection, documents }) => this.writerOf(collection).prepare(documents));
      this.connection.transaction(() => {
        this.leases.assertHeld(lease);
        for (const write of writes) write();
        for (const checkpoint of checkpoints) this.saveCheckpoint(checkpoint);
      });
    });
  }

  checkpoint(projection: string): Promise<Checkpoint | null> {
    const query = 'SELECT "projection", "position", "recordedAt" FROM "checkpoints" WHERE "projection" = ?';
    return this.connection.answer(() => {
      const row = this.connection.get<Checkpoint>(sql(query, projection));
      return row ? { ...row } : null;
    });
  }

  liveVersion(name: string): Promise<string | null> {
    const query = 'SELECT "version" FROM "collections" WHERE "name" = ? AND "live" = 1';
    return this.connection.answer(
      () => this.connection.get<{ version: string }>(sql(query, name))?.version ?? null,
    );
  }

  switchTo(name: string, version: string, lease?: Lease): Promise<void> {
    return this.connection.answer(() =>
      this.connection.transaction(() => {
        this.leases.assertHeld(lease);
        if (!exists(this.connection, { name, version }))
          throw new Error(`there is no ${collectionKey(name, version)}`);
        const change = 'UPDATE "collections" SET "live" = ("version" = ?) WHERE "name" = ?';
        this.connection.run(sql(change, version, name));
      }),
    );
  }

  versions(name: string): Promise<readonly string[]> {
    const query = 'SELECT "version" FROM "collections" WHERE "name" = ? ORDER BY rowid';
    return this.connection.answer(() =>
      this.connection.all<{ version: string }>(sql(query, name)).map(({ version }) => version),
    );
  }

  async drop(name: string, version: string, lease?: Lease): Promise<void> {
    await this.connection.answer(() => {
      dropCollection(this.connection, { name, version }, () => this.leases.assertHeld(lease));
      this.writers.delete(collectionKey(name, version));
    });
    await emptyDropped(this.connection).catch((error: unknown) => this.leftBehind(error));
    // A version that was built may have known, before it came so far, a name that was erased meanwhile.
    await this.eraseTraces().catch(() => undefined);
  }

  /**
   * Leaves no trace in the files of what was replaced or removed: pages were overwritten as they changed, and the
   * log that still holds their former content is emptied. @throws StoreUnavailable while another process is reading
   */
  eraseTraces(): Promise<void> {
    return this.connection.answer(() => this.connection.emptyLog());
  }

  check(): Promise<readonly string[]> {
    const rows = () => this.connection.all<{ quick_check: string }>(sql('PRAGMA quick_check'));
    return this.connection.answer(() =>
      rows().flatMap(({ quick_check: found }) => (found === 'ok' ? [] : [found])),
    );
  }

  close(): Promise<void> {
    return this.connection.answer(() => this.connection.close());
  }

  /** A version that is gone is gone: what it held is removed at the next opening. */
  private leftBehind(error: unknown): void {
    if (this.connection.isOpen)
      process.emitWarning(`a dropped read model still takes room: ${String(error)}`);
  }

  private open(schema: CollectionSchema): void {
    if (this.readOnly) this.assertLaidOut(schema);
    else this.layOut(schema);
    this.writers.set(schema.key, new DocumentWriter(this.connection, schema));
  }

  /** Makes what is missing of a collection version. */
  protected layOut(schema: CollectionSchema): void {
    layOutCollection(this.connection, schema);
  }

  private assertLaidOut(schema: CollectionSchema): void {
    const layout = knownLayout(this.connection, schema);
    if (layout === null) throw new Error(`there is no ${schema.key}`);
    if (layout !== schema.layout) throw new Error(`${schema.key} was saved with other indexes`);
  }

  private writerOf({ definition: { name, version } }: ReadCollection): DocumentWriter {
    const writer = this.writers.get(collectionKey(name, version));
    if (!writer) throw new Error(`${collectionKey(name, version)} is not a collection of this store`);
    return writer;
  }

  private saveCheckpoint({ projection, position, recordedAt }: Checkpoint): void {
    const change =
      'INSERT OR REPLACE INTO "checkpoints" ("projection", "position", "recordedAt") VALUES (?, ?, ?)';
    this.connection.run(sql(change, projection, position, recordedAt));
  }
}
