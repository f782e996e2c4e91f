import { Inject, Injectable } from '@nestjs/common';
import { type EventStore, stateOf } from '#event-sourcing';
import { EVENT_STORE } from '#platform';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { type CaseFacts, type ConsularCaseCommand } from '../domain/commands/index.js';
import { CaseDeadlines } from '../queries/case-deadlines.js';
import { ProtectedElsewhere } from '../queries/protected-elsewhere.js';
import { ReadModelsUpToDate } from '../queries/read-models-up-to-date.js';

/** What a command needs to know beside the case's stream, and the revision of the case at which it was found. */
interface Beside {
  readonly facts: Pick<CaseFacts, 'due' | 'onRoster' | 'protectsElsewhere'>;
  /** For what holds only as long as nothing happens to the case. */
  readonly revision?: number;
}

/** Fetches what some commands alone need to know. */
@Injectable()
export class FactsBeside {
  constructor(
    private readonly deadlines: CaseDeadlines,
    private readonly elsewhere: ProtectedElsewhere,
    private readonly readModels: ReadModelsUpToDate,
    @Inject(EVENT_STORE) private readonly events: EventStore,
  ) {}

  /** @throws StoreUnavailable when a roster that counts cannot be read as it stands */
  async of(id: string, { type, data }: ConsularCaseCommand): Promise<Beside> {
    switch (type) {
      case 'ExtendDeadline':
        return { facts: { due: await this.deadlines.dueDays(id) } };
      case 'MergeCases':
        await this.readModels.wait();
        return { facts: { onRoster: await this.elsewhere.onRoster(data.other) } };
      case 'WithdrawCase':
        return this.ofWithdrawal(id);
      default:
        return { facts: {} };
    }
  }

  /** Another case that is taken in meanwhile would count, too. */
  private async ofWithdrawal(id: string): Promise<Beside> {
    const stored = await this.events.readStream(caseStream(id));
    const state = stateOf(CONSULAR_CASE, stored);
    if (state.phase === 'empty') return { facts: {} };
    await this.readModels.wait();
    const protectsElsewhere = await this.elsewhere.of({ id, merged: state.merged });
    return { facts: { protectsElsewhere }, revision: stored.length - 1 };
  }
}
