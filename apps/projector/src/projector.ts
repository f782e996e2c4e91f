import { HeldLease, LeaseLost, pause, type RunnerLog } from '#event-sourcing';
import {
  type ModuleDescriptor,
  type Platform,
  processName,
  ProjectionHost,
  type ProjectionStatus,
  PROJECTIONS_LEASE,
  projectionsOf,
} from '#platform';

const { name: LEASE, ttlMs: TTL_MS } = PROJECTIONS_LEASE;

/**
 * Folds the log into the read models of an office as long as it has the lease; while another one has it, it stands by
 * and takes over when that one ends.
 */
export class Projector {
  readonly name = processName();
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private host?: ProjectionHost;
  private error?: string;

  /** Works from now on, until {@link stop}. */
  constructor(
    private readonly platform: Platform,
    private readonly modules: readonly ModuleDescriptor[],
    private readonly log: RunnerLog,
  ) {
    this.running = this.run();
  }

  /** Finishes the page under way and lets the next one take over at once. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.host?.stop();
    await this.running;
  }

  /** Ready while it stands by as well: then it would take over at any moment. */
  status(): ProjectionStatus {
    const standingBy: ProjectionStatus = { ready: true, rebuilding: [], parked: [] };
    return { ...(this.host?.status() ?? standingBy), ...(this.error !== undefined && { error: this.error }) };
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let standingBy = false;
    while (!signal.aborted) {
      try {
        const { leases } = this.platform.stores.reads;
        const held = await HeldLease.acquire(leases, LEASE, this.name, TTL_MS);
        if (!held && !standingBy)
          this.log.info(
            { lease: LEASE, holder: await leases.holder(LEASE) },
            'standing by: another one works',
          );
        standingBy = !held;
        if (held) await this.work(held);
        this.error = undefined;
      } catch (error) {
        if (error instanceof LeaseLost) this.log.info({ err: error }, 'another projector has taken over');
        else this.fail(error);
      }
      await pause(TTL_MS / 3, signal);
    }
  }

  private async work(held: HeldLease): Promise<void> {
    const { office, stores } = this.platform;
    const registry = { all: () => projectionsOf(this.modules, office, stores.keys) };
    const host = new ProjectionHost(this.platform, registry, this.log, held.lease);
    this.host = host;
    this.log.info({ lease: LEASE, holder: this.name }, 'the projector works');
    try {
      if (this.stopping.signal.aborted) return;
      await Promise.race([this.follow(host), held.ended]);
    } finally {
      await host.stop();
      await held.release();
      this.host = undefined;
    }
  }

  private async follow(host: ProjectionHost): Promise<void> {
    await host.start();
    this.error = undefined;
    if (host.ready) this.log.info({}, 'every read model has caught up');
    await host.ended();
  }

  private fail(error: unknown): void {
    this.error = error instanceof Error ? error.message : String(error);
    this.log.error({ err: error }, 'the projector could not go on; it begins again');
  }
}
