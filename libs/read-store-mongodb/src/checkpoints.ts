import { type Collection, type Document } from 'mongodb';
import { type Checkpoint } from '#event-sourcing';
import { type Connection, TIME_LIMIT } from './connection.js';
import { isDuplicateKey } from './trouble.js';

interface KeptCheckpoint extends Document {
  readonly _id: string;
  /** `null` until the first save: the collection is there, and nothing is in it. */
  readonly position: string | null;
  readonly recordedAt: string;
}

/** How far each projection has come; none moves backwards. */
export class Checkpoints {
  private readonly checkpoints: Collection<KeptCheckpoint>;

  constructor(connection: Connection) {
    this.checkpoints = connection.collection<KeptCheckpoint>('checkpoints');
  }

  async find(projection: string): Promise<Checkpoint | null> {
    const kept = await this.checkpoints.findOne({ _id: projection }, { maxTimeMS: TIME_LIMIT });
    if (!kept || kept.position === null) return null;
    return { projection, position: kept.position, recordedAt: kept.recordedAt };
  }

  /** Makes room for the checkpoint of a collection. */
  async prepare(projection: string): Promise<void> {
    const empty = { position: null, recordedAt: '' };
    try {
      await this.checkpoints.updateOne({ _id: projection }, { $setOnInsert: empty }, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /**
   * Moves the checkpoint forward. One of a collection that somebody dropped is not made again: it would say of an
   * empty collection that it is complete.
   * @throws Error for a checkpoint that was prepared and is gone
   */
  async save({ projection, position, recordedAt }: Checkpoint, isPrepared: boolean): Promise<void> {
    const older = { _id: projection, $or: [{ position: null }, { position: { $lte: position } }] };
    try {
      const change = { $set: { position, recordedAt } };
      const { matchedCount } = await this.checkpoints.updateOne(older, change, { upsert: !isPrepared });
      if (matchedCount > 0 || !isPrepared) return;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const isThere = await this.checkpoints.findOne({ _id: projection }, { maxTimeMS: TIME_LIMIT });
    if (!isThere) throw new Error(`${projection} was dropped while it was being filled`);
  }

  async remove(projection: string): Promise<void> {
    await this.checkpoints.deleteOne({ _id: projection });
  }
}
