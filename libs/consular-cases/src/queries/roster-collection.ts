import { Inject, Injectable } from '@nestjs/common';
import {
  type Count,
  type EventStore,
  type FieldPath,
  type Filter,
  type FindQuery,
  type FindResult,
  filterOf,
  type Group,
  type ReadCollection,
} from '#event-sourcing';
import { type Recorded } from '#kernel';
import { EVENT_STORE, ProjectionRegistry } from '#platform';
import { type RosterEvent } from '../domain/roster/events.js';
import { type RosterStatus } from '../domain/roster/vocabulary.js';
import { ROSTER_LIST, type RosterDocument, rosterProjection } from '../projections/roster.js';
import { rosterCodec } from '../roster.codec.js';
import { rosterStream } from '../roster.stream.js';

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

/** A case is about few people, each on few rosters. */
const MOST_ROSTERS = 100;

/** The read model of people on rosters, and their streams for questions about the past. */
@Injectable()
export class RosterCollection {
  constructor(
    private readonly registry: ProjectionRegistry,
    @Inject(EVENT_STORE) private readonly events: EventStore,
  ) {}

  /** @throws InvalidCursor */
  async find(query: FindQuery): Promise<FindResult<RosterDocument>> {
    return (await this.collection()).find(query);
  }

  async count(filter: Filter): Promise<Count> {
    return (await this.collection()).count(filter);
  }

  async counts(caseId: string): Promise<RosterCounts> {
    const groups = await this.groupBy(filterOf(ROSTER_LIST, { case: caseId }), 'status');
    const byStatus = Object.fromEntries(groups.map(({ key, count }) => [String(key['status']), count]));
    return { total: groups.reduce((sum, { count }) => sum + count, 0), byStatus };
  }

  /** What a case has to do with rosters: its own, and those that it is somebody's own case of. */
  async of(caseId: string): Promise<CaseRosters> {
    const query = { filter: filterOf(ROSTER_LIST, { ownCase: caseId }), limit: MOST_ROSTERS };
    const [roster, { documents }] = await Promise.all([
      this.counts(caseId),
      this.find({ ...query, sort: ROSTER_LIST.sorts.lastContactOn }),
    ]);
    return {
      roster,
      onRosters: documents.map(({ case: group, subject, status }) => ({
        case: group,
        subject: subject.id,
        status,
      })),
    };
  }

  /** Everything that was recorded about somebody on a case's roster, oldest first. */
  async history(caseId: string, subject: string): Promise<readonly Recorded<RosterEvent>[]> {
    const stored = await this.events.readStream(rosterStream(caseId, subject));
    return stored.map((event) => rosterCodec.decode(event));
  }

  private async groupBy(filter: Filter, key: FieldPath): Promise<readonly Group[]> {
    return (await this.collection()).groupBy(filter, [key]);
  }

  private collection(): Promise<ReadCollection<RosterDocument>> {
    return this.registry.collection(rosterProjection);
  }
}
