import {
  type Lease,
  pause,
  type ProjectionRunner,
  type ReadStore,
  type Rebuild,
  RebuildRefused,
  type RunnerLog,
} from '#event-sourcing';
import { LOOK_MS, type Order, type OrderAnswer, OrderBook, type PlacedOrder } from './order-book.js';
import { RebuildReports } from './rebuild-reports.js';

/** How often a rebuild's progress is told. */
const TELL_MS = 500;

interface Running {
  readonly model: string;
  readonly rebuild: Rebuild;
  readonly requestedBy: string;
  readonly startedAt: string;
}

/** Does what is asked of the process that keeps the read models, and tells how it goes. */
export class ReadModelKeeper {
  private readonly stopping = new AbortController();
  private readonly loop: Promise<void>;
  private readonly working = new Set<Promise<void>>();
  private running?: Running;

  /** Looks for orders from now on, until {@link stop}; `runner` is prepared. */
  constructor(
    private readonly runner: ProjectionRunner,
    private readonly reads: ReadStore,
    private readonly log: RunnerLog,
    private readonly lease?: Lease,
  ) {
    this.loop = this.keep();
  }

  /** After the runner has stopped: the last report says so. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
    await Promise.all(this.working);
  }

  private async keep(): Promise<void> {
    const { signal } = this.stopping;
    let book: OrderBook | undefined;
    for (let isFirst = true; !signal.aborted;) {
      try {
        book ??= await OrderBook.open(this.reads);
        if (isFirst) await (await RebuildReports.open(this.reads)).interrupt(this.lease);
        isFirst = false;
        for (const order of await book.take(this.lease)) this.begin(this.carryOut(order, book));
      } catch (error) {
        if (!signal.aborted) this.log.info({ err: error }, 'orders to the read models cannot be looked at');
        await pause(TELL_MS, signal);
      }
      await pause(LOOK_MS, signal);
    }
  }

  /** What it works at ends before it stops. */
  private begin(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => this.log.info({ err: error }, 'an order to the read models was lost'))
      .finally(() => this.working.delete(done));
    this.working.add(done);
  }

  private async carryOut(placed: PlacedOrder, book: OrderBook): Promise<void> {
    this.log.info({ order: placed.order, by: placed.by }, 'an order to the read models');
    await book.answer(placed, await this.answer(placed.order, placed.by), this.lease);
  }

  private async answer(order: Order, by: string): Promise<OrderAnswer> {
    try {
      switch (order.kind) {
        case 'rebuild': {
          const rebuild = await this.runner.rebuild(order.model, order.onDifferences);
          const startedAt = new Date().toISOString();
          this.running = { model: order.model, rebuild, requestedBy: by, startedAt };
          await this.tell(this.running);
          this.begin(this.follow(this.running));
          return {};
        }
        case 'cancel-rebuild': {
          return this.cancel(order.model) ? {} : { refused: 'not-running' };
        }
        case 'retry':
          return await this.runner.retry(order.parked);
      }
    } catch (error) {
      if (error instanceof RebuildRefused) return { refused: error.reason };
      this.log.error({ err: error, order }, 'an order to the read models could not be carried out');
      return { refused: 'failed' };
    }
  }

  /** False when there is nothing to cancel, or when it is live already. */
  private cancel(model: string): boolean {
    const { running } = this;
    if (running?.model !== model || running.rebuild.progress().phase === 'leaving') return false;
    void running.rebuild.cancel();
    return true;
  }

  private async follow(running: Running): Promise<void> {
    const done = running.rebuild.done.then(() => true);
    while (!(await Promise.race([done, pause(TELL_MS).then(() => false)])))
      await this.tell(running).catch(() => undefined);
    delete this.running;
    await this.tell(running);
  }

  private async tell({ rebuild, requestedBy, startedAt }: Running): Promise<void> {
    const reports = await RebuildReports.open(this.reads);
    await reports.write({ ...rebuild.progress(), requestedBy, startedAt }, this.lease);
  }
}
