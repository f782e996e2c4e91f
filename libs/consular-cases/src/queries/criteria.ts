import { type Actor, type LocalDate } from '#kernel';
import { type KindCode } from '../domain/kinds/index.js';
import { type CasePhase } from '../domain/vocabulary/index.js';
import { type CaseSort } from '../projections/case-list.js';

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
  /** Id of a case: those in which a link with it is recorded. */
  readonly linkedTo?: string;
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

/** Days that a report covers, both included. */
export interface Window {
  readonly from: LocalDate;
  readonly to: LocalDate;
}
