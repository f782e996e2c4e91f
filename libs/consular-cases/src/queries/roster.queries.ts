import { Query } from '@nestjs/cqrs';
import { type Count, type ParkedMark, type PastMoment, type PastPoint } from '#event-sourcing';
import { type DecisionView, type History } from '#platform';
import { type RosterStatus } from '../domain/roster/vocabulary.js';
import { type RosterDocument, type RosterSort } from '../projections/roster.js';
import { type CasePaging, type Reader } from './criteria.js';
import { type NamedSubject } from './list-view.js';
import { type OfMoment } from './past-answer.js';
import { type RosterCounts } from './roster-collection.js';

/** What people on rosters are looked for by; everything that is given must hold. */
export interface RosterCriteria {
  readonly case?: string;
  readonly subject?: string;
  readonly status?: readonly RosterStatus[];
  /** The name of a person. */
  readonly q?: string;
}

export interface RosterPaging extends Omit<CasePaging, 'sort'> {
  readonly sort: RosterSort;
}

/** Somebody on a roster; the note is `null` when there is none, when it is not shown and when it was erased. */
export interface RosterItem
  extends
    ParkedMark,
    Pick<
      RosterDocument,
      | 'id'
      | 'revision'
      | 'case'
      | 'status'
      | 'lastContactOn'
      | 'ownCase'
      | 'addedOn'
      | 'lastChangedAt'
      | 'lastChangedBy'
    > {
  readonly subject: NamedSubject & { readonly minor?: boolean };
  readonly note: string | null;
}

/** Somebody on a roster, or who was taken off it, with what two people decide about what it says. */
export interface RosterEntryView extends RosterItem {
  readonly onRoster: boolean;
  readonly decisions: readonly DecisionView[];
  /** The point in the past that this is about. */
  readonly asAt?: PastPoint;
}

export interface RosterPage extends OfMoment {
  readonly items: readonly RosterItem[];
  /** Where to go on; absent when there is no more. */
  readonly next?: string;
  readonly count?: Count;
  /** Of the whole roster, whatever the page is narrowed to; for one case only. */
  readonly counts?: RosterCounts;
  readonly partial: boolean;
  readonly peopleTruncated: boolean;
}

/**
 * A page of a case's roster, or of all rosters, as they are or as they were at a moment.
 * @throws DomainError `consular-case.not-opened`, `access.denied` for a name from who may not read names
 */
export class FindRosterEntries extends Query<RosterPage> {
  constructor(
    readonly criteria: RosterCriteria,
    readonly paging: RosterPaging,
    readonly reader: Reader,
    readonly at: PastMoment | null = null,
  ) {
    super();
  }
}

/** Somebody's entry, as it stands or as it stood. @throws DomainError `consular-case.not-on-roster` for who was never on the roster */
export class GetRosterEntry extends Query<RosterEntryView> {
  constructor(
    readonly caseId: string,
    readonly subject: string,
    readonly point: PastPoint | null,
    readonly reader: Reader,
  ) {
    super();
  }
}

/** Everything that was recorded about one person on a roster. @throws DomainError `consular-case.not-on-roster` */
export class GetRosterEntryHistory extends Query<History> {
  constructor(
    readonly caseId: string,
    readonly subject: string,
    readonly reader: Reader,
  ) {
    super();
  }
}
