import { Injectable } from '@nestjs/common';
import { type Count, type Filter, type FindQuery, type PastMoment } from '#event-sourcing';
import { addDays, type LocalDate } from '#kernel';
import { Office } from '#platform';
import { type CasePhase } from '../domain/vocabulary/index.js';
import { type FileTask } from '../domain/vocabulary/archive.js';
import { FILES_DUE } from '../projections/case-list.js';
import { type CaseLine } from '../projections/index.js';
import { CaseCollection, type CaseLines } from './case-collection.js';
import { CaseFinder, sortBy } from './case-finder.js';
import { type Reader } from './criteria.js';
import { type CaseListItem } from './list-view.js';
import { answeredAt, type OfMoment } from './past-answer.js';

/** Open cases of one sort, what is due first in front. */
export interface WorkGroup {
  readonly count: Count;
  readonly items: readonly CaseListItem[];
}

export const WORK_GROUPS = ['mine', 'supporting', 'unit', 'unassigned', 'waiting', 'overdue'] as const;
/**
 * `mine`: the reader is in charge; `supporting`: helps; `unit`: all of the unit's; `unassigned`: the unit's that
 * nobody is in charge of; `waiting`: the reader's that wait for papers, or for an office that they went to; `overdue`: the reader's and the unit's.
 */
export type MyWork = Readonly<Record<(typeof WORK_GROUPS)[number], WorkGroup>>;

/**
 * `toClose`: of settled cases, to be weeded and given a retention; `toHandOver`: closed, and due in the archive within
 * a year of the settling; `toReview`: the retention has ended, and two people decide what becomes of them; `overdue`:
 * those of the first two that should have been in the archive before today.
 */
export type FilesDue = FileGroups & OfMoment;
type FileGroups = Readonly<Record<'toClose' | 'toHandOver' | 'toReview' | 'overdue', WorkGroup>>;

type Asked = Pick<FindQuery, 'sort' | 'limit'>;

/** What somebody and the unit have to do. */
@Injectable()
export class WorkLists {
  constructor(
    private readonly cases: CaseCollection,
    private readonly finder: CaseFinder,
    private readonly office: Office,
  ) {}

  of(reader: Reader, limit: number): Promise<MyWork> {
    const asked = { sort: sortBy('nextDueOn'), limit };
    return this.cases.ask(null, (cases) => this.groups(cases, filtersFor(reader), asked, reader));
  }

  /** The office's files that are to be closed, handed over to the archive, or reviewed. // G-9, G-10, T-25 */
  files(reader: Reader, limit: number, at: PastMoment | null): Promise<FilesDue> {
    const asked = { sort: FILES_DUE, limit };
    return answeredAt(at, reader, this.office, (then) =>
      this.cases.ask(at, (cases) => this.groups(cases, filesFor(then), asked, then)),
    );
  }

  private async groups<G extends string>(
    cases: CaseLines,
    filters: Readonly<Record<G, Filter>>,
    asked: Asked,
    reader: Reader,
  ): Promise<Readonly<Record<G, WorkGroup>>> {
    const groups = Object.entries<Filter>(filters).map(
      async ([name, filter]) => [name, await this.group(cases, { filter, ...asked }, reader)] as const,
    );
    return Object.fromEntries(await Promise.all(groups)) as Record<G, WorkGroup>;
  }

  private async group(cases: CaseLines, query: FindQuery, reader: Reader): Promise<WorkGroup> {
    const [found, count] = await Promise.all([cases.findLines<CaseLine>(query), cases.count(query.filter)]);
    return { count, items: await this.finder.items(found.documents, reader) };
  }
}

const WAITING: readonly CasePhase[] = ['awaiting_supplement', 'transferred_out'];

function filtersFor({ actor, today }: Reader): Readonly<Record<keyof MyWork, Filter>> {
  const mine: Filter = { open: true, 'case.leadOfficer': actor.id };
  const unit: Filter = { open: true, unit: actor.unit };
  return {
    mine,
    supporting: { open: true, 'case.supportOfficers': actor.id },
    unit,
    unassigned: { ...unit, 'case.leadOfficer': null },
    waiting: { ...mine, 'case.phase': { $in: WAITING } },
    overdue: { $and: [{ dueKey: { $lte: addDays(today, -1) } }, { $or: [mine, unit] }] },
  };
}

const withTask = (fileTask: FileTask): Filter => ({ fileTask });

const before = (today: LocalDate): Filter => ({ fileDueOn: { $lte: addDays(today, -1) } });

const filesFor = ({ today }: Reader): Readonly<Record<keyof FileGroups, Filter>> => ({
  toClose: withTask('close_file'),
  toHandOver: withTask('hand_over'),
  toReview: { $and: [withTask('review_retention'), before(today)] },
  overdue: { $and: [{ fileTask: { $in: ['close_file', 'hand_over'] } }, before(today)] },
});
