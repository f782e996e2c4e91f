import { type Type } from '@nestjs/common';
import {
  ConsularCaseFiguresController,
  ConsularCaseReportsController,
} from './consular-case-reports.controller.js';
import { RosterController } from './roster.controller.js';
import { ConsularCaseViewsController } from './consular-case-views.controller.js';

/** Every controller that answers questions about cases; those with fixed words in their addresses first. */
export const consularCaseViewControllers: Type[] = [
  ConsularCaseReportsController,
  ConsularCaseFiguresController,
  RosterController,
  ConsularCaseViewsController,
];
