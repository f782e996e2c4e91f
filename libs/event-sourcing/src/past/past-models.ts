import { DomainError } from '#kernel';
import { type PastMoment } from '../as-at.js';
import { type Projection } from '../projection.js';
import { Turns } from '../turns.js';
import { type PastLines, PastModel, type PastModelSources } from './past-model.js';
import { type ScratchStore } from './scratch-store.port.js';

/** What the models of a process share. */
export interface PastModelsSources extends Omit<PastModelSources, 'scratch' | 'signal'> {
  readonly openScratch: () => Promise<ScratchStore>;
}

/** Moments that are kept folded; the one that was asked for longest ago makes room for another. */
export const MOST_MOMENTS = 4;
/** Moments that are folded or wait for it, one after the other; whoever asks for a further one has to come again. */
export const MOST_WAITING = 8;

interface Kept {
  readonly model: Promise<PastModel>;
  built: boolean;
  users: number;
}

/**
 * Read models as they stood at moments that were asked for. One is folded at a time, and whoever asks for the same
 * waits for the same fold; what was recorded since is taken in before each answer.
 */
export class PastModels {
  private readonly kept = new Map<string, Kept>();
  private readonly folds = new Turns();
  private readonly ended = new AbortController();

  constructor(private readonly sources: PastModelsSources) {}

  /**
   * Asks the lines of `projection` as they stood at `moment`.
   * @throws StoreUnavailable; DomainError `past.busy` when too many other moments wait to be folded; what `ask` throws
   */
  async ask<T>(
    projection: Projection,
    moment: PastMoment,
    ask: (lines: PastLines) => Promise<T>,
  ): Promise<T> {
    const key = `${projection.name}@${moment.clock}@${moment.asAt}`;
    const kept = this.kept.get(key) ?? this.begin(projection, moment);
    this.kept.delete(key);
    this.kept.set(key, kept);
    kept.users += 1;
    try {
      const model = await kept.model;
      await (kept.built ? model.advance() : this.folds.take(() => model.advance()));
      kept.built = true;
      return await ask(model.lines);
    } catch (error) {
      // What could not be opened or folded is tried anew by whoever asks next.
      if (!kept.built && this.kept.get(key) === kept) this.kept.delete(key);
      throw error;
    } finally {
      kept.users -= 1;
      await this.makeRoom(kept);
    }
  }

  async close(): Promise<void> {
    this.ended.abort();
    const models = [...this.kept.values()];
    this.kept.clear();
    await Promise.all(models.map(closed));
  }

  private begin(projection: Projection, moment: PastMoment): Kept {
    const waiting = [...this.kept.values()].filter(({ built }) => !built).length;
    if (waiting >= MOST_WAITING)
      throw new DomainError('past.busy', 'too many moments wait to be folded', { limit: MOST_WAITING });
    return { model: this.open(projection, moment), built: false, users: 0 };
  }

  private async open(projection: Projection, moment: PastMoment): Promise<PastModel> {
    const scratch = await this.sources.openScratch();
    return PastModel.open(projection, moment, { ...this.sources, scratch, signal: this.ended.signal });
  }

  /** Closes what nobody is asking: too many moments, and one that was given up. */
  private async makeRoom(left: Kept): Promise<void> {
    for (const [key, kept] of this.kept) {
      if (this.kept.size <= MOST_MOMENTS) break;
      if (kept.users > 0) continue;
      this.kept.delete(key);
      await closed(kept);
    }
    if (left.users === 0 && ![...this.kept.values()].includes(left)) await closed(left);
  }
}

const closed = ({ model }: Kept): Promise<void> =>
  model.then(
    (opened) => opened.close(),
    () => undefined,
  );
