import {
  type DataKey,
  keyIdOf,
  type KeyStore,
  ownersOf,
  type Share,
  StoreUnavailable,
} from '#event-sourcing';

/** How long a key may be used that the store could not confirm: as long, somebody erased elsewhere may be readable. */
export const UNCONFIRMED_MS = 600_000;
/** A store that did not answer is not asked again for so long about what is remembered. */
const AWAY_MS = 5000;
const MOST_KEYS = 10_000;

interface Remembered {
  readonly key: DataKey;
  readonly confirmedAt: number;
}

/**
 * Keys on a server that may go away: what was opened or sealed lately can be worked on meanwhile. While the server
 * answers, every key is asked for, so that one that was destroyed by another process is not used again.
 */
export class RememberedKeys implements KeyStore {
  private readonly known = new Map<string, Remembered>();
  private awayUntil = -Infinity;

  /** `now` in milliseconds of any clock that does not go back. */
  constructor(
    private readonly keys: KeyStore,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async keyFor(owners: readonly string[]): Promise<DataKey> {
    const key = await this.confirmed(keyIdOf(ownersOf(owners)), () => this.keys.keyFor(owners));
    if (!key) throw new StoreUnavailable('the key was not made');
    return key;
  }

  find(keyId: string): Promise<DataKey | null> {
    return this.confirmed(keyId, () => this.keys.find(keyId));
  }

  sharesOf(owner: string): Promise<readonly Share[]> {
    return this.keys.sharesOf(owner);
  }

  async destroy(owner: string): Promise<number> {
    this.known.clear();
    try {
      return await this.keys.destroy(owner);
    } finally {
      // Whoever asked meanwhile was told what was so then.
      this.known.clear();
    }
  }

  digest(purpose: string, value: string): Promise<string> {
    return this.keys.digest(purpose, value);
  }

  close(): Promise<void> {
    this.known.clear();
    return this.keys.close();
  }

  private async confirmed(id: string, ask: () => Promise<DataKey | null>): Promise<DataKey | null> {
    if (this.now() < this.awayUntil) {
      const remembered = this.remembered(id);
      if (remembered) return remembered;
    }
    try {
      const key = await ask();
      this.remember(id, key);
      return key;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) {
        this.known.delete(id);
        throw error;
      }
      this.awayUntil = this.now() + AWAY_MS;
      const remembered = this.remembered(id);
      if (remembered) return remembered;
      throw error;
    }
  }

  private remembered(id: string): DataKey | null {
    const found = this.known.get(id);
    return found && this.now() - found.confirmedAt < UNCONFIRMED_MS ? found.key : null;
  }

  /** The one that was not asked for longest is forgotten first. */
  private remember(id: string, key: DataKey | null): void {
    this.awayUntil = -Infinity;
    this.known.delete(id);
    if (!key) return;
    this.known.set(id, { key, confirmedAt: this.now() });
    const oldest = this.known.keys().next();
    if (this.known.size > MOST_KEYS && !oldest.done) this.known.delete(oldest.value);
  }
}
