import { createHmac, randomBytes } from 'node:crypto';
import { type DataKey, KeyDestroyed, type KeyStore, type Share } from '#event-sourcing';

/** Keys that live as long as the spec. */
export class MemoryKeys implements KeyStore {
  private readonly keys = new Map<string, { key: DataKey; owners: readonly string[] }>();
  private readonly erased = new Set<string>();

  keyFor(owners: readonly string[]): Promise<DataKey> {
    const erased = owners.filter((owner) => this.erased.has(owner));
    if (erased.length > 0) return Promise.reject(new KeyDestroyed(erased));
    const id = owners.join('+');
    const known = this.keys.get(id) ?? { key: { id, secret: randomBytes(32) }, owners };
    this.keys.set(id, known);
    return Promise.resolve(known.key);
  }

  find(keyId: string): Promise<DataKey | null> {
    return Promise.resolve(this.keys.get(keyId)?.key ?? null);
  }

  sharesOf(owner: string): Promise<readonly Share[]> {
    const all = [...this.keys].map(([key, { owners }]) => ({ key, owners }));
    return Promise.resolve(all.filter(({ owners }) => owners.includes(owner)));
  }

  destroy(owner: string): Promise<number> {
    this.erased.add(owner);
    const shared = [...this.keys].filter(([, { owners }]) => owners.includes(owner));
    for (const [id] of shared) this.keys.delete(id);
    return Promise.resolve(shared.length);
  }

  digest(purpose: string, value: string): Promise<string> {
    return Promise.resolve(createHmac('sha256', purpose).update(value).digest('base64url'));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
