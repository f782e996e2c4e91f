import { Module, type Provider, type Type } from '@nestjs/common';
import { type EventStore, Sealer } from '#event-sourcing';
import { NumberRegister } from '#numbering';
import { EVENT_STORE, Office, ProblemCatalogue, ProjectionRegistry } from '#platform';
import { AmendConsularCaseHandler } from './amend-case.handler.js';
import { AddRosterEntriesHandler } from './add-roster-entries.handler.js';
import { AttachDocumentHandler } from './attach-document.handler.js';
import { CaseFactsReader } from './case-facts.js';
import { CaseMerging } from './case-merging.js';
import { ConsularCaseHandler } from './consular-case.handler.js';
import { ArchiveController } from './http/archive.controller.js';
import { AttachmentsController } from './http/attachments.controller.js';
import { CaseCommands } from './http/case-commands.js';
import { CaseFileController } from './http/case-file.controller.js';
import { CourseController } from './http/course.controller.js';
import { DOCUMENT_PROBLEMS } from './http/document-problems.js';
import { DossierController } from './http/dossier.controller.js';
import { IntakeController } from './http/intake.controller.js';
import { IssuedPapersController } from './http/issued-papers.controller.js';
import { CONSULAR_CASE_PROBLEMS } from './http/problems.js';
import { RecordController } from './http/record.controller.js';
import { ProtectionController } from './http/protection.controller.js';
import { TurnsController } from './http/turns.controller.js';
import { consularCaseViewControllers } from './http/views.js';
import { IntakeHandler } from './intake.handler.js';
import { OtherCases } from './other-cases.js';
import { EVENT_LABELS } from './projections/event-labels.js';
import { consularCaseProjection } from './projections/consular-cases.js';
import { rosterProjection } from './projections/roster.js';
import { GetCaseDocumentHandler } from './queries/case-document.handler.js';
import { consularCaseQueryHandlers } from './queries/index.js';
import { RosterEntryHandler } from './roster-entry.handler.js';
import { RosterFactsReader } from './roster-facts.js';

const commandHandlers: Provider[] = [
  IntakeHandler,
  ConsularCaseHandler,
  AttachDocumentHandler,
  AmendConsularCaseHandler,
  AddRosterEntriesHandler,
  RosterEntryHandler,
];

const services: Provider[] = [
  CaseFactsReader,
  CaseCommands,
  CaseMerging,
  OtherCases,
  RosterFactsReader,
  {
    provide: NumberRegister,
    useFactory: (store: EventStore, sealer: Sealer) => new NumberRegister(store, sealer),
    inject: [EVENT_STORE, Sealer],
  },
];

const controllers: Type[] = [
  // Addresses with fixed words come before those with an id.
  ...consularCaseViewControllers,
  IntakeController,
  DossierController,
  ProtectionController,
  CaseFileController,
  IssuedPapersController,
  ArchiveController,
  CourseController,
  RecordController,
  TurnsController,
  AttachmentsController,
];

/** Citizen-protection cases. Needs the platform's global module, and the subjects module to answer about people. */
@Module({
  controllers,
  providers: [...services, ...commandHandlers, ...consularCaseQueryHandlers, GetCaseDocumentHandler],
})
export class ConsularCasesModule {
  constructor(projections: ProjectionRegistry, problems: ProblemCatalogue, office: Office) {
    projections.add(consularCaseProjection(office.calendar));
    projections.add(rosterProjection);
    problems.register({ ...CONSULAR_CASE_PROBLEMS, ...DOCUMENT_PROBLEMS });
    problems.nameEvents(EVENT_LABELS);
  }
}
