import { type Collection } from 'mongodb';
import { collectionKey, type CollectionDefinition, type Lease, LeaseLost } from '#event-sourcing';
import { type Connection, TIME_LIMIT } from './connection.js';
import { isDuplicateKey } from './trouble.js';

/** All versions of one read model, and the pointer to the live one: one document, so that each change is one step. */
interface Model {
  readonly _id: string;
  /** In the order of their making. */
  readonly versions: string[];
  readonly live?: string;
  /** Token of the lease in whose name it was last changed: an older one changes nothing any more. */
  readonly fence?: number;
}

/** Which versions of which read models there are. */
export class Models {
  private readonly models: Collection<Model>;

  constructor(connection: Connection) {
    this.models = connection.collection<Model>('models');
  }

  async add({ name, version }: CollectionDefinition): Promise<void> {
    if ((await this.versions(name)).includes(version)) return;
    try {
      await this.models.updateOne({ _id: name }, { $addToSet: { versions: version } }, { upsert: true });
    } catch (error) {
      // Another process made the document a moment ago.
      if (!isDuplicateKey(error)) throw error;
      await this.models.updateOne({ _id: name }, { $addToSet: { versions: version } });
    }
  }

  async live(name: string): Promise<string | null> {
    return (await this.find(name))?.live ?? null;
  }

  async versions(name: string): Promise<readonly string[]> {
    return (await this.find(name))?.versions ?? [];
  }

  /** @throws LeaseLost; Error when the version does not exist */
  async switchTo(name: string, version: string, lease?: Lease): Promise<void> {
    const { matchedCount } = await this.models.updateOne(
      { _id: name, versions: version, ...notAfter(lease) },
      { $set: { live: version, ...(lease && { fence: lease.token }) } },
    );
    if (matchedCount > 0) return;
    await this.assertBehindFence(name, lease);
    throw new Error(`there is no ${collectionKey(name, version)}`);
  }

  /** @throws LeaseLost; Error when the version is live */
  async remove(name: string, version: string, lease?: Lease): Promise<void> {
    const { matchedCount } = await this.models.updateOne(
      { _id: name, live: { $ne: version }, ...notAfter(lease) },
      { $pull: { versions: version }, ...(lease && { $set: { fence: lease.token } }) },
    );
    if (matchedCount > 0) return;
    await this.assertBehindFence(name, lease);
    if ((await this.live(name)) === version) throw new Error(`${collectionKey(name, version)} is live`);
  }

  /** @throws LeaseLost */
  private async assertBehindFence(name: string, lease: Lease | undefined): Promise<void> {
    const { fence = 0 } = (await this.find(name)) ?? {};
    if (lease && fence > lease.token) throw new LeaseLost(lease);
  }

  private find(name: string): Promise<Model | null> {
    return this.models.findOne({ _id: name }, { maxTimeMS: TIME_LIMIT });
  }
}

/** Those that nobody has changed in the name of a newer lease. */
const notAfter = (lease: Lease | undefined): object =>
  lease ? { $or: [{ fence: { $exists: false } }, { fence: { $lte: lease.token } }] } : {};
