import { type Provider } from '@nestjs/common';
import { ActionsView } from './actions-view.js';
import { CaseCollection } from './case-collection.js';
import { CaseFinder } from './case-finder.js';
import { CaseHistory } from './case-history.js';
import { CasePresenter } from './case-presenter.js';
import {
  CountCasesHandler,
  FindCasesHandler,
  GetCaseHandler,
  GetCaseHistoryHandler,
  GetMyWorkHandler,
  GetPastCaseHandler,
} from './cases.handlers.js';
import { CaseCounter } from './figures.js';
import { WorkLists } from './my-work.js';
import { People } from './people.js';
import { RelatedCases } from './related-cases.js';
import { ValueNames } from './value-names.js';
import { WaitingCases } from './waiting-cases.js';

const services: Provider[] = [
  ActionsView,
  CaseCollection,
  CaseCounter,
  CaseFinder,
  CaseHistory,
  CasePresenter,
  People,
  RelatedCases,
  ValueNames,
  WaitingCases,
  WorkLists,
];

/** Everything that answers questions about cases. */
export const consularCaseQueryHandlers: Provider[] = [
  ...services,
  CountCasesHandler,
  FindCasesHandler,
  GetCaseHandler,
  GetCaseHistoryHandler,
  GetMyWorkHandler,
  GetPastCaseHandler,
];
