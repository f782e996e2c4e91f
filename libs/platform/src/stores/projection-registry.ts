import { Inject, Injectable } from '@nestjs/common';
import {
  collectionOf,
  type Document,
  type Projection,
  type ReadCollection,
  type ReadStore,
} from '#event-sourcing';
import { READ_STORE } from './tokens.js';

/** The read models of this process. Modules add theirs when they are constructed; the runner folds all of them. */
@Injectable()
export class ProjectionRegistry {
  private readonly projections = new Map<string, Projection>();
  private readonly collections = new Map<string, Promise<ReadCollection>>();

  constructor(@Inject(READ_STORE) private readonly store: ReadStore) {}

  /** @throws Error when the name is taken */
  add(projection: Projection): void {
    if (this.projections.has(projection.name))
      throw new Error(`projection ${projection.name} is added twice`);
    this.projections.set(projection.name, projection);
  }

  all(): readonly Projection[] {
    return [...this.projections.values()];
  }

  /** The collection that questions about `projection` are answered from. */
  async collection<D extends Document>(
    projection: Pick<Projection<D>, 'name' | 'version' | 'indexes' | 'line'>,
  ): Promise<ReadCollection<D>> {
    const known = this.collections.get(projection.name) ?? this.open(projection);
    this.collections.set(projection.name, known);
    try {
      return (await known) as ReadCollection<D>;
    } catch (error) {
      // A store that was away is asked again next time.
      this.collections.delete(projection.name);
      throw error;
    }
  }

  private open(projection: Parameters<typeof collectionOf>[0]): Promise<ReadCollection> {
    return this.store.collection(collectionOf(projection));
  }
}
