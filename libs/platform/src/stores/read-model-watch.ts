import {
  collectionKey,
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

/** How often checkpoints are looked at while they move or somebody waits for them. */
const SOON_MS = 20;
/** How often otherwise, and how often everything else is looked at. */
const RARELY_MS = 1000;

/** What is known of a read model that another process keeps. */
interface Watched {
  readonly projection: Projection;
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
  /** What the read store says for itself while it cannot be read. */
  trouble?: string;
  private readonly watched: readonly Watched[];
  private readonly stopping = new AbortController();
  private waking = new AbortController();
  private impatient = 0;
  private surveyed = Promise.withResolvers<void>();

  constructor(
    private readonly reads: ReadStore,
    projections: readonly Projection[],
    private readonly log: RunnerLog,
  ) {
    this.watched = projections.map((projection) => ({
      projection,
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
    return missing.map(({ projection, position }) => ({ projection: keyOf(projection), position }));
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
      await this.look();
      if (isDue) await this.survey();
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
        const checkpoint = await this.reads.checkpoint(keyOf(one.projection));
        one.position = checkpoint?.position ?? START;
        one.recordedAt = checkpoint?.recordedAt ?? '';
      }),
    );
    const [last] = [...this.watched].sort((a, b) => (a.position < b.position ? -1 : 1));
    if (!last || last.position === this.mark.position) return;
    // Also back, when they are built again.
    this.mark.recordedAt = last.recordedAt;
    this.mark.pass({ events: [], position: last.position, caughtUp: false });
  }

  private async survey(): Promise<void> {
    await Promise.all(
      this.watched.map(async (one) => {
        const { name, version } = one.projection;
        one.live = (await this.reads.liveVersion(name)) === version;
      }),
    );
    this.keeper = await this.reads.leases.holder(PROJECTIONS_LEASE.name);
    if (this.keeper !== null) this.keptAt = performance.now();
    this.parked = (await ParkedDocuments.open(this.reads)).list();
    this.surveyed.resolve();
    this.surveyed = Promise.withResolvers();
  }
}

const keyOf = ({ name, version }: Projection): string => collectionKey(name, version);
