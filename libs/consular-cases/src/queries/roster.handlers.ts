import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import {
  disclose,
  type FieldChange,
  type Filter,
  filterOf,
  historySteps,
  idOf,
  type PastPoint,
  Sealer,
} from '#event-sourcing';
import { type Recorded } from '#kernel';
import {
  assertPermitted,
  besides,
  changesUnknown,
  type History,
  historyEntry,
  type HistoryEntry,
  isPermitted,
  Office,
  placeChanges,
  type SealedEntry,
  shownChange,
  type ShownChange,
} from '#platform';
import { FindSubjectsByName, RecordsOfPerson } from '#published-queries';
import { refusal } from '../domain/errors.js';
import { type RosterStreamEvent } from '../domain/roster/events.js';
import { ROSTER_STATUSES } from '../domain/roster/vocabulary.js';
import {
  evolve,
  rosterEventLabel,
  ROSTER_FIELDS,
  ROSTER_LIST,
  type RosterDocument,
} from '../projections/roster.js';
import { CaseCollection } from './case-collection.js';
import { MOST_PEOPLE } from './case-finder.js';
import { type Reader } from './criteria.js';
import { assertReached } from './past-answer.js';
import { RosterCollection, type RosterLines } from './roster-collection.js';
import { RosterPresenter } from './roster-presenter.js';
import {
  FindRosterEntries,
  GetRosterEntry,
  GetRosterEntryHistory,
  type RosterCriteria,
  type RosterEntryView,
  type RosterPage,
  type RosterPaging,
} from './roster.queries.js';

/** Who was taken off is kept for answers about the past alone. */
const ON_A_ROSTER: Filter = { roster: { $ne: null } };

@QueryHandler(FindRosterEntries)
export class FindRosterEntriesHandler implements IQueryHandler<FindRosterEntries> {
  constructor(
    private readonly rosters: RosterCollection,
    private readonly cases: CaseCollection,
    private readonly presenter: RosterPresenter,
    private readonly queries: QueryBus,
  ) {}

  async execute({ criteria, paging, reader, at }: FindRosterEntries): Promise<RosterPage> {
    const { case: id } = criteria;
    if (id !== undefined && !(await this.cases.standing(id, at)))
      throw refusal('consular-case.not-opened', { id });
    const page = await this.rosters.ask(at, (rosters) => this.page(rosters, criteria, paging, reader));
    return { ...page, ...(at && { asAt: at }) };
  }

  private async page(
    rosters: RosterLines,
    criteria: RosterCriteria,
    { sort, limit, after, count }: RosterPaging,
    reader: Reader,
  ): Promise<RosterPage> {
    const { case: caseId, status } = criteria;
    const [named, subject] = await Promise.all([
      this.namedIn(criteria, reader),
      this.recordsOf(criteria.subject),
    ]);
    const asked = filterOf(ROSTER_LIST, { roster: caseId, status, subject });
    const filter: Filter = {
      $and: [asked, ON_A_ROSTER, ...(named ? [filterOf(ROSTER_LIST, { subject: named.ids })] : [])],
    };
    const query = { filter, sort: ROSTER_LIST.sorts[sort], limit };
    const { documents, next } = await rosters.findLines<RosterDocument>({
      ...query,
      ...(after !== undefined && { after }),
    });
    return {
      items: await this.presenter.items(documents, reader),
      ...(next !== undefined && { next }),
      ...(count && { count: await rosters.count(filter) }),
      ...(caseId !== undefined && { counts: await this.rosters.counts(rosters, caseId) }),
      partial: next !== undefined && documents.length < limit,
      peopleTruncated: named?.truncated ?? false,
    };
  }

  /** Whoever has several records that were merged is found by each of them. // G-8 */
  private async recordsOf(subject: string | undefined): Promise<readonly string[] | undefined> {
    return subject === undefined ? undefined : this.queries.execute(new RecordsOfPerson(subject));
  }

  /** @throws DomainError `access.denied` */
  private async namedIn({ q }: RosterCriteria, { actor }: Reader) {
    if (q === undefined) return null;
    assertPermitted(actor, ['personal.read']);
    return this.queries.execute(
      new FindSubjectsByName(q, MOST_PEOPLE, isPermitted(actor, 'restricted.read')),
    );
  }
}

@QueryHandler(GetRosterEntry)
export class GetRosterEntryHandler implements IQueryHandler<GetRosterEntry> {
  constructor(
    private readonly rosters: RosterCollection,
    private readonly presenter: RosterPresenter,
  ) {}

  async execute({ caseId, subject, point, reader }: GetRosterEntry): Promise<RosterEntryView> {
    const document = point
      ? await this.past(caseId, subject, point)
      : await this.rosters.get(caseId, subject);
    if (!document) throw refusal('consular-case.not-on-roster');
    const entry = await this.presenter.entry(document, reader, point !== null);
    return { ...entry, ...(point && { asAt: point }) };
  }

  private async past(caseId: string, subject: string, point: PastPoint): Promise<RosterDocument | null> {
    const history = await this.rosters.history(caseId, subject);
    assertReached(history.length, point, 'revision');
    return this.rosters.pastOf(history, point);
  }
}

@QueryHandler(GetRosterEntryHistory)
export class GetRosterEntryHistoryHandler implements IQueryHandler<GetRosterEntryHistory> {
  constructor(
    private readonly rosters: RosterCollection,
    private readonly sealer: Sealer,
    private readonly office: Office,
  ) {}

  async execute({ caseId, subject, reader }: GetRosterEntryHistory): Promise<History> {
    const history = await this.rosters.history(caseId, subject);
    const last = history.at(-1);
    if (!last) throw refusal('consular-case.not-on-roster');
    const steps = historySteps<RosterDocument, RosterStreamEvent>(history, evolve, ROSTER_FIELDS);
    const besideOf = besides(history);
    const sealed = steps.map(({ event, changes, unfoldable }, at) => ({
      ...this.entryOf(event, [...placeChanges(history.slice(0, at), event), ...changes]),
      ...changesUnknown({ unfoldable }),
      ...besideOf(event),
    }));
    const mayRead = isPermitted(reader.actor, 'personal.read');
    const entries = (await disclose(this.sealer, last.stream, sealed, mayRead)) as HistoryEntry[];
    return { id: idOf(last.stream), revision: last.revision, entries };
  }

  private entryOf(event: Recorded<RosterStreamEvent>, changes: readonly FieldChange[]): SealedEntry {
    const shown = changes.map((change) => named(shownChange(change)));
    return historyEntry(event, rosterEventLabel(event.type), shown, (moment) => this.office.today(moment));
  }
}

/** A status by its name. */
function named(change: ShownChange): ShownChange {
  if (change.field !== 'status') return change;
  const nameOf = (code: unknown) => ROSTER_STATUSES.find((status) => status.code === code);
  const [beforeName, afterName] = [nameOf(change.before), nameOf(change.after)];
  return { ...change, ...(beforeName && { beforeName }), ...(afterName && { afterName }) };
}
