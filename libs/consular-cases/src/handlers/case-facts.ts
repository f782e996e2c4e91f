import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type ProcedureCommand } from '#event-sourcing';
import { isPermitted, Office } from '#platform';
import { SubjectFacts } from '#published-queries';
import {
  type CaseFacts,
  type ConsularCaseCommand,
  type ReferenceFacts,
  type SubjectFact,
} from '../domain/commands/index.js';
import { KIND_CODES } from '../domain/kinds/index.js';
import { type SubjectId } from '../domain/events/index.js';
import { casesNamedIn, subjectsNamedIn, subjectsNamedInChanges } from '../domain/subjects-named.js';
import { consularCaseCodec } from '../stored/events.codec.js';
import { OtherCases } from './other-cases.js';

/** Fetches what deciding about a case needs beside its stream. */
@Injectable()
export class CaseFactsReader {
  private readonly reference: ReferenceFacts;

  constructor(
    private readonly queries: QueryBus,
    private readonly otherCases: OtherCases,
    office: Office,
  ) {
    this.reference = {
      missions: new Set(office.missions.map(({ code }) => code)),
      gates: new Set(office.gates.map(({ code }) => code)),
      provinces: new Set(office.provinces.map(({ code }) => code)),
      ownProvince: office.province,
      retention: office.retentionRules(consularCaseCodec.category, KIND_CODES),
      // Whoever is put in charge has to be able to act on the case.
      officers: new Map(
        office.staff
          .filter((member) => isPermitted(member, 'case.command'))
          .map(({ id, unit }) => [id, unit]),
      ),
    };
  }

  /** The facts for `command`; `caseNumber` is null while an intake is only judged. */
  factsFor(command: ConsularCaseCommand, caseNumber: string | null): Promise<CaseFacts> {
    return this.factsAbout(subjectsNamedIn(command), casesNamedIn(command), caseNumber);
  }

  /** The facts for a command about the case's record. */
  factsForProcedure({ type, data }: ProcedureCommand): Promise<CaseFacts> {
    return this.factsAbout(type === 'CorrectFact' ? subjectsNamedInChanges(data.changes) : [], [], null);
  }

  private async factsAbout(
    ids: readonly SubjectId[],
    others: readonly string[],
    caseNumber: string | null,
  ): Promise<CaseFacts> {
    const facts = ids.length === 0 ? [] : await this.queries.execute(new SubjectFacts(ids));
    const subjects: Record<string, SubjectFact> = Object.fromEntries(facts.map((fact) => [fact.id, fact]));
    const cases = await this.otherCases.factsOf(others);
    return { subjects, cases, reference: this.reference, caseNumber };
  }
}
