import { type Provider } from '@nestjs/common';
import { ActionsView } from './actions-view.js';
import { CaseChanges } from './case-changes.js';
import { CaseCollection } from './case-collection.js';
import { CaseComparer } from './case-comparison.js';
import { CaseDeadlines } from './case-deadlines.js';
import { CaseFinder } from './case-finder.js';
import { CaseHistory } from './case-history.js';
import { CasePresenter } from './case-presenter.js';
import { CasesAmendedHandler, CasesAsTheyStandHandler, CasesNamingHandler } from './cases-naming.js';
import {
  CompareCaseHandler,
  CountCasesHandler,
  FindCasesHandler,
  GetCaseHandler,
  GetCaseHistoryHandler,
  GetFilesDueHandler,
  GetMyWorkHandler,
  GetPastCaseHandler,
} from './cases.handlers.js';
import { CaseCounter } from './figures.js';
import { WorkLists } from './my-work.js';
import { People } from './people.js';
import { ProtectedElsewhere } from './protected-elsewhere.js';
import { ReadModelsUpToDate } from './read-models-up-to-date.js';
import { RelatedCases } from './related-cases.js';
import { RosterCollection } from './roster-collection.js';
import { RosterPresenter } from './roster-presenter.js';
import {
  FindRosterEntriesHandler,
  GetRosterEntryHandler,
  GetRosterEntryHistoryHandler,
} from './roster.handlers.js';
import { ValueNames } from './value-names.js';
import { WaitingCases } from './waiting-cases.js';
import { WaitingRoster } from './waiting-roster.js';

const services: Provider[] = [
  ActionsView,
  CaseChanges,
  CaseCollection,
  CaseComparer,
  CaseCounter,
  CaseDeadlines,
  CaseFinder,
  CaseHistory,
  CasePresenter,
  People,
  ProtectedElsewhere,
  ReadModelsUpToDate,
  RelatedCases,
  RosterCollection,
  RosterPresenter,
  ValueNames,
  WaitingCases,
  WaitingRoster,
  WorkLists,
];

/** Everything that answers questions about cases. */
export const consularCaseQueryHandlers: Provider[] = [
  ...services,
  CasesAsTheyStandHandler,
  CasesAmendedHandler,
  CasesNamingHandler,
  CompareCaseHandler,
  CountCasesHandler,
  FindCasesHandler,
  FindRosterEntriesHandler,
  GetCaseHandler,
  GetCaseHistoryHandler,
  GetFilesDueHandler,
  GetMyWorkHandler,
  GetPastCaseHandler,
  GetRosterEntryHandler,
  GetRosterEntryHistoryHandler,
];
