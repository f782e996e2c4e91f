import { Inject, Injectable } from '@nestjs/common';
import { StoreUnavailable } from '#event-sourcing';
import { PROJECTION_PROGRESS, type ProjectionProgress } from '#platform';
import { CaseCollection } from './case-collection.js';

/** Milliseconds that the read models get to come as far as the log was when it was asked. */
const PATIENCE_MS = 5000;

/** For a decision that rests on what can be found in no stream alone. */
@Injectable()
export class ReadModelsUpToDate {
  constructor(
    private readonly cases: CaseCollection,
    @Inject(PROJECTION_PROGRESS) private readonly progress: ProjectionProgress,
  ) {}

  /** Waits until they hold everything that is recorded by now. @throws StoreUnavailable when they stay behind */
  async wait(): Promise<void> {
    const isUpToDate = await this.progress.waitFor(await this.cases.head(), PATIENCE_MS);
    if (!isUpToDate) throw new StoreUnavailable('the read models are behind the log');
  }
}
