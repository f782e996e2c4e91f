import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import {
  disclose,
  type Filter,
  filterOf,
  type HistoryStep,
  historySteps,
  idOf,
  Sealer,
} from '#event-sourcing';
import {
  assertPermitted,
  type History,
  historyEntry,
  type HistoryEntry,
  isPermitted,
  Office,
  type SealedEntry,
  shownChange,
  type ShownChange,
} from '#platform';
import { FindSubjectsByName, RecordsOfPerson } from '#published-queries';
import { refusal } from '../domain/errors.js';
import { type RosterEvent } from '../domain/roster/events.js';
import { ROSTER_STATUSES } from '../domain/roster/vocabulary.js';
import {
  evolve,
  ROSTER_EVENT_LABELS,
  ROSTER_FIELDS,
  ROSTER_LIST,
  type RosterDocument,
} from '../projections/roster.js';
import { rosterStream } from '../roster.stream.js';
import { CaseCollection } from './case-collection.js';
import { MOST_PEOPLE } from './case-finder.js';
import { type Reader } from './criteria.js';
import { type Names, People } from './people.js';
import { RosterCollection, type RosterLines } from './roster-collection.js';
import {
  FindRosterEntries,
  GetRosterEntryHistory,
  type RosterCriteria,
  type RosterItem,
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
    private readonly people: People,
    private readonly queries: QueryBus,
    private readonly sealer: Sealer,
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
      items: await this.items(documents, reader),
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
    return this.queries.execute(new FindSubjectsByName(q, MOST_PEOPLE));
  }

  private async items(documents: readonly RosterDocument[], { actor }: Reader): Promise<RosterItem[]> {
    const mayRead = isPermitted(actor, 'personal.read');
    const nameOf = await this.people.namesFor(
      actor,
      documents.map(({ subject }) => subject.id),
    );
    return Promise.all(
      documents.map(async (document) => {
        const stream = rosterStream(document.case.id, document.subject.id);
        const note = (await disclose(this.sealer, stream, document.note, mayRead)) as string | null;
        return itemOf(document, note, nameOf);
      }),
    );
  }
}

function itemOf(
  { contactKey: _key, roster: _roster, ownCases: _ever, subject, ...entry }: RosterDocument,
  note: string | null,
  nameOf: Names,
): RosterItem {
  return { ...entry, subject: { ...subject, ...nameOf(subject.id) }, note };
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
    const steps = historySteps<RosterDocument, RosterEvent>(history, evolve, ROSTER_FIELDS);
    const sealed = steps.map((step) => this.entryOf(step));
    const mayRead = isPermitted(reader.actor, 'personal.read');
    const entries = (await disclose(this.sealer, last.stream, sealed, mayRead)) as HistoryEntry[];
    return { id: idOf(last.stream), revision: last.revision, entries };
  }

  private entryOf({ event, changes }: HistoryStep<RosterDocument, RosterEvent>): SealedEntry {
    const label = ROSTER_EVENT_LABELS[event.type];
    const shown = changes.map((change) => named(shownChange(change)));
    return historyEntry(event, label, shown, (moment) => this.office.today(moment));
  }
}

/** A status by its name. */
function named(change: ShownChange): ShownChange {
  if (change.field !== 'status') return change;
  const nameOf = (code: unknown) => ROSTER_STATUSES.find((status) => status.code === code);
  const [beforeName, afterName] = [nameOf(change.before), nameOf(change.after)];
  return { ...change, ...(beforeName && { beforeName }), ...(afterName && { afterName }) };
}
