import {
  collectionKey,
  idOf,
  liveCollection,
  type ParkedDocument,
  ParkedDocuments,
  pause,
  type Position,
  type Projection,
  type ReadStore,
  type RunnerLog,
  SavedMark,
  START,
  StoreUnavailable,
} from '#event-sourcing';
import { PROJECTIONS_LEASE } from './projection-lease.js';
import { type KnownProjections } from './projection-registry.js';

/** How often checkpoints are looked at while they move or somebody waits for them. */
const SOON_MS = 20;
/** How often otherwise, and how often everything else is looked at. */
const RARELY_MS = 1000;

/** What is known of a read model that another process keeps. */
interface Watched {
  readonly projection: Projection;
  /** Of the collection: that is live, or has to be built. */
  version: string;
  position: Position;
  recordedAt: string;
  live: boolean;
}

/** Looks at read models that another process keeps: how far they are, whether they are live, and who keeps them. */
export class ReadModelWatch {
  /** As far as all of them are. */
  readonly mark = new SavedMark();
  /** The process that keeps them; `null` while none is known. */
  keeper: string | null = null;
  private keptAt = performance.now();
  parked: readonly ParkedDocument[] = [];
  /** Of the same, by read model and record: the revision of the event that failed. */
  private parkedAtOf: ReadonlyMap<string, number> = new Map();
  /** What the read store says for itself while it cannot be read. */
  trouble?: string;
  private readonly watched: readonly Watched[];
  private readonly stopping = new AbortController();
  private waking = new AbortController();
  private impatient = 0;
  private surveyed = Promise.withResolvers<void>();

  constructor(
    private readonly reads: ReadStore,
    private readonly projections: KnownProjections,
    private readonly log: RunnerLog,
  ) {
    this.watched = projections.all().map((projection) => ({
      projection,
      version: projection.version,
      position: START,
      recordedAt: '',
      live: false,
    }));
  }

  /** Looks from now on; ends with {@link stop}. */
  start(): void {
    void this.lookAgainAndAgain();
  }

  stop(): void {
    this.stopping.abort();
    this.surveyed.resolve();
    this.mark.release();
  }

  /** Every one of them is live in the version that is wanted. */
  get live(): boolean {
    return this.watched.every(({ live }) => live);
  }

  /** Nobody has kept them for so long, in milliseconds. */
  get abandonedMs(): number {
    return this.keeper === null ? performance.now() - this.keptAt : 0;
  }

  /** Those that are not, and how far they are. */
  get missing(): readonly { readonly projection: string; readonly position: Position }[] {
    const missing = this.watched.filter(({ live }) => !live);
    return missing.map((one) => ({ projection: keyOf(one), position: one.position }));
  }

  /** As {@link ProjectionRunner.parkedAt}. */
  parkedAt(projection: string, id: string): number | null {
    return this.parkedAtOf.get(`${projection} ${id}`) ?? null;
  }

  /** Resolves after the next survey. */
  nextSurvey(): Promise<void> {
    return this.surveyed.promise;
  }

  /** As {@link SavedMark.waitFor}; the checkpoints are looked at often meanwhile. */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    if (this.mark.position >= position) return true;
    this.impatient += 1;
    this.wake();
    try {
      return await this.mark.waitFor(position, timeoutMs);
    } finally {
      this.impatient -= 1;
    }
  }

  /** Something will happen soon: look now, and often for a while. */
  wake(): void {
    this.waking.abort();
  }

  private async lookAgainAndAgain(): Promise<void> {
    const { signal } = this.stopping;
    let delay = SOON_MS;
    for (let surveyedAt = -Infinity; !signal.aborted;) {
      this.waking = new AbortController();
      const before = this.mark.position;
      const isDue = performance.now() - surveyedAt >= RARELY_MS;
      if (isDue) surveyedAt = performance.now();
      await this.attempt(isDue);
      const lively = this.impatient > 0 || this.mark.position !== before;
      delay = lively ? SOON_MS : Math.min(delay * 2, RARELY_MS);
      await pause(delay, AbortSignal.any([signal, this.waking.signal]));
      if (this.waking.signal.aborted) delay = SOON_MS;
    }
  }

  /** A store that is away is asked again; what it said last stands meanwhile. */
  private async attempt(isDue: boolean): Promise<void> {
    try {
      // First, so that it is the live version whose checkpoint is looked at.
      if (isDue) await this.survey();
      await this.look();
      if (isDue) this.surveyIsOver();
      this.trouble = undefined;
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      const trouble =
        error instanceof StoreUnavailable ? error.message : 'the read models cannot be looked at';
      if (this.trouble === undefined) this.log.error({ err: error }, trouble);
      this.trouble = trouble;
    }
  }

  private async look(): Promise<void> {
    await Promise.all(
      this.watched.map(async (one) => {
        const checkpoint = await this.reads.checkpoint(keyOf(one));
        one.position = checkpoint?.position ?? START;
        one.recordedAt = checkpoint?.recordedAt ?? '';
      }),
    );
    const [last] = [...this.watched].sort((a, b) => (a.position < b.position ? -1 : 1));
    if (!last || last.position === this.mark.position) return;
    // Saved before the checkpoints: what they have passed and is parked is known once they are known.
    await this.lookAtParked();
    // Also back, when they are built again.
    this.mark.recordedAt = last.recordedAt;
    this.mark.pass({ events: [], position: last.position, caughtUp: false });
  }

  private async survey(): Promise<void> {
    await Promise.all(
      this.watched.map(async (one) => {
        const live = await liveCollection(this.reads, one.projection);
        one.live = live !== null;
        one.version = live?.version ?? one.projection.version;
        if (live) this.projections.learn?.(live.name, live.version);
      }),
    );
    this.keeper = await this.reads.leases.holder(PROJECTIONS_LEASE.name);
    if (this.keeper !== null) this.keptAt = performance.now();
    await this.lookAtParked();
  }

  private async lookAtParked(): Promise<void> {
    const keys = new Set(this.watched.map(keyOf));
    const parked = (await ParkedDocuments.open(this.reads)).list();
    this.parked = parked.filter(({ projection, version }) => keys.has(collectionKey(projection, version)));
    this.parkedAtOf = new Map(
      this.parked.map(({ projection, stream, failedAt }) => [`${projection} ${idOf(stream)}`, failedAt]),
    );
  }

  private surveyIsOver(): void {
    this.surveyed.resolve();
    this.surveyed = Promise.withResolvers();
  }
}

const keyOf = ({ projection, version }: Watched): string => collectionKey(projection.name, version);
