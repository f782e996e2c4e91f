import { Inject, Injectable } from '@nestjs/common';
import {
  type Count,
  type EventStore,
  type Filter,
  filterOf,
  type FilterValues,
  type FindQuery,
  type FindResult,
  historyAt,
  type PastLines,
  type PastMoment,
  type PastPoint,
  type Position,
  type Projection,
  type ReadCollection,
} from '#event-sourcing';
import { foldedOn, type Recorded } from '#kernel';
import {
  EVENT_STORE,
  type MarkedLine,
  Office,
  PastReadModels,
  PROJECTION_PROGRESS,
  type ProjectionProgress,
  ProjectionRegistry,
} from '#platform';
import { caseStream } from '../consular-case.stream.js';
import { type CaseStreamEvent } from '../domain/events/index.js';
import { consularCaseCodec } from '../stored/events.codec.js';
import { CASE_LIST } from '../projections/case-list.js';
import { numberKey } from '../projections/case-number.js';
import { type CaseLine, type ConsularCaseDocument, consularCaseProjection } from '../projections/index.js';

/** What lists and figures ask of cases, present or past. */
export type CaseLines = PastLines;

const PAGE = 500;

/** The read model of cases, and their streams for questions about the past. */
@Injectable()
export class CaseCollection {
  private readonly projection: Projection<ConsularCaseDocument, CaseStreamEvent>;

  constructor(
    private readonly registry: ProjectionRegistry,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    private readonly past: PastReadModels,
    private readonly office: Office,
    @Inject(PROJECTION_PROGRESS) private readonly progress: ProjectionProgress,
  ) {
    this.projection = consularCaseProjection(office.calendar);
  }

  /** Folds one event, as the read model does. */
  readonly evolve = (
    document: ConsularCaseDocument | null,
    event: Recorded<CaseStreamEvent>,
  ): ConsularCaseDocument | null => this.projection.evolve(document, event);

  /** Revision of the first event that is missing in what is said of a case; `null` when none is. */
  parkedAt(line: MarkedLine): number | null {
    return this.progress.parkedAt(this.projection.name, line);
  }

  async get(id: string): Promise<ConsularCaseDocument | null> {
    return (await this.collection()).get(id);
  }

  /** Ids of the cases of which the read model lacks something, and whose log names somebody, wherever that stands. */
  async namingBeyondReadModel(person: string): Promise<readonly string[]> {
    const ids = this.progress.parkedIds(this.projection.name);
    const naming = ids.map(async (id) => {
      const stored = await this.events.readStream(caseStream(id));
      return JSON.stringify(stored.map(({ data }) => data)).includes(person) ? [id] : [];
    });
    return (await Promise.all(naming)).flat();
  }

  /** The case as it stands, or as it stood at a moment; `null` when there was none. */
  async standing(id: string, at: PastMoment | null): Promise<ConsularCaseDocument | null> {
    return at ? this.pastOf(await this.history(id), at) : this.get(id);
  }

  /** The case as its history has it at a point. @throws UnfoldableEvent */
  pastOf(history: readonly Recorded<CaseStreamEvent>[], point: PastPoint): ConsularCaseDocument | null {
    const past = historyAt(history, point, (day) => this.office.startOfDay(day));
    return foldedOn(this.projection, null as ConsularCaseDocument | null, past);
  }

  /** By its number, however that is padded and separated. */
  async byNumber(number: string): Promise<ConsularCaseDocument | null> {
    const filter = filterOf(CASE_LIST, { number: numberKey(number) });
    const { documents } = await (
      await this.collection()
    ).find({ filter, sort: CASE_LIST.sorts.number, limit: 1 });
    return documents[0] ?? null;
  }

  /** @throws InvalidCursor */
  async findLines(query: FindQuery): Promise<FindResult<CaseLine>> {
    return (await this.collection()).findLines(query);
  }

  /** Asks the cases as they are, or as they were at a moment. @throws StoreUnavailable, or what `ask` throws */
  async ask<T>(at: PastMoment | null, ask: (cases: CaseLines) => Promise<T>): Promise<T> {
    return at ? this.past.ask(this.projection, at, ask) : ask(await this.collection());
  }

  /** Cases about which something of `kinds` waits to be decided, the longest open first. */
  async waiting(kinds: readonly string[], limit: number): Promise<readonly ConsularCaseDocument[]> {
    const filter = filterOf(CASE_LIST, { waiting: kinds });
    const { documents } = await (
      await this.collection()
    ).find({ filter, sort: CASE_LIST.sorts.openedOn, limit });
    return documents;
  }

  /** The ids of all cases that fit. */
  async ids(values: FilterValues): Promise<readonly string[]> {
    const query = { filter: filterOf(CASE_LIST, values), sort: CASE_LIST.sorts.number, limit: PAGE };
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await this.findLines({ ...query, ...(after !== undefined && { after }) });
      found.push(...page.documents.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    return found;
  }

  async count(filter: Filter): Promise<Count> {
    return (await this.collection()).count(filter);
  }

  /** Position of the log's last event. */
  head(): Promise<Position> {
    return this.events.head();
  }

  /** Everything that was recorded about a case, oldest first; nothing when there is no such case. @throws UndecodableEvent */
  async history(id: string): Promise<readonly Recorded<CaseStreamEvent>[]> {
    const stored = await this.events.readStream(caseStream(id));
    return stored.map((event) => consularCaseCodec.decode(event));
  }

  private collection(): Promise<ReadCollection<ConsularCaseDocument>> {
    return this.registry.collection(this.projection);
  }
}
