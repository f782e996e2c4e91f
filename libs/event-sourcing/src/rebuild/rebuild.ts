import { type EventStore, idOf, shareOf } from '../event-store.port.js';
import { type Lease, LeaseLost } from '../lease.port.js';
import { type PageWriter } from '../page-writer.js';
import { type ParkedDocument, type ParkedDocuments } from '../parked-documents.js';
import { pause } from '../pause.js';
import { type ReadStore } from '../read-store.port.js';
import { type RunnerLog } from '../runner-options.js';
import { type StreamFolder } from '../stream-folder.js';
import { breathe } from '../turns.js';
import { Comparison, type ComparisonResult } from './comparison.js';
import { DocumentBuffer } from './document-buffer.js';
import { Meter, type Metered } from './meter.js';

/**
 * `building` from the log, `comparing` with the live version, `leaving`: live, while the former version is still kept
 * for who reads it. The others are ends: `done`; `kept`, when the live version was not replaced, see {@link
 * RebuildProgress.reason}; `cancelled`; `failed`; `interrupted` by the end of the process.
 */
export const REBUILD_PHASES = [
  'building',
  'comparing',
  'leaving',
  'done',
  'kept',
  'cancelled',
  'failed',
  'interrupted',
] as const;
export type RebuildPhase = (typeof REBUILD_PHASES)[number];

/** Why the live version was kept, or a rebuild has failed. */
export const REBUILD_REASONS = ['differences', 'cannot-fold', 'error'] as const;
export type RebuildReason = (typeof REBUILD_REASONS)[number];

/** What to do when a document differs from the live one: the log is right, so replace it; or keep it and tell. */
export const ON_DIFFERENCES = ['switch', 'keep'] as const;
export type OnDifference = (typeof ON_DIFFERENCES)[number];

/** How far a rebuild has come. */
export interface RebuildProgress extends ComparisonResult, Metered {
  readonly projection: string;
  /** That is built, and that it replaces. */
  readonly version: string;
  readonly replaces: string;
  readonly phase: RebuildPhase;
  /** Streams that could not be folded. */
  readonly parked: number;
  readonly reason?: RebuildReason;
  readonly error?: string;
}

/** Why a read model is not rebuilt: nobody knows it, or one is being rebuilt. */
export class RebuildRefused extends Error {
  constructor(readonly reason: 'unknown' | 'running') {
    super(reason === 'unknown' ? 'there is no such read model' : 'a read model is being rebuilt');
    this.name = 'RebuildRefused';
  }
}

/** The runner that a rebuild happens beside. */
export interface RebuildSite {
  readonly store: EventStore;
  readonly readStore: ReadStore;
  readonly lease?: Lease | undefined;
  readonly log: RunnerLog;
  readonly parked: ParkedDocuments;
  readonly writer: PageWriter;
  /** How long the former version is kept up to date after the switch. */
  readonly leaveMs: number;
  readonly pageSize: number;
  /** Does something while no page of the log is being folded. */
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
  readonly open: (version: string) => Promise<StreamFolder>;
  /** From now on it is given every page, or no page any more. */
  readonly join: (folder: StreamFolder) => void;
  readonly part: (folder: StreamFolder) => void;
  /** It answers questions now. */
  readonly wentLive: (folder: StreamFolder) => void;
}

/** How a rebuild ends. */
type Ending = Pick<RebuildProgress, 'phase' | 'reason' | 'error'>;

/** Builds a version of a read model beside the live one while that goes on, compares the two, and switches. */
export class Rebuild {
  /** Resolves when nothing more happens, however it ended. */
  readonly done: Promise<RebuildProgress>;
  private phase: RebuildPhase = 'building';
  /** Said once nothing is left to be tidied up, so that whoever reads it can ask for the next one. */
  private ending?: Ending;
  private built?: StreamFolder;
  private comparison?: Comparison;
  /** Streams that could not be folded, counted when it ended. */
  private unfolded?: number;
  private readonly meter = new Meter();
  private readonly cancelling = new AbortController();
  private readonly signal: AbortSignal;

  /** `stopping` ends it where it is: what is left is tidied up at the next start. */
  constructor(
    private readonly site: RebuildSite,
    private readonly live: StreamFolder,
    private readonly version: string,
    private readonly onDifference: OnDifference,
    private readonly stopping: AbortSignal,
  ) {
    this.signal = AbortSignal.any([stopping, this.cancelling.signal]);
    this.done = this.run().then(() => this.progress());
  }

  /** Leaves the live version as it is; too late once it is replaced. Resolves when nothing is left of the new one. */
  async cancel(): Promise<RebuildProgress> {
    this.cancelling.abort();
    return this.done;
  }

