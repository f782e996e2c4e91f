import { type Page, type Position, shareOf, START } from './event-store.port.js';
import { discardReadModels } from './discard-read-models.js';
import { generation, liveCollection, nextGeneration } from './generations.js';
import { LeaseLost } from './lease.port.js';
import { orphanedModels } from './orphaned-models.js';
import { PageWriter } from './page-writer.js';
import { type ParkedDocument, ParkedDocuments } from './parked-documents.js';
import { pause } from './pause.js';
import { type Projection } from './projection.js';
import { DocumentBuffer } from './rebuild/document-buffer.js';
import { type OnDifference, Rebuild, RebuildRefused, type RebuildSite } from './rebuild/rebuild.js';
import { retryParked, type RetriedStreams } from './retry-parked.js';
import {
  type BuildProgress,
  type RunnerLog,
  type RunnerOptions,
  type RunnerProgress,
  type RunnerState,
} from './runner-options.js';
import { SavedMark } from './saved-mark.js';
import { StreamFolder } from './stream-folder.js';
import { Turns } from './turns.js';

/**
 * Keeps every read model up to date from one subscription. A version that is not live yet is built from the log
 * first and then switched live, so that questions are never answered from a half-built model; one that is live can be
 * built again beside it while it goes on.
 */
export class ProjectionRunner {
  /** What the read models have seen. */
  readonly mark = new SavedMark();
  private state: RunnerState = 'starting';
  private read: Position = START;
  /** Everything that is given each page: the live versions, and those that are about to come or to go. */
  private folders: StreamFolder[] = [];
  private readonly live = new Map<string, StreamFolder>();
  private readonly turns = new Turns();
  private readonly stopping = new AbortController();
  private parked?: ParkedDocuments;
  private writer?: PageWriter;
  private loop: Promise<void> = Promise.resolve();
  private rebuilding?: Rebuild;

  constructor(private readonly options: RunnerOptions) {}

  /**
   * Opens the collections, builds what is not live, switches it live, and removes what an earlier run has left.
   * Afterwards questions can be answered.
   * @throws LeaseLost, StoreUnavailable; AbortError when it is stopped while it builds
   */
  async prepare(onProgress: (progress: BuildProgress) => void = () => undefined): Promise<void> {
    const { readStore, projections, log } = this.options;
    await this.discardOrphans();
    this.parked = await ParkedDocuments.open(readStore);
    this.writer = this.newWriter(this.parked, log);
    const stale: StreamFolder[] = [];
    for (const projection of projections) {
      const live = await liveCollection(readStore, projection);
      const folder = await this.open(projection, live?.version ?? projection.version);
      this.folders.push(folder);
      await this.removeOthers(folder, live === null);
      if (live) await this.goLive(folder);
      else stale.push(folder);
    }
    if (stale.length > 0) await this.build(stale, onProgress);
    this.mark.position = oldestOf(this.folders);
    this.mark.recordedAt = latestOf(this.folders);
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
    await this.rebuilding?.done;
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
    const keys = new Set([...this.live.values()].map(({ key }) => key));
    const parked = this.parked?.list() ?? [];
    return parked.filter(({ projection, version }) => keys.has(`${projection}@${version}`));
  }

  /** Revision of the first event of a stream that a live read model has not taken in; `null` when none is missing. */
  parkedAt(name: string, id: string): number | null {
    const live = this.live.get(name);
    if (!live || !this.parked) return null;
    const stream = `${live.projection.codec.category}-${id}`;
    return this.parked.find(name, live.collection.definition.version, stream)?.failedAt ?? null;
  }

  /**
   * Builds the live version of a read model again beside it; one at a time. Call after {@link prepare}.
   * @throws RebuildRefused
   */
  async rebuild(name: string, onDifference: OnDifference = 'switch'): Promise<Rebuild> {
    const live = this.live.get(name);
    if (!live) throw new RebuildRefused('unknown');
    const versions = await this.options.readStore.versions(name);
    if (this.rebuilding) throw new RebuildRefused('running');
    const version = nextGeneration(live.projection.version, versions);
    const rebuild = new Rebuild(this.site(live), live, version, onDifference, this.stopping.signal);
    this.rebuilding = rebuild;
    void rebuild.done.then(() => delete this.rebuilding);
    return rebuild;
  }

  /** Folds parked streams again, all of them or those named by their id; the others go on meanwhile. */
  async retry(ids?: readonly string[]): Promise<RetriedStreams> {
    const { writer } = this.prepared();
    const wanted = this.parkedDocuments().filter(({ id }) => ids?.includes(id) ?? true);
    const hold = <T>(work: () => Promise<T>) => this.turns.take(work);
    const folderOf = ({ projection }: ParkedDocument) => this.live.get(projection);
    return retryParked(wanted, { folderOf, writer, hold, store: this.options.store });
  }

