import { Inject, Module, type Provider, type Type } from '@nestjs/common';
import { type KeyStore } from '#event-sourcing';
import { KEY_STORE, ProblemCatalogue, ProjectionRegistry } from '#platform';
import { AmendSubjectHandler } from './handlers/amend-subject.handler.js';
import { ErasureFactsReader } from './queries/erasure-facts.js';
import { Erasures } from './handlers/erasures.js';
import { ErasureController } from './http/erasure.controller.js';
import { MergingController } from './http/merging.controller.js';
import { RestrictionController } from './http/restriction.controller.js';
import { SUBJECT_PROBLEMS } from './http/problems.js';
import { SubjectsController } from './http/subjects.controller.js';
import { subjectsProjection } from './projections/subjects.js';
import { GetErasureHandler } from './queries/erasure.js';
import { LikelyDuplicates } from './queries/likely-duplicates.js';
import { OnePerson } from './queries/one-person.js';
import { identityDigest, SubjectCollection } from './queries/subject-collection.js';
import {
  FindSubjectsByNameHandler,
  RecordsOfPersonHandler,
  SubjectFactsHandler,
  SubjectNamesHandler,
} from './queries/subject-facts.handlers.js';
import { SubjectReader } from './queries/subject-reader.js';
import {
  FindLikelyDuplicatesHandler,
  FindSubjectsHandler,
  GetSubjectHandler,
  GetSubjectHistoryHandler,
} from './queries/subjects.handlers.js';
import { WaitingSubjects } from './queries/waiting-subjects.js';
import { SubjectHandler } from './handlers/subject.handler.js';
import { SubjectMerging } from './handlers/subject-merging.js';

const commandHandlers: Provider[] = [AmendSubjectHandler, SubjectHandler];

const queryHandlers: Provider[] = [
  FindLikelyDuplicatesHandler,
  FindSubjectsHandler,
  GetErasureHandler,
  GetSubjectHandler,
  GetSubjectHistoryHandler,
];

/** Answers to other modules' questions. */
const publishedQueryHandlers: Provider[] = [
  FindSubjectsByNameHandler,
  RecordsOfPersonHandler,
  SubjectFactsHandler,
  SubjectNamesHandler,
];

const services: Provider[] = [
  ErasureFactsReader,
  Erasures,
  LikelyDuplicates,
  OnePerson,
  SubjectCollection,
  SubjectMerging,
  SubjectReader,
  WaitingSubjects,
];

const controllers: Type[] = [SubjectsController, MergingController, ErasureController, RestrictionController];

/** People and legal entities. Needs the platform's global module. */
@Module({
  controllers,
  providers: [...services, ...commandHandlers, ...queryHandlers, ...publishedQueryHandlers],
})
export class SubjectsModule {
  constructor(
    projections: ProjectionRegistry,
    problems: ProblemCatalogue,
    @Inject(KEY_STORE) keys: KeyStore,
  ) {
    projections.add(subjectsProjection(identityDigest(keys)));
    problems.register(SUBJECT_PROBLEMS);
  }
}
