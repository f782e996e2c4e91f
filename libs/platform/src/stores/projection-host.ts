import { type BeforeApplicationShutdown } from '@nestjs/common';
import { type BuildProgress, ProjectionRunner, type RunnerLog, type StoredEvent } from '#event-sourcing';
import { type Platform } from './open-platform.js';
import {
  type ParkedStreams,
  type Progress,
  type ProjectionProgress,
  type ProjectionStatus,
} from './projection-progress.js';
import { type ProjectionRegistry } from './projection-registry.js';

export { type RunnerLog };

/** Say how a build goes at most this often. */
const LOG_EVERY_MS = 2000;

/** Runs the projections inside this process and answers how fresh the read models are. */
export class ProjectionHost implements ProjectionProgress, BeforeApplicationShutdown {
  private runner?: ProjectionRunner;
  private building?: BuildProgress;
  private caughtUp = false;
  private error?: string;
  private readonly listeners = new Set<(events: readonly StoredEvent[]) => void>();

  constructor(
    private readonly platform: Platform,
    private readonly registry: ProjectionRegistry,
    private readonly log: RunnerLog,
  ) {}

  /** Builds what is not live yet, then follows the log; resolves when every read model has caught up. */
  async start(): Promise<void> {
    const { stores, sealer, clock } = this.platform;
    const runner = new ProjectionRunner({
      store: stores.events,
      readStore: stores.reads,
      sealer,
      projections: this.registry.all(),
      clock,
      log: {
        info: (fields, message) => this.log.info(fields, message),
        error: (fields, message) => {
          this.error = message;
          this.log.error(fields, message);
        },
      },
    });
    this.runner = runner;
    await runner.prepare(this.logBuild());
    this.building = undefined;
    runner.mark.onSaved((events) => {
      this.error = undefined;
      for (const listener of this.listeners) listener(events);
    });
    const head = await stores.events.head();
    runner.start();
    await runner.mark.waitFor(head, Infinity);
    this.caughtUp = true;
  }

  /** Before the stores are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.runner?.stop();
  }

  progress(): Progress {
    const { saved, recordedAt, lagMs } = this.running().progress();
    return { position: saved, recordedAt, lagMs };
  }

  waitFor(position: string, timeoutMs: number): Promise<boolean> {
    return this.running().mark.waitFor(position, timeoutMs);
  }

  changes(listener: (events: readonly StoredEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  status(): ProjectionStatus {
    const { building } = this;
    return {
      ready: this.caughtUp,
      rebuilding: (building?.projections ?? []).map((projection) => ({
        projection,
        events: building?.events ?? 0,
        share: building?.share ?? 0,
      })),
      parked: this.parked(),
      ...(this.error !== undefined && { error: this.error }),
    };
  }

  private running(): ProjectionRunner {
    if (!this.runner) throw new Error('the projections were not started');
    return this.runner;
  }

  private parked(): ParkedStreams[] {
    const groups = new Map<string, ParkedStreams>();
    for (const { projection, cause } of this.runner?.parkedDocuments() ?? []) {
      const key = `${projection} ${cause}`;
      groups.set(key, { projection, cause, streams: (groups.get(key)?.streams ?? 0) + 1 });
    }
    return [...groups.values()];
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
