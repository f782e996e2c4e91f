import { type BeforeApplicationShutdown } from '@nestjs/common';
import {
  type Page,
  pause,
  type Position,
  type RunnerLog,
  shareOf,
  START,
  type StoredEvent,
} from '#event-sourcing';
import { LogContact } from './log-contact.js';
import { type Platform } from './open-platform.js';
import { missingFrom, parkedIds, parkedStreams } from './parked-streams.js';
import { PROJECTIONS_LEASE } from './projection-lease.js';
import {
  type MarkedLine,
  type Progress,
  type Projections,
  type ProjectionStatus,
} from './projection-progress.js';
import { type KnownProjections } from './projection-registry.js';
import { ReadModelWatch } from './read-model-watch.js';

/** Pause before live updates are taken up again. */
const AGAIN_MS = 1000;

/**
 * Answers how fresh read models are that another process keeps. It follows the live end of the log by itself and passes
 * an event on once every checkpoint has passed it.
 */
export class ProjectionFollower implements Projections, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly listeners = new Set<(events: readonly StoredEvent[]) => void>();
  private watch?: ReadModelWatch;
  /** Recorded, and not seen by every read model yet. */
  private pending: readonly StoredEvent[] = [];
  private contact?: LogContact;

  constructor(
    private readonly platform: Platform,
    private readonly registry: KnownProjections,
    private readonly log: RunnerLog,
    /** How long the next projector may take to take over. */
    private readonly patienceMs = 2 * PROJECTIONS_LEASE.ttlMs,
  ) {}

  /** Waits until every read model is live in the wanted version, however long the projector builds. */
  async start(): Promise<void> {
    const watch = new ReadModelWatch(this.platform.stores.reads, this.registry, this.log);
    this.watch = watch;
    this.contact = new LogContact(this.platform.stores.events);
    watch.start();
    for (let said = false; !this.stopping.signal.aborted;) {
      await watch.nextSurvey();
      if (watch.live) break;
      if (!said) this.log.info({ missing: watch.missing }, 'waiting for the projector to build read models');
      said = true;
    }
    void this.follow(watch);
  }

  /** Before the stores are closed. */
  beforeApplicationShutdown(): void {
    this.stopping.abort();
    this.watch?.stop();
    this.contact?.stop();
  }

  get ready(): boolean {
    return this.watch?.live ?? false;
  }

  progress(): Progress {
    const { position, recordedAt } = this.watching().mark;
    return { position, recordedAt, lagMs: Math.max(this.behind(position), this.contact?.lostMs ?? 0) };
  }

  waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    return this.watching().waitFor(position, timeoutMs);
  }

  changes(listener: (events: readonly StoredEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  status(): ProjectionStatus {
    const { missing = [], parked = [], keeper = null, trouble, abandonedMs = 0 } = this.watch ?? {};
    const error = trouble ?? (abandonedMs > this.patienceMs ? 'no projector is running' : undefined);
    return {
      ready: this.ready,
      rebuilding: missing.map(({ projection, position }) => ({
        projection,
        share: position === START ? 0 : shareOf(position, this.contact?.head ?? START),
      })),
      parked: parkedStreams(parked),
      ...(error !== undefined && { error }),
      ...(keeper !== null && { keptBy: keeper }),
    };
  }

  parkedAt(projection: string, line: MarkedLine): number | null {
    return missingFrom(this.watch?.parkedAt(projection, line.id), line);
  }

  parkedIds(projection: string): readonly string[] {
    return parkedIds(this.watch?.parked ?? [], projection);
  }

  private watching(): ReadModelWatch {
    if (!this.watch) throw new Error('the read models are not watched yet');
    return this.watch;
  }

  /** How long the oldest event has waited that some read model has not seen. */
  private behind(position: Position): number {
    const oldest = this.pending.find((event) => event.position > position);
    if (!oldest) return 0;
    return Math.max(0, Date.parse(this.platform.clock.now()) - Date.parse(oldest.metadata.recordedAt));
  }

  private async follow(watch: ReadModelWatch): Promise<void> {
    const { signal } = this.stopping;
    const categories = [...new Set(this.registry.all().map(({ codec }) => codec.category))];
    let after = watch.mark.position;
    while (!signal.aborted) {
      try {
        const { events } = this.platform.stores;
        for await (const page of events.subscribe({ after, filter: { categories }, signal })) {
          await this.passOn(page, watch);
          after = page.position;
        }
      } catch (error) {
        this.log.error({ err: error }, 'live updates stopped; they go on from the last event passed on');
      }
      await pause(AGAIN_MS, signal);
    }
  }

  private async passOn({ events }: Page, watch: ReadModelWatch): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    this.pending = events;
    watch.wake();
    if (await watch.mark.waitFor(last.position, Infinity))
      for (const listener of this.listeners) listener(events);
    this.pending = [];
  }
}
