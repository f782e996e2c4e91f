import { Module } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { searchWords } from '#kernel';
import { moduleApp } from '#platform/testing';
import { FindSubjectsByName, RecordsOfPerson, SubjectFacts, SubjectNames } from '#published-queries';
import { ConsularCasesModule } from '../consular-cases.module.js';
import { CHILD, CITIZEN, COMPANY, RELATIVE, SECOND_CITIZEN, SUBJECT_FACTS } from './people.js';

/** Names of the example people, as the subjects module would answer. */
export const EXAMPLE_NAMES: ReadonlyMap<string, string> = new Map([
  [CITIZEN, 'Nông Thị Mẫu'],
  [RELATIVE, 'Nông Văn Thử'],
  [CHILD, 'Hoàng Thị Bé'],
  [COMPANY, 'Công ty Mẫu'],
  [SECOND_CITIZEN, 'Đặng Văn Hai'],
]);

@QueryHandler(SubjectFacts)
class FactsOfExamples implements IQueryHandler<SubjectFacts> {
  execute({ ids }: SubjectFacts) {
    return Promise.resolve(
      ids.map((id) => ({ id, ...(SUBJECT_FACTS[id] ?? { known: false, revision: -1 }) })),
    );
  }
}

@QueryHandler(SubjectNames)
class NamesOfExamples implements IQueryHandler<SubjectNames> {
  execute({ ids }: SubjectNames) {
    return Promise.resolve(
      new Map(ids.map((id) => [id, { name: EXAMPLE_NAMES.get(id) ?? null, erased: false }])),
    );
  }
}

@QueryHandler(FindSubjectsByName)
class FindExamples implements IQueryHandler<FindSubjectsByName> {
  execute({ text, limit }: FindSubjectsByName) {
    const wanted = searchWords(text);
    const ids = [...EXAMPLE_NAMES]
      .filter(([, name]) => wanted.every((word) => searchWords(name).some((known) => known.startsWith(word))))
      .map(([id]) => id);
    return Promise.resolve({ ids: ids.slice(0, limit), truncated: ids.length > limit });
  }
}

/** None of the example people has a second record. */
@QueryHandler(RecordsOfPerson)
class RecordsOfExamples implements IQueryHandler<RecordsOfPerson> {
  execute({ id }: RecordsOfPerson) {
    return Promise.resolve([id]);
  }
}

/** Answers to what this module asks about people. */
@Module({ providers: [FactsOfExamples, NamesOfExamples, FindExamples, RecordsOfExamples] })
class ExamplePeople {}

/** This module alone behind HTTP, with the example people. */
export const casesApp = () => moduleApp([ExamplePeople, ConsularCasesModule]);
