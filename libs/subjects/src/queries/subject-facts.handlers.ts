import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type Clock } from '#kernel';
import { CLOCK, Office } from '#platform';
import {
  FindSubjectsByName,
  type FoundSubjects,
  RecordsOfPerson,
  type SubjectFact,
  SubjectFacts,
  type SubjectName,
  SubjectNames,
} from '#published-queries';
import { isMinorOn } from '../domain/findings.js';
import { OnePerson, personOf } from './one-person.js';
import { SubjectCollection } from './subject-collection.js';
import { SubjectReader } from './subject-reader.js';

@QueryHandler(SubjectFacts)
export class SubjectFactsHandler implements IQueryHandler<SubjectFacts> {
  constructor(
    private readonly reader: SubjectReader,
    private readonly office: Office,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ ids }: SubjectFacts): Promise<readonly SubjectFact[]> {
    const today = this.office.today(this.clock.now());
    return Promise.all(ids.map((id) => this.factOf(id, today)));
  }

  /** A birth date tells for today; without one, or once it was erased, the finding stands that was recorded. */
  private async factOf(id: string, today: string): Promise<SubjectFact> {
    const { revision, document } = await this.reader.asRecorded(id);
    if (!document) return { id, known: false, revision };
    const { name, birthDate, minor: recorded, homeProvince } = document.details;
    const opened = await this.reader.openDetails({ id, details: { name, birthDate } });
    const minor =
      (opened.birthDate !== undefined ? isMinorOn(opened.birthDate, today) : undefined) ?? recorded;
    return {
      id,
      known: true,
      kind: document.kind,
      ...(minor !== undefined && { minor }),
      ...(homeProvince !== undefined && { homeProvince }),
      ...(opened.name === undefined && { erased: true }),
      ...(document.mergedInto !== null && { mergedInto: document.mergedInto }),
      revision,
    };
  }
}

@QueryHandler(SubjectNames)
export class SubjectNamesHandler implements IQueryHandler<SubjectNames> {
  constructor(
    private readonly subjects: SubjectCollection,
    private readonly onePerson: OnePerson,
  ) {}

  async execute({ ids, mayReadRestricted }: SubjectNames): Promise<ReadonlyMap<string, SubjectName>> {
    const lines = await this.subjects.getLines(ids);
    const kept = mayReadRestricted ? new Set() : await this.onePerson.restricted(lines);
    return new Map(
      lines.map((line) => [
        line.id,
        { name: kept.has(personOf(line)) ? null : line.name, erased: line.erasedOn !== null },
      ]),
    );
  }
}

@QueryHandler(FindSubjectsByName)
export class FindSubjectsByNameHandler implements IQueryHandler<FindSubjectsByName> {
  constructor(
    private readonly subjects: SubjectCollection,
    private readonly onePerson: OnePerson,
  ) {}

  async execute({ text, limit, mayReadRestricted }: FindSubjectsByName): Promise<FoundSubjects> {
    const hidden = await this.onePerson.hidden(mayReadRestricted);
    const { documents, next } = await this.subjects.find({ name: text }, { limit }, hidden);
    return { ids: await this.onePerson.recordsOf(documents), truncated: next !== undefined };
  }
}

@QueryHandler(RecordsOfPerson)
export class RecordsOfPersonHandler implements IQueryHandler<RecordsOfPerson> {
  constructor(
    private readonly subjects: SubjectCollection,
    private readonly onePerson: OnePerson,
  ) {}

  async execute({ id }: RecordsOfPerson): Promise<readonly string[]> {
    const records = await this.onePerson.recordsOf(await this.subjects.getLines([id]));
    return records.length === 0 ? [id] : records;
  }
}
