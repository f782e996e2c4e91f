import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { type EventStore, type ProcedureCommand, stateOf } from '#event-sourcing';
import { EVENT_STORE } from '#platform';
import { SubjectFacts } from '#published-queries';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { standingRefusal } from '../domain/admits.js';
import { type SubjectFact } from '../domain/commands.js';
import { refuse } from '../domain/errors.js';
import { type CaseRef } from '../domain/events-turns.js';
import { type RosterFacts } from '../domain/roster/commands.js';
import { type OpenedCase } from '../domain/state.js';
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
    const [{ ref, state }, facts, cases] = await Promise.all([
      this.group(caseId),
      subjects.length === 0 ? [] : this.queries.execute(new SubjectFacts(subjects)),
      this.otherCases.factsOf([...new Set(ownCases)]),
    ]);
    const known: Record<string, SubjectFact> = Object.fromEntries(facts.map((fact) => [fact.id, fact]));
    // Whoever may write in a case's file may write in its roster.
    const group = { ref, refused: standingRefusal(state, 'NoteAdded') };
    return { group, subjects: known, cases };
  }

  /** The group case, and what a correction names. @throws CaseRefusal when there is no such case */
  async factsForProcedure(
    caseId: string,
    { type, data }: ProcedureCommand,
  ): Promise<{ readonly group: OpenedCase; readonly facts: RosterFacts }> {
    const ownCase = z.uuid().safeParse(type === 'CorrectFact' ? data.changes['ownCase'] : null);
    const [{ ref, state }, cases] = await Promise.all([
      this.group(caseId),
      this.otherCases.factsOf(ownCase.success ? [ownCase.data] : []),
    ]);
    return { group: state, facts: { group: { ref, refused: null }, subjects: {}, cases } };
  }

  private async group(id: string): Promise<{ readonly ref: CaseRef; readonly state: OpenedCase }> {
    const stored = await this.events.readStream(caseStream(id));
    const state = stateOf(CONSULAR_CASE, stored);
    if (state.phase === 'empty') return refuse('consular-case.not-opened', { id });
    return { ref: { id, number: state.number, seenRevision: stored.length - 1 }, state };
  }
}
