import { Injectable } from '@nestjs/common';
import { type Actor } from '#kernel';
import { type DecidedRecords, DecisionRegistry, type WaitingRecord } from '#platform';
import { ROSTER_KINDS } from '../roster.procedure.js';
import { rosterStream } from '../roster.stream.js';
import { RosterCollection } from './roster-collection.js';
import { RosterPresenter } from './roster-presenter.js';

/** People on rosters about whom something waits to be decided, for the question what waits across modules. */
@Injectable()
export class WaitingRoster implements DecidedRecords {
  readonly resource = 'consular-cases';
  readonly kinds = ROSTER_KINDS;

  constructor(
    private readonly rosters: RosterCollection,
    private readonly presenter: RosterPresenter,
    registry: DecisionRegistry,
  ) {
    registry.add(this);
  }

  async waiting(kinds: readonly string[], limit: number, reader: Actor): Promise<readonly WaitingRecord[]> {
    const documents = await this.rosters.waiting(kinds, limit);
    const titles = await this.presenter.titlesOf(documents, reader);
    return Promise.all(
      documents.map(async (document, at) => {
        const { id, revision, decisions, case: group, subject } = document;
        return {
          id,
          revision,
          decisions,
          decidable: await this.presenter.decidableBy(reader, document),
          title: titles[at] ?? id,
          stream: rosterStream(group.id, subject.id),
          path: `${group.id}/roster/${subject.id}`,
        };
      }),
    );
  }
}
