import { randomBytes } from 'node:crypto';
import { type DataKey, KeyDestroyed, type KeptKey, type KeyWrapping } from '#event-sourcing';
import { type KeyFile } from './key-file.js';

interface Wanted {
  readonly owners: readonly string[];
  readonly made: Promise<DataKey>;
  readonly resolve: (key: DataKey) => void;
  readonly reject: (error: unknown) => void;
}

/** Makes keys: those asked for in one turn of the event loop become durable in one transaction. */
export class KeyMaker {
  private wanted = new Map<string, Wanted>();

  constructor(
    private readonly file: KeyFile,
    private readonly wrapping: KeyWrapping,
    /** Told at once, so that a destruction that comes next finds what it has to forget. */
    private readonly remember: (key: DataKey) => void,
  ) {}

  /** The new key of `owners`, once it survives a crash. @throws KeyDestroyed */
  make(id: string, owners: readonly string[]): Promise<DataKey> {
    const known = this.wanted.get(id);
    if (known) return known.made;
    const { promise, resolve, reject } = Promise.withResolvers<DataKey>();
    if (this.wanted.size === 0) setImmediate(() => this.flush());
    this.wanted.set(id, { owners, made: promise, resolve, reject });
    return promise;
  }

  /** Makes what is waited for, now. */
  flush(): void {
    const wanted = this.wanted;
    this.wanted = new Map();
    const made: (KeptKey & { readonly key: DataKey; readonly resolve: Wanted['resolve'] })[] = [];
    try {
      for (const [id, { owners, resolve, reject }] of wanted) {
        const destroyed = this.file.destroyedAmong(owners);
        if (destroyed.length > 0) {
          reject(new KeyDestroyed(destroyed));
          continue;
        }
        const key: DataKey = { id, secret: randomBytes(32) };
        made.push({ id, owners, wrapped: this.wrapping.wrap(key), key, resolve });
      }
      if (made.length > 0) this.file.add(made);
    } catch (error) {
      for (const { reject } of wanted.values()) reject(error);
      return;
    }
    for (const { key, resolve } of made) {
      this.remember(key);
      resolve(key);
    }
  }
}
