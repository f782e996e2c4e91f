import { type Collection } from 'mongodb';
import { collectionKey, type CollectionDefinition } from '#event-sourcing';
import { type Connection, TIME_LIMIT } from './connection.js';
import { isDuplicateKey } from './trouble.js';

/** All versions of one read model, and the pointer to the live one: one document, so that each change is one step. */
interface Model {
  readonly _id: string;
  /** In the order of their making. */
  readonly versions: string[];
  readonly live?: string;
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

  /** @throws Error when the version does not exist */
  async switchTo(name: string, version: string): Promise<void> {
    const key = collectionKey(name, version);
    const { matchedCount } = await this.models.updateOne(
      { _id: name, versions: version },
      { $set: { live: version } },
    );
    if (matchedCount === 0) throw new Error(`there is no ${key}`);
  }

  /** @throws Error when the version is live */
  async remove(name: string, version: string): Promise<void> {
    const { matchedCount } = await this.models.updateOne(
      { _id: name, live: { $ne: version } },
      { $pull: { versions: version } },
    );
    if (matchedCount === 0 && (await this.live(name)) === version)
      throw new Error(`${collectionKey(name, version)} is live`);
  }

  private find(name: string): Promise<Model | null> {
    return this.models.findOne({ _id: name }, { maxTimeMS: TIME_LIMIT });
  }
}
