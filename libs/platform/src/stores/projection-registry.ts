import { Inject, Injectable } from '@nestjs/common';
import {
  collectionKey,
  type Document,
  generation,
  liveCollection,
  type Projection,
  type ReadCollection,
  type ReadStore,
} from '#event-sourcing';
import { READ_STORE } from './tokens.js';

/**
 * For how long what was learnt about a live version is believed, in milliseconds: shorter by far than a version that
 * was replaced is kept.
 */
const BELIEVED_MS = 3000;

type Asked<D extends Document> = Pick<Projection<D>, 'name' | 'version' | 'indexes' | 'line'>;

/** The read models of a process, and somebody who wants to know which version of each answers questions. */
export interface KnownProjections {
  all(): readonly Projection[];
  learn?(name: string, version: string): void;
}

/** The read models of this process. Modules add theirs when they are constructed; the runner folds all of them. */
@Injectable()
export class ProjectionRegistry implements KnownProjections {
  private readonly projections = new Map<string, Projection>();
  private readonly live = new Map<string, { readonly version: string; readonly at: number }>();
  /** One of each read model: the one asked last. */
  private readonly opened = new Map<
    string,
    { readonly key: string; readonly collection: Promise<ReadCollection> }
  >();

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

  /** From now on questions are answered from that version. */
  learn(name: string, version: string): void {
    this.live.set(name, { version, at: performance.now() });
  }

  /** The collection that questions about `projection` are answered from now; not to be kept for later ones. */
  async collection<D extends Document>(projection: Asked<D>): Promise<ReadCollection<D>> {
    const { name } = projection;
    const version = await this.liveVersion(projection);
    const key = collectionKey(name, version);
    const known = this.opened.get(name);
    const collection =
      known?.key === key ? known.collection : this.store.collection(generation(projection, version));
    this.opened.set(name, { key, collection });
    try {
      return (await collection) as ReadCollection<D>;
    } catch (error) {
      // A store that was away is asked again next time.
      this.opened.delete(name);
      throw error;
    }
  }

  private async liveVersion(projection: Asked<never>): Promise<string> {
    const known = this.live.get(projection.name);
    if (known && performance.now() - known.at < BELIEVED_MS) return known.version;
    const live = await liveCollection(this.store, projection);
    if (live) this.learn(live.name, live.version);
    return live?.version ?? projection.version;
  }
}
