/** Values asked for one by one in one turn of the event loop, read together. */
export class Batch<V> {
  private wanted = new Map<string, PromiseWithResolvers<V | null>>();

  constructor(private readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>) {}

  get(key: string): Promise<V | null> {
    const known = this.wanted.get(key);
    if (known) return known.promise;
    const asked = Promise.withResolvers<V | null>();
    if (this.wanted.size === 0) setImmediate(() => void this.flush());
    this.wanted.set(key, asked);
    return asked.promise;
  }

  private async flush(): Promise<void> {
    const { wanted } = this;
    this.wanted = new Map();
    try {
      const found = await this.read([...wanted.keys()]);
      for (const [key, { resolve }] of wanted) resolve(found.get(key) ?? null);
    } catch (error) {
      for (const { reject } of wanted.values()) reject(error);
    }
  }
}
