/** How much of the log has been folded, how fast, and for how long it will go on. */
export interface Metered {
  readonly events: number;
  /** Part of the log that is folded, 0 to 1. */
  readonly share: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** Of building; `null` while nobody can tell, as from the comparison on; 0 once it has ended. */
  readonly secondsLeft: number | null;
}

/** Counts events by this process's clock. */
export class Meter {
  private readonly started = performance.now();
  private stopped?: number;
  private built = this.started;
  private events = 0;
  private share = 0;
  private isBuilt = false;

  /** So many events more, which lie up to `share` of the log. */
  passed(events: number, share: number): void {
    this.events += events;
    this.share = share;
    this.built = performance.now();
  }

  /** What follows takes nobody knows how long. */
  builtAll(): void {
    this.isBuilt = true;
  }

  stop(): void {
    this.stopped = performance.now();
  }

  read(): Metered {
    const { events, share } = this;
    const building = Math.max(0.001, (this.built - this.started) / 1000);
    return {
      events,
      share,
      seconds: ((this.stopped ?? performance.now()) - this.started) / 1000,
      eventsPerSecond: Math.round(events / building),
      secondsLeft: this.left(building),
    };
  }

  private left(building: number): number | null {
    const { share } = this;
    if (this.stopped !== undefined) return 0;
    return this.isBuilt || share === 0 ? null : Math.round((building * (1 - share)) / share);
  }
}
