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

/** {@link Turns} of each key by itself; nothing is kept of a key at which nobody waits. */
export class TurnsByKey<K> {
  private readonly turns = new Map<K, Promise<unknown>>();

  async take<T>(key: K, work: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(work, work);
    this.turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(key) === turn) this.turns.delete(key);
    }
  }
}

/** Lets everything else that waits in this process go first. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
