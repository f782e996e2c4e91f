/** Lets so many through at once; the others wait in order. */
export class Gate {
  private inside = 0;
  private readonly queue: (() => void)[] = [];
  private readonly idlers: (() => void)[] = [];

  constructor(private readonly width: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside < this.width) this.inside += 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Resolves when nobody is inside or waits. */
  async idle(): Promise<void> {
    if (this.inside > 0) await new Promise<void>((resolve) => this.idlers.push(resolve));
  }

  private leave(): void {
    const next = this.queue.shift();
    // Whoever waits takes the place over, so that nobody slips in between.
    if (next) return next();
    this.inside -= 1;
    if (this.inside === 0) for (const resolve of this.idlers.splice(0)) resolve();
  }
}
