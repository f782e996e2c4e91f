import { type Clock } from '#kernel';
import {
  type EventStore,
  type Page,
  type Position,
  shareOf,
  START,
  StoreUnavailable,
} from './event-store.port.js';
import { discardReadModels } from './discard-read-models.js';
import { type Lease, LeaseLost } from './lease.port.js';
import { orphanedModels } from './orphaned-models.js';
import { type ParkedDocument, ParkedDocuments } from './parked-documents.js';
import { pause } from './pause.js';
import { collectionOf, type Projection } from './projection.js';
import {
  type Checkpoint,
  type CollectionSave,
  type ReadStore,
  type SavedDocument,
} from './read-store.port.js';
import { SavedMark } from './saved-mark.js';
import { type Sealer } from './sealing.js';
import { StreamFolder } from './stream-folder.js';

/** What a runner says while it works: one line of structured log each. */
export interface RunnerLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface RunnerOptions {
  readonly store: EventStore;
  readonly readStore: ReadStore;
  readonly sealer: Sealer;
  readonly projections: readonly Projection[];
  readonly clock: Clock;
  readonly log: RunnerLog;
  /** In whose name everything is saved and switched, where several processes might run the same projections. */
  readonly lease?: Lease;
  /** Events a page while building a version from the log; default 2,000. */
  readonly buildPageSize?: number;
}

export type RunnerState = 'starting' | 'building' | 'running' | 'stopped';

/** How far building new versions has come. */
export interface BuildProgress {
  readonly projections: readonly string[];
  readonly events: number;
  /** Part of the log that is folded, 0 to 1. */
  readonly share: number;
  readonly done: boolean;
}

/** The marks of the runner: `saved` ≤ `read`; lag is how old the oldest unsaved knowledge is. */
export interface RunnerProgress {
  readonly state: RunnerState;
  readonly read: Position;
  readonly saved: Position;
  /** `recordedAt` of the last event saved; empty before the first. */
  readonly recordedAt: string;
  readonly lagMs: number;
  readonly parked: number;
}

/**
 * Keeps every read model up to date from one subscription. A version that is not live yet is built from the log
 * first and then switched live, so that questions are never answered from a half-built model.
 */
