import { Query } from '@nestjs/cqrs';
import { type PastMoment, type PastPoint } from '#event-sourcing';
import { type History } from '#platform';
import { type CaseCriteria, type CasePaging, type Reader, type Window } from './criteria.js';
import { type CaseComparison, type ComparedPoints } from './case-comparison.js';
import { type CaseFigures } from './figures.js';
import { type CaseView } from './case-view.js';
import { type CasePage } from './list-view.js';
import { type FilesDue, type MyWork } from './my-work.js';

/** A page of cases, as they are or as they were at a moment. @throws DomainError `access.denied` for a name from who may not read names */
export class FindCases extends Query<CasePage> {
  constructor(
    readonly criteria: CaseCriteria,
    readonly paging: CasePaging,
    readonly reader: Reader,
    readonly at: PastMoment | null = null,
  ) {
    super();
  }
}

/** A case by its id or its number. @throws DomainError `consular-case.not-opened` */
export class GetCase extends Query<CaseView> {
  constructor(
    readonly key: { readonly id: string } | { readonly number: string },
    readonly reader: Reader,
  ) {
    super();
  }
}

/**
 * A case as it was at a point in the past.
 * @throws DomainError `consular-case.not-opened` when there was none
 */
export class GetPastCase extends Query<CaseView> {
  constructor(
    readonly id: string,
    readonly point: PastPoint,
    readonly reader: Reader,
  ) {
    super();
  }
}

/** Everything that was recorded about one case. @throws DomainError `consular-case.not-opened` */
export class GetCaseHistory extends Query<History> {
  constructor(
    readonly id: string,
    readonly reader: Reader,
  ) {
    super();
  }
}

/** A case at two points. @throws DomainError `consular-case.not-opened` when there was none at either */
export class CompareCase extends Query<CaseComparison> {
  constructor(
    readonly id: string,
    readonly points: ComparedPoints,
    readonly reader: Reader,
  ) {
    super();
  }
}

/** What the reader, and the reader's unit, has to do. */
export class GetMyWork extends Query<MyWork> {
  constructor(
    readonly limit: number,
    readonly reader: Reader,
  ) {
    super();
  }
}

/** The office's files that are to be closed, handed over to the archive, or reviewed; or that were at a moment. */
export class GetFilesDue extends Query<FilesDue> {
  constructor(
    readonly limit: number,
    readonly reader: Reader,
    readonly at: PastMoment | null = null,
  ) {
    super();
  }
}

/** How many cases were opened in a window, by what is counted. */
export class CountCases extends Query<CaseFigures> {
  constructor(
    readonly window: Window,
    readonly at: PastMoment | null = null,
  ) {
    super();
  }
}
