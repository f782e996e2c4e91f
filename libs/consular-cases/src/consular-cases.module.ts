import { Module, type Provider, type Type } from '@nestjs/common';
import { type EventStore, Sealer } from '#event-sourcing';
import { NumberRegister } from '#numbering';
import { EVENT_STORE, Office, ProblemCatalogue, ProjectionRegistry } from '#platform';
import { AmendConsularCaseHandler } from './handlers/amend-case.handler.js';
import { AddRosterEntriesHandler } from './handlers/add-roster-entries.handler.js';
import { AttachDocumentHandler } from './handlers/attach-document.handler.js';
import { CaseFactsReader } from './handlers/case-facts.js';
import { CaseMerging } from './handlers/case-merging.js';
import { FactsBeside } from './handlers/facts-beside.js';
import { ConsularCaseHandler } from './handlers/consular-case.handler.js';
import { ArchiveController } from './http/archive.controller.js';
import { AttachmentsController } from './http/attachments.controller.js';
import { CaseCommands } from './http/case-commands.js';
import { CaseFileController } from './http/case-file.controller.js';
import { CourseController } from './http/course.controller.js';
import { DOCUMENT_PROBLEMS } from './http/problems/document.js';
import { DossierController } from './http/dossier.controller.js';
import { IntakeController } from './http/intake.controller.js';
import { IssuedPapersController } from './http/issued-papers.controller.js';
import { CONSULAR_CASE_PROBLEMS } from './http/problems/index.js';
import { RecordController } from './http/record.controller.js';
import { RosterRecordController } from './http/roster-record.controller.js';
import { ProtectionController } from './http/protection.controller.js';
import { TurnsController } from './http/turns.controller.js';
import { consularCaseViewControllers } from './http/views.js';
import { IntakeHandler } from './handlers/intake.handler.js';
import { OtherCases } from './handlers/other-cases.js';
import { EVENT_LABELS } from './projections/event-labels.js';
import { consularCaseProjection } from './projections/consular-cases.js';
import { ROSTER_EVENT_LABELS, rosterProjection } from './projections/roster.js';
import { GetCaseDocumentHandler } from './queries/case-document.handler.js';
import { consularCaseQueryHandlers } from './queries/index.js';
import { AmendRosterEntryHandler } from './handlers/amend-roster-entry.handler.js';
import { RosterEntryHandler } from './handlers/roster-entry.handler.js';
import { RosterFactsReader } from './handlers/roster-facts.js';

const commandHandlers: Provider[] = [
  IntakeHandler,
  ConsularCaseHandler,
  AttachDocumentHandler,
  AmendConsularCaseHandler,
  AddRosterEntriesHandler,
  RosterEntryHandler,
  AmendRosterEntryHandler,
];

const services: Provider[] = [
  CaseFactsReader,
  CaseCommands,
  CaseMerging,
  FactsBeside,
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
  RosterRecordController,
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
    problems.nameEvents({ ...EVENT_LABELS, ...ROSTER_EVENT_LABELS });
  }
}
