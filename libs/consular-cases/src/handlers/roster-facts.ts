import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { type EventStore, type ProcedureCommand, stateOf } from '#event-sourcing';
import { EVENT_STORE } from '#platform';
import { RecordsOfPerson, SubjectFacts } from '#published-queries';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { standingRefusal } from '../domain/admits.js';
import { type SubjectFact } from '../domain/commands/index.js';
import { isAbout } from '../domain/merging.js';
import { refuse } from '../domain/errors.js';
import { type CaseRef } from '../domain/events/turns.js';
import { type RosterFacts } from '../domain/roster/commands.js';
import { type OpenedCase } from '../domain/state.js';
import { OtherCases } from './other-cases.js';

/** Somebody on a roster, with the own case that is said to be theirs. */
interface Entry {
  readonly subject: string;
  readonly ownCase?: string;
}

/** Fetches what deciding about the people on a case's roster needs beside their streams. */
@Injectable()
export class RosterFactsReader {
  constructor(
    private readonly queries: QueryBus,
    private readonly otherCases: OtherCases,
    @Inject(EVENT_STORE) private readonly events: EventStore,
  ) {}

  /** The facts for entries of these people, new ones among them. @throws CaseRefusal when there is no such case */
  async factsFor(
    caseId: string,
    newcomers: readonly string[],
    entries: readonly Entry[],
  ): Promise<RosterFacts> {
    const [{ ref, state }, facts, own] = await Promise.all([
      this.group(caseId),
      newcomers.length === 0 ? [] : this.queries.execute(new SubjectFacts(newcomers)),
      this.ownCases(entries),
    ]);
    const known: Record<string, SubjectFact> = Object.fromEntries(facts.map((fact) => [fact.id, fact]));
    // Whoever may write in a case's file may write in its roster.
    const group = { ref, refused: standingRefusal(state, 'NoteAdded') };
    return { group, subjects: known, ...own };
  }

  /** The group case, and what a correction names. @throws CaseRefusal when there is no such case */
  async factsForProcedure(
    caseId: string,
    subject: string,
    { type, data }: ProcedureCommand,
  ): Promise<{ readonly group: OpenedCase; readonly facts: RosterFacts }> {
    const ownCase = z.uuid().safeParse(type === 'CorrectFact' ? data.changes['ownCase'] : null);
    const [{ ref, state }, own] = await Promise.all([
      this.group(caseId),
      this.ownCases(ownCase.success ? [{ subject, ownCase: ownCase.data }] : []),
    ]);
    return { group: state, facts: { group: { ref, refused: null }, subjects: {}, ...own } };
  }

  /** The own cases that are named, and whom else one may be about that does not name the person's own record. */
  private async ownCases(entries: readonly Entry[]): Promise<Pick<RosterFacts, 'cases' | 'records'>> {
    const cases = await this.otherCases.factsOf([
      ...new Set(entries.flatMap(({ ownCase }) => ownCase ?? [])),
    ]);
    const others = entries.filter(
      ({ subject, ownCase = '' }) => cases[ownCase]?.known === true && !isAbout(cases[ownCase], [subject]),
    );
    const records = others.map(async ({ subject }) => {
      return [subject, await this.queries.execute(new RecordsOfPerson(subject))] as const;
    });
    return { cases, records: Object.fromEntries(await Promise.all(records)) };
  }

  private async group(id: string): Promise<{ readonly ref: CaseRef; readonly state: OpenedCase }> {
    const stored = await this.events.readStream(caseStream(id));
    const state = stateOf(CONSULAR_CASE, stored);
    if (state.phase === 'empty') return refuse('consular-case.not-opened', { id });
    return { ref: { id, number: state.number, seenRevision: stored.length - 1 }, state };
  }
}
