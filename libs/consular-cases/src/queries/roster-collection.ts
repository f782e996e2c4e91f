import { Inject, Injectable } from '@nestjs/common';
import {
  type EventStore,
  filterOf,
  type FilterValues,
  historyAt,
  type PastLines,
  type PastMoment,
  type PastPoint,
  type ReadCollection,
} from '#event-sourcing';
import { CORRECTING_TYPES, foldedOn, type Recorded } from '#kernel';
import {
  EVENT_STORE,
  type MarkedLine,
  Office,
  PastReadModels,
  PROJECTION_PROGRESS,
  type ProjectionProgress,
  ProjectionRegistry,
} from '#platform';
import { type RosterEventOf, type RosterStreamEvent } from '../domain/roster/events.js';
import { type RosterStatus } from '../domain/roster/vocabulary.js';
import { ROSTER_LIST, type RosterDocument, rosterProjection } from '../projections/roster.js';
import { rosterCodec } from '../stored/roster.codec.js';
import { rosterEntryId, rosterStream } from '../roster.stream.js';

/** How many people are on a roster, by status; a status that nobody has is left out. */
export interface RosterCounts {
  readonly total: number;
  readonly byStatus: { readonly [S in RosterStatus]?: number };
}

/** Somebody whose own case one is, on a group case's roster. */
export interface RosterPlace extends Pick<RosterDocument, 'case' | 'status'> {
  readonly subject: string;
}

export interface CaseRosters {
  readonly roster: RosterCounts;
  readonly onRosters: readonly RosterPlace[];
}

/** What questions ask of rosters, present or past. */
export type RosterLines = PastLines;

const PAGE = 500;

/** The read model of people on rosters, and their streams for questions about the past. */
@Injectable()
export class RosterCollection {
  constructor(
    private readonly registry: ProjectionRegistry,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    private readonly past: PastReadModels,
    private readonly office: Office,
    @Inject(PROJECTION_PROGRESS) private readonly progress: ProjectionProgress,
  ) {}

  /** Asks rosters as they are, or as they were at a moment. @throws StoreUnavailable, or what `ask` throws */
  async ask<T>(at: PastMoment | null, ask: (rosters: RosterLines) => Promise<T>): Promise<T> {
    return at ? this.past.ask(rosterProjection, at, ask) : ask(await this.collection());
  }

  /** Somebody's entry as it stands; also of who was taken off. */
  async get(caseId: string, subject: string): Promise<RosterDocument | null> {
    return (await this.collection()).get(rosterEntryId(caseId, subject));
  }

  async counts(rosters: RosterLines, caseId: string): Promise<RosterCounts> {
    const groups = await rosters.groupBy(filterOf(ROSTER_LIST, { roster: caseId }), ['status']);
    const byStatus = Object.fromEntries(groups.map(({ key, count }) => [String(key['status']), count]));
    return { total: groups.reduce((sum, { count }) => sum + count, 0), byStatus };
  }

  /** Ids of the cases on whose roster somebody stands. */
  async casesListing(subject: string): Promise<readonly string[]> {
    return (await this.all({ subject })).filter(isListed).map(({ case: group }) => group.id);
  }

  /** As {@link casesListing}, of entries of which the read model lacks something: whoever ever came onto a roster. */
  async casesListingBeyondReadModel(subject: string): Promise<readonly string[]> {
    const ids = this.progress.parkedIds(rosterProjection.name);
    const listing = ids.map(async (id) => {
      const stored = await this.events.readStream(`${rosterCodec.category}-${id}`);
      const added = stored.filter(({ type }) => type === 'RosterEntryAdded');
      return added.map(({ data }) => data as RosterEventOf<'RosterEntryAdded'>['data']);
    });
    const added = (await Promise.all(listing)).flat().filter((data) => data.subject.id === subject);
    return added.map((data) => data.case.id);
  }

  /** Entries about which something of `kinds` waits to be decided, what was changed longest ago first. */
  async waiting(kinds: readonly string[], limit: number): Promise<readonly RosterDocument[]> {
    const filter = filterOf(ROSTER_LIST, { waiting: kinds });
    const { documents } = await (
      await this.collection()
    ).find({ filter, sort: ROSTER_LIST.sorts.lastChangedAt, limit });
    return documents;
  }

  /** What a case has to do with rosters: its own, and those that it is somebody's own case of. */
  async of(caseId: string): Promise<CaseRosters> {
    const rosters = await this.collection();
    const [roster, places] = await Promise.all([this.counts(rosters, caseId), this.all({ ownCase: caseId })]);
    return { roster, onRosters: places.filter(isListed).map(placeOf) };
  }

  /** As {@link of}, at a point in the past: folded from the streams of whoever was ever named in either. */
  async at(caseId: string, point: PastPoint): Promise<CaseRosters> {
    const then = async (...asked: readonly FilterValues[]) => {
      const known = (await Promise.all(asked.map((values) => this.all(values)))).flat();
      const entries = [...new Map(known.map((document) => [document.id, document])).values()];
      const past = await Promise.all(
        entries.map(async ({ case: group, subject }) =>
          this.pastOf(await this.history(group.id, subject.id), point),
        ),
      );
      return past.filter((document) => document !== null).filter(isListed);
    };
    const [people, places] = await Promise.all([
      then({ case: caseId }),
      // What was said until a correction took it back stands in streams alone.
      then({ ownCaseEver: caseId }, { amended: [...CORRECTING_TYPES] }),
    ]);
    const byStatus = Map.groupBy(people, ({ status }) => status);
    return {
      roster: {
        total: people.length,
        byStatus: Object.fromEntries([...byStatus].map(([status, { length }]) => [status, length])),
      },
      onRosters: places.filter(({ ownCase }) => ownCase?.id === caseId).map(placeOf),
    };
  }

  /** As its history has it at a point; `null` for who was not on the roster yet. */
  pastOf(history: readonly Recorded<RosterStreamEvent>[], point: PastPoint): RosterDocument | null {
    const past = historyAt(history, point, (day) => this.office.startOfDay(day));
    return foldedOn(rosterProjection, null as RosterDocument | null, past);
  }

  /** Revision of the first event that is missing in what is said of an entry; `null` when none is. */
  parkedAt(line: MarkedLine): number | null {
    return this.progress.parkedAt(rosterProjection.name, line);
  }

  private async all(values: FilterValues): Promise<readonly RosterDocument[]> {
    const query = {
      filter: filterOf(ROSTER_LIST, values),
      sort: ROSTER_LIST.sorts.lastContactOn,
      limit: PAGE,
    };
    const collection = await this.collection();
    const found: RosterDocument[] = [];
    let after: string | undefined;
    do {
      const page = await collection.find({ ...query, ...(after !== undefined && { after }) });
      found.push(...page.documents);
      after = page.next;
    } while (after !== undefined);
    return found;
  }

  /** Everything that was recorded about somebody on a case's roster, oldest first. */
  async history(caseId: string, subject: string): Promise<readonly Recorded<RosterStreamEvent>[]> {
    const stored = await this.events.readStream(rosterStream(caseId, subject));
    return stored.map((event) => rosterCodec.decode(event));
  }

  private collection(): Promise<ReadCollection<RosterDocument>> {
    return this.registry.collection(rosterProjection);
  }
}

const isListed = ({ roster }: RosterDocument): boolean => roster !== null;

const placeOf = ({ case: group, subject, status }: RosterDocument): RosterPlace => ({
  case: group,
  subject: subject.id,
  status,
});
