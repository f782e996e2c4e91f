import { Query } from '@nestjs/cqrs';
import { type PastPoint } from '#event-sourcing';
import { type Actor, type LocalDate } from '#kernel';
import { type History } from '#platform';
import { type KindCode } from '../domain/kinds.js';
import { type CasePhase } from '../domain/vocabulary.js';
import { type CaseSort } from '../projections/case-list.js';
import { type CaseFigures } from './figures.js';
import { type CaseView } from './case-view.js';
import { type CasePage } from './list-view.js';
import { type MyWork } from './my-work.js';

/** Who asks, and on which of the office's days: decides what is shown, and what is overdue. */
export interface Reader {
  readonly actor: Actor;
  readonly today: LocalDate;
}

/** What a list of cases is narrowed to; everything that is given must hold. */
export interface CaseCriteria {
  /** A case number or a part of one, or the name of a person in the case. */
  readonly q?: string;
  readonly phase?: readonly CasePhase[];
  readonly kind?: readonly KindCode[];
  readonly country?: string;
  /** Id of the officer in charge. */
  readonly officer?: string;
  readonly unit?: string;
  /** Id of a person or legal entity in the case. */
  readonly subject?: string;
  readonly openedFrom?: LocalDate;
  readonly openedTo?: LocalDate;
  /** Something is due and was not done by yesterday; false: nothing is. */
  readonly overdue?: boolean;
}

export interface CasePaging {
  readonly sort: CaseSort;
  readonly limit: number;
  readonly after?: string;
  /** Whether to say how many there are. */
  readonly count: boolean;
}

/** A page of cases. @throws DomainError `access.denied` for a name from who may not read names */
export class FindCases extends Query<CasePage> {
  constructor(
    readonly criteria: CaseCriteria,
    readonly paging: CasePaging,
    readonly reader: Reader,
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

/** What the reader, and the reader's unit, has to do. */
export class GetMyWork extends Query<MyWork> {
  constructor(
    readonly limit: number,
    readonly reader: Reader,
  ) {
    super();
  }
}

/** Days that a report covers, both included. */
export interface Window {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** How many cases were opened in a window, by what is counted. */
export class CountCases extends Query<CaseFigures> {
  constructor(readonly window: Window) {
    super();
  }
}
