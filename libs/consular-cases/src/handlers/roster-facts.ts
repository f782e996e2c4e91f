import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type EventStore, stateOf } from '#event-sourcing';
import { EVENT_STORE } from '#platform';
import { SubjectFacts } from '#published-queries';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { standingRefusal } from '../domain/admits.js';
import { type SubjectFact } from '../domain/commands.js';
import { refuse } from '../domain/errors.js';
import { type RosterFacts } from '../domain/roster/commands.js';
import { OtherCases } from './other-cases.js';

/** Fetches what deciding about the people on a case's roster needs beside their streams. */
@Injectable()
export class RosterFactsReader {
  constructor(
    private readonly queries: QueryBus,
    private readonly otherCases: OtherCases,
    @Inject(EVENT_STORE) private readonly events: EventStore,
  ) {}

  /** The facts for entries that name these people and own cases. @throws CaseRefusal when there is no such case */
  async factsFor(
    caseId: string,
    subjects: readonly string[],
    ownCases: readonly string[],
  ): Promise<RosterFacts> {
    const [group, facts, cases] = await Promise.all([
      this.group(caseId),
      subjects.length === 0 ? [] : this.queries.execute(new SubjectFacts(subjects)),
      this.otherCases.factsOf([...new Set(ownCases)]),
    ]);
    const known: Record<string, SubjectFact> = Object.fromEntries(facts.map((fact) => [fact.id, fact]));
    return { group, subjects: known, cases };
  }

  /** Whoever may write in a case's file may write in its roster. */
  private async group(id: string): Promise<RosterFacts['group']> {
    const stored = await this.events.readStream(caseStream(id));
    const state = stateOf(CONSULAR_CASE, stored);
    if (state.phase === 'empty') return refuse('consular-case.not-opened', { id });
    const ref = { id, number: state.number, seenRevision: stored.length - 1 };
    return { ref, refused: standingRefusal(state, 'NoteAdded') };
  }
}