  progress(): RebuildProgress {
    const { name, version } = this.live.collection.definition;
    const compared = this.comparison?.result ?? { compared: 0, different: 0, sample: [] };
    const ending = this.ending ?? { phase: this.phase };
    return {
      projection: name,
      version: this.version,
      replaces: version,
      ...this.meter.read(),
      ...compared,
      parked: this.unfolded ?? this.parkedIn(this.version).length,
      ...ending,
    };
  }

  private async run(): Promise<void> {
    const ending = await this.work().catch((error: unknown) => this.failed(error));
    const isLive = ending.phase === 'done';
    if (isLive) await pause(this.site.leaveMs, this.stopping);
    this.unfolded = this.parkedIn(this.version).length;
    const left = isLive ? this.live : this.built;
    if (left) await this.discard(left).catch((error: unknown) => this.untidy(error));
    this.ending = ending;
    this.meter.stop();
    this.site.log.info({ rebuild: this.progress() }, 'a rebuild has ended');
  }

  private async work(): Promise<Ending> {
    const built = await this.site.open(this.version);
    this.built = built;
    await this.build(built);
    await this.compare(built);
    return this.site.hold(() => this.decide(built));
  }

  /** From the first event to where the live version is; from then on both are given the same pages. */
  private async build(built: StreamFolder): Promise<void> {
    const { store, writer, pageSize, hold, join } = this.site;
    const filter = { categories: [built.projection.codec.category] };
    const head = await store.head();
    const buffer = new DocumentBuffer(built, writer);
    for await (const page of store.readAll({ filter, pageSize })) {
      this.signal.throwIfAborted();
      await buffer.add(page);
      this.meter.passed(page.events.length, shareOf(page.position, head));
      await breathe();
    }
    await buffer.flush();
    await hold(async () => {
      for await (const page of store.readAll({ after: built.seen.position, filter, pageSize }))
        await writer.write([built], page);
      join(built);
    });
  }

  private async compare(built: StreamFolder): Promise<void> {
    this.signal.throwIfAborted();
    this.phase = 'comparing';
    this.meter.builtAll();
    const { site, live, signal } = this;
    const { codec } = built.projection;
    const parked = this.parkedIn(live.collection.definition.version);
    const blank = new Set(parked.filter(({ failedAt }) => failedAt === 0).map(({ stream }) => idOf(stream)));
    this.comparison = new Comparison({
      live,
      built,
      signal,
      hold: site.hold,
      history: (id) => site.store.readStream(`${codec.category}-${id}`),
      complete: (document) => site.writer.writeDocuments(built, [document], []),
      isBlank: (id) => blank.has(id),
    });
    await this.comparison.run();
  }

  /** Makes it live, unless it folds a stream less far than what is live, or differs where that is not wanted. */
  private async decide(built: StreamFolder): Promise<Ending> {
    this.signal.throwIfAborted();
    const setBack = this.setBack();
    if (setBack) return { phase: 'kept', reason: 'cannot-fold', error: setBack.cause };
    if (this.onDifference === 'keep' && (this.comparison?.result.different ?? 0) > 0)
      return { phase: 'kept', reason: 'differences' };
    const { readStore, lease } = this.site;
    await readStore.switchTo(this.live.projection.name, this.version, lease);
    this.site.wentLive(built);
    this.phase = 'leaving';
    return { phase: 'done' };
  }

  /** A stream whose document would go back to an earlier revision. */
  private setBack(): ParkedDocument | undefined {
    const parked = this.parkedIn(this.live.collection.definition.version);
    const live = new Map(parked.map(({ stream, failedAt }) => [stream, failedAt]));
    return this.parkedIn(this.version).find(
      ({ stream, failedAt }) => failedAt < (live.get(stream) ?? Number.POSITIVE_INFINITY),
    );
  }

  /** Removes a version that answers no questions. */
  private async discard(folder: StreamFolder): Promise<void> {
    if (this.stopping.aborted) return;
    const { readStore, lease, hold, part, parked, writer } = this.site;
    const { name, version } = folder.collection.definition;
    await hold(async () => {
      part(folder);
      const released = parked.of(name, version).map((document) => parked.release(document));
      await writer.writeDocuments(folder, [], released);
    });
    await readStore.drop(name, version, lease);
  }

  private failed(error: unknown): Ending {
    if (this.stopping.aborted || error instanceof LeaseLost) return { phase: 'interrupted' };
    if (this.cancelling.signal.aborted) return { phase: 'cancelled' };
    this.site.log.error({ err: error }, 'a rebuild has failed; the live read model is as it was');
    return {
      phase: 'failed',
      reason: 'error',
      error: error instanceof Error ? error.message : String(error),
    };
  }

  private untidy(error: unknown): void {
    this.site.log.error(
      { err: error },
      'what is left of a rebuild could not be removed; the next start will',
    );
  }

  private parkedIn(version: string): readonly ParkedDocument[] {
    return this.site.parked.of(this.live.projection.name, version);
  }
}
