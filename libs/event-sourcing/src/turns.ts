/** Lets pieces of work happen one after the other, in the order in which they were asked for. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as `work` does, which begins when everything before it has ended. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** Lets everything else that waits in this process go first. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
