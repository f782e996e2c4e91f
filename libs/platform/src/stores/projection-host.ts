import { type BeforeApplicationShutdown } from '@nestjs/common';
import {
  type BuildProgress,
  type Lease,
  ProjectionRunner,
  type RunnerLog,
  type StoredEvent,
} from '#event-sourcing';
import { isEmbedded } from '../config/store-url.js';
import { ReadModelKeeper } from '../read-models/read-model-keeper.js';
import { LogContact } from './log-contact.js';
import { type Platform } from './open-platform.js';
import { missingFrom, parkedIds, parkedStreams } from './parked-streams.js';
import {
  type MarkedLine,
  type Progress,
  type Projections,
  type ProjectionStatus,
} from './projection-progress.js';
import { type KnownProjections } from './projection-registry.js';

export { type RunnerLog };

/** How long a version that was replaced is kept for other processes, which look once a second. */
const LEAVE_MS = 15_000;
/** Say how a build goes at most this often. */
const LOG_EVERY_MS = 2000;

/** Runs the projections inside this process and answers how fresh the read models are. */
export class ProjectionHost implements Projections, BeforeApplicationShutdown {
  private runner?: ProjectionRunner;
  private building?: BuildProgress;
  private caughtUp = false;
  private contact?: LogContact;
  private keeper?: ReadModelKeeper;
  private starting?: Promise<void>;
  private stopped = false;
  /** What went wrong, until the next page passes. */
  private trouble?: { readonly message: string; readonly passes: number };
  private readonly listeners = new Set<(events: readonly StoredEvent[]) => void>();

  /** With a lease where several processes might run the same projections; without one, the folder's lock decides. */
  constructor(
    private readonly platform: Platform,
    private readonly registry: KnownProjections,
    private readonly log: RunnerLog,
    private readonly lease?: Lease,
  ) {}

  /**
   * Builds what is not live yet, then follows the log; resolves when every read model has caught up, or when it was
   * stopped before. @throws LeaseLost, StoreUnavailable
   */
  async start(): Promise<void> {
    const runner = this.newRunner();
    this.runner = runner;
    const { config, stores } = this.platform;
    if (!isEmbedded(config.eventStore)) this.contact = new LogContact(stores.events);
    this.starting = this.bringUp(runner);
    try {
      await this.starting;
    } catch (error) {
      if (!this.stopped) throw error;
    }
  }

  /** Resolves when nothing is followed any more. */
  async ended(): Promise<void> {
    await this.runner?.ended;
  }

  /** Finishes the page under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.contact?.stop();
    await this.runner?.stop();
    await this.keeper?.stop();
    await this.starting?.catch(() => undefined);
  }

  /** Before the stores are closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  get ready(): boolean {
    return this.caughtUp;
  }

  progress(): Progress {
    const { saved, recordedAt, lagMs } = this.running().progress();
    return { position: saved, recordedAt, lagMs: Math.max(lagMs, this.contact?.lostMs ?? 0) };
  }

  waitFor(position: string, timeoutMs: number): Promise<boolean> {
    return this.running().mark.waitFor(position, timeoutMs);
  }

  changes(listener: (events: readonly StoredEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  status(): ProjectionStatus {
    const { building, trouble } = this;
    const isStuck = trouble !== undefined && trouble.passes === this.runner?.mark.passes;
    return {
      ready: this.ready,
      rebuilding: (building?.projections ?? []).map((projection) => ({
        projection,
        events: building?.events ?? 0,
        share: building?.share ?? 0,
      })),
      parked: parkedStreams(this.runner?.parkedDocuments() ?? []),
      ...(isStuck && { error: trouble.message }),
    };
  }

  parkedAt(projection: string, line: MarkedLine): number | null {
    return missingFrom(this.runner?.parkedAt(projection, line.id), line);
  }

  parkedIds(projection: string): readonly string[] {
    return parkedIds(this.runner?.parkedDocuments() ?? [], projection);
  }

  private newRunner(): ProjectionRunner {
    const { stores, sealer, clock } = this.platform;
    return new ProjectionRunner({
      store: stores.events,
      readStore: stores.reads,
      sealer,
      projections: this.registry.all(),
      clock,
      leaveMs: this.lease ? LEAVE_MS : 1000,
      onLive: ({ name }, version) => this.registry.learn?.(name, version),
      rebuildLog: this.log,
      ...(this.lease && { lease: this.lease }),
      log: {
        info: (fields, message) => this.log.info(fields, message),
        error: (fields, message) => {
          this.trouble = { message, passes: this.runner?.mark.passes ?? 0 };
          this.log.error(fields, message);
        },
      },
    });
  }

  private async bringUp(runner: ProjectionRunner): Promise<void> {
    await runner.prepare(this.logBuild());
    this.building = undefined;
    runner.mark.onSaved((events) => {
      for (const listener of this.listeners) listener(events);
    });
    const head = await this.platform.stores.events.head();
    if (this.stopped) return;
    runner.start();
    this.keeper = new ReadModelKeeper(runner, this.platform.stores.reads, this.log, this.lease);
    this.caughtUp = await runner.mark.waitFor(head, Infinity);
  }

  private running(): ProjectionRunner {
    if (!this.runner) throw new Error('the projections were not started');
    return this.runner;
  }

  private logBuild(): (progress: BuildProgress) => void {
    let last = 0;
    const started = Date.now();
    return (progress) => {
      this.building = progress;
      if (!progress.done && Date.now() - last < LOG_EVERY_MS) return;
      last = Date.now();
      const { projections, events, share, done } = progress;
      const seconds = Math.max(0.001, (last - started) / 1000);
      this.log.info(
        {
          projections,
          events,
          percent: Math.floor(share * 100),
          eventsPerSecond: Math.round(events / seconds),
          secondsLeft: share > 0 ? Math.round((seconds * (1 - share)) / share) : null,
        },
        done ? 'read models are built' : 'building read models from the log',
      );
    };
  }
}