export class ProjectionRunner {
  /** What the read models have seen. */
  readonly mark = new SavedMark();
  private state: RunnerState = 'starting';
  private read: Position = START;
  private folders: StreamFolder[] = [];
  private parked?: ParkedDocuments;
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: RunnerOptions) {}

  /**
   * Opens the collections, builds what is not live, switches it live. Afterwards questions can be answered.
   * @throws LeaseLost, StoreUnavailable; AbortError when it is stopped while it builds
   */
  async prepare(onProgress: (progress: BuildProgress) => void = () => undefined): Promise<void> {
    const { readStore, projections, store, sealer, lease } = this.options;
    await this.discardOrphans();
    const parked = await ParkedDocuments.open(readStore);
    this.parked = parked;
    const open = (stream: string, data: unknown) => sealer.open(stream, data);
    this.folders = await Promise.all(
      projections.map(async (projection) => {
        const collection = await readStore.collection(collectionOf(projection));
        return new StreamFolder(projection, collection, store, parked, open);
      }),
    );
    const stale: StreamFolder[] = [];
    for (const folder of this.folders) {
      const { name, version } = folder.projection;
      if ((await readStore.liveVersion(name)) !== version) stale.push(folder);
      // Live already: said again in the name of this lease, so that nobody who had it before can switch any more.
      else if (lease) await readStore.switchTo(name, version, lease);
    }
    if (stale.length > 0) await this.build(stale, onProgress);
    this.mark.position = await this.oldestCheckpoint(this.folders);
    this.read = this.mark.position;
  }

  /** Follows the log until {@link stop}, or until the lease is lost; call after {@link prepare}. */
  start(): void {
    this.state = 'running';
    this.loop = this.follow();
  }

  /** Resolves when nothing is followed any more. */
  get ended(): Promise<void> {
    return this.loop;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
    this.state = 'stopped';
    this.mark.release();
  }

  progress(): RunnerProgress {
    const { position: saved, recordedAt, caughtUp } = this.mark;
    const age =
      caughtUp || recordedAt === '' ? 0 : Date.parse(this.options.clock.now()) - Date.parse(recordedAt);
    const parked = this.parkedDocuments().length;
    return { state: this.state, read: this.read, saved, recordedAt, lagMs: Math.max(0, age), parked };
  }

  /** The streams that a read model could not fold. */
  parkedDocuments(): readonly ParkedDocument[] {
    return this.parked?.list() ?? [];
  }

  private async discardOrphans(): Promise<void> {
    const { store, readStore, projections, log, lease } = this.options;
    const orphans = await orphanedModels(store, readStore, projections, this.stopping.signal);
    if (orphans.length === 0) return;
    log.error(
      { projections: orphans.map(keyOf) },
      'the log ends before what these read models have seen: it was restored from a backup; they are built again',
    );
    await discardReadModels(readStore, orphans, lease);
  }

  private async build(
    folders: readonly StreamFolder[],
    onProgress: (progress: BuildProgress) => void,
  ): Promise<void> {
    this.state = 'building';
    const { store, buildPageSize = 2000 } = this.options;
    const projections = folders.map(({ projection }) => `${projection.name}@${projection.version}`);
    const head = await store.head();
    let events = 0;
    const after = await this.oldestCheckpoint(folders);
    const filter = { categories: categoriesOf(folders) };
    for await (const page of store.readAll({ after, filter, pageSize: buildPageSize })) {
      await this.apply(folders, page);
      this.stopping.signal.throwIfAborted();
      events += page.events.length;
      onProgress({ projections, events, share: shareOf(page.position, head), done: false });
    }
    for (const { projection } of folders) await this.makeLive(projection);
    onProgress({ projections, events, share: 1, done: true });
  }

  private async makeLive({ name, version }: Projection): Promise<void> {
    const { readStore, lease } = this.options;
    await readStore.switchTo(name, version, lease);
    for (const old of await readStore.versions(name))
      if (old !== version) await readStore.drop(name, old, lease);
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    for (let delay = 100; !signal.aborted; delay = Math.min(delay * 2, 5000)) {
      try {
        const filter = { categories: categoriesOf(this.folders) };
        for await (const page of this.options.store.subscribe({
          after: this.mark.position,
          filter,
          signal,
        })) {
          this.read = page.position;
          this.mark.caughtUp = false;
          await this.apply(this.folders, page);
          this.mark.pass(page);
          delay = 100;
        }
      } catch (error) {
        if (error instanceof LeaseLost) {
          this.options.log.error({ err: error }, 'the projections stopped: another process runs them now');
          return;
        }
        this.options.log.error(
          { err: error },
          'the projections stopped; they go on from the last checkpoint',
        );
      }
      if (!signal.aborted) await pause(delay, signal);
    }
  }

  /** Documents first, then the checkpoints; a store that cannot write now is asked again until it can. */
  private async apply(folders: readonly StreamFolder[], page: Page): Promise<void> {
    for (let delay = 100; ; delay = Math.min(delay * 2, 5000)) {
      try {
        return await this.save(folders, page);
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || this.stopping.signal.aborted) throw error;
        this.options.log.error({ err: error }, 'a store does not answer; the page is tried again');
        await pause(delay, this.stopping.signal);
      }
    }
  }

  private async save(folders: readonly StreamFolder[], page: Page): Promise<void> {
    const saves: CollectionSave[] = [];
    const parked: SavedDocument<ParkedDocument>[] = [];
    const folded: (readonly [StreamFolder, readonly SavedDocument[]])[] = [];
    for (const folder of folders) {
      const { documents, parked: failed } = await folder.fold(page.events);
      if (documents.length > 0) saves.push({ collection: folder.collection, documents });
      folded.push([folder, documents]);
      parked.push(...failed);
    }
    if (parked.length > 0 && this.parked)
      saves.push({ collection: this.parked.collection, documents: parked });
    this.mark.recordedAt = page.events.at(-1)?.metadata.recordedAt ?? this.mark.recordedAt;
    const checkpoints = folders.map((folder) => this.checkpointOf(folder, page));
    await this.options.readStore.save(saves, checkpoints, this.options.lease);
    for (const [folder, documents] of folded) folder.remember(documents);
    this.parked?.remember(parked);
    for (const { body } of parked) this.options.log.error({ parked: body }, 'a stream could not be folded');
  }

  private checkpointOf({ projection }: StreamFolder, page: Page): Checkpoint {
    return { projection: keyOf(projection), position: page.position, recordedAt: this.mark.recordedAt };
  }

  private async oldestCheckpoint(folders: readonly StreamFolder[]): Promise<Position> {
    const positions: Position[] = [];
    for (const { projection } of folders) {
      const checkpoint = await this.options.readStore.checkpoint(keyOf(projection));
      positions.push(checkpoint?.position ?? START);
      if (checkpoint && checkpoint.recordedAt > this.mark.recordedAt)
        this.mark.recordedAt = checkpoint.recordedAt;
    }
    return positions.sort()[0] ?? START;
  }
}

const keyOf = ({ name, version }: Projection): string => `${name}@${version}`;

const categoriesOf = (folders: readonly StreamFolder[]): string[] => [
  ...new Set(folders.map(({ projection }) => projection.codec.category)),
];