  private async discardOrphans(): Promise<void> {
    const { store, readStore, projections, log, lease } = this.options;
    const orphans = await orphanedModels(store, readStore, projections, this.stopping.signal);
    if (orphans.length === 0) return;
    log.error(
      { projections: orphans.map(({ name, version }) => `${name}@${version}`) },
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
    const projections = folders.map(({ key }) => key);
    const head = await store.head();
    let events = 0;
    const filter = { categories: categoriesOf(folders) };
    const { writer } = this.prepared();
    const buffers = folders.map((folder) => new DocumentBuffer(folder, writer));
    for await (const page of store.readAll({ after: oldestOf(folders), filter, pageSize: buildPageSize })) {
      for (const buffer of buffers) await buffer.add(page);
      this.stopping.signal.throwIfAborted();
      events += page.events.length;
      onProgress({ projections, events, share: shareOf(page.position, head), done: false });
    }
    for (const buffer of buffers) await buffer.flush();
    for (const folder of folders) {
      await this.goLive(folder);
      await this.removeOthers(folder, false);
    }
    onProgress({ projections, events, share: 1, done: true });
  }

  /** Said again of what is live already, so that nobody who had the lease before can switch any more. */
  private async goLive(folder: StreamFolder): Promise<void> {
    const { name, version } = folder.collection.definition;
    await this.options.readStore.switchTo(name, version, this.options.lease);
    this.wentLive(folder);
  }

  private wentLive(folder: StreamFolder): void {
    this.live.set(folder.projection.name, folder);
    this.options.onLive?.(folder.projection, folder.collection.definition.version);
  }

  /**
   * Versions that nobody needs: replaced, or half built when their process ended. What was parked of them is forgotten,
   * and so is what was parked of a version that is begun anew.
   */
  private async removeOthers({ collection, seen }: StreamFolder, keepLive: boolean): Promise<void> {
    const { readStore, lease } = this.options;
    const { parked } = this.prepared();
    const { name, version } = collection.definition;
    const live = keepLive ? await readStore.liveVersion(name) : null;
    for (const old of await readStore.versions(name)) {
      if (old === version || old === live) continue;
      await readStore.drop(name, old, lease);
    }
    const kept = [live, ...(seen.position === START ? [] : [version])];
    const gone = parked
      .list()
      .filter((document) => document.projection === name && !kept.includes(document.version));
    if (gone.length === 0) return;
    const documents = gone.map((document) => parked.release(document));
    await readStore.save([{ collection: parked.collection, documents }], [], lease);
    parked.remember(documents);
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    const { log, store } = this.options;
    for (let delay = 100; !signal.aborted; delay = Math.min(delay * 2, 5000)) {
      try {
        const filter = { categories: categoriesOf(this.folders) };
        for await (const page of store.subscribe({ after: this.mark.position, filter, signal })) {
          this.read = page.position;
          this.mark.caughtUp = false;
          await this.turns.take(() => this.pass(page));
          delay = 100;
        }
      } catch (error) {
        if (error instanceof LeaseLost) {
          log.error({ err: error }, 'the projections stopped: another process runs them now');
          return;
        }
        log.error({ err: error }, 'the projections stopped; they go on from the last checkpoint');
      }
      if (!signal.aborted) await pause(delay, signal);
    }
  }

  private async pass(page: Page): Promise<void> {
    await this.prepared().writer.write(this.folders, page);
    this.mark.pass(page);
  }

  private async open(projection: Projection, version: string): Promise<StreamFolder> {
    const { readStore, store, sealer } = this.options;
    const collection = await readStore.collection(generation(projection, version));
    const open = (stream: string, data: unknown) => sealer.open(stream, data);
    const { parked } = this.prepared();
    return new StreamFolder(projection, collection, { store, parked, open }).resume(readStore);
  }

  private site({ projection }: StreamFolder): RebuildSite {
    const { store, readStore, lease, leaveMs = 1000, rebuildPageSize: pageSize = 250 } = this.options;
    const { rebuildLog: log = this.options.log } = this.options;
    const { parked } = this.prepared();
    return {
      parked,
      writer: this.newWriter(parked, log),
      store,
      readStore,
      lease,
      log,
      leaveMs,
      pageSize,
      hold: (work) => this.turns.take(work),
      open: (version) => this.open(projection, version),
      join: (folder) => {
        this.folders = [...this.folders, folder];
      },
      part: (folder) => {
        this.folders = this.folders.filter((other) => other !== folder);
      },
      wentLive: (folder) => this.wentLive(folder),
    };
  }

  private newWriter(parked: ParkedDocuments, log: RunnerLog): PageWriter {
    const { readStore, lease } = this.options;
    return new PageWriter({ readStore, parked, log, lease, signal: this.stopping.signal });
  }

  private prepared(): { readonly parked: ParkedDocuments; readonly writer: PageWriter } {
    const { parked, writer } = this;
    if (!parked || !writer) throw new Error('the runner has to be prepared first');
    return { parked, writer };
  }
}

const oldestOf = (folders: readonly StreamFolder[]): Position =>
  folders.map(({ seen }) => seen.position).sort()[0] ?? START;

const latestOf = (folders: readonly StreamFolder[]): string =>
  folders
    .map(({ seen }) => seen.recordedAt)
    .sort()
    .at(-1) ?? '';

const categoriesOf = (folders: readonly StreamFolder[]): string[] => [
  ...new Set(folders.map(({ projection }) => projection.codec.category)),
];
