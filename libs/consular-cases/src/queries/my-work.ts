import { Injectable } from '@nestjs/common';
import { type Count, type Filter } from '#event-sourcing';
import { addDays } from '#kernel';
import { type CasePhase } from '../domain/vocabulary.js';
import { CaseCollection } from './case-collection.js';
import { CaseFinder, sortBy } from './case-finder.js';
import { type Reader } from './criteria.js';
import { type CaseListItem } from './list-view.js';

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

/** What somebody and the unit have to do. */
@Injectable()
export class WorkLists {
  constructor(
    private readonly cases: CaseCollection,
    private readonly finder: CaseFinder,
  ) {}

  async of(reader: Reader, limit: number): Promise<MyWork> {
    const filters = Object.entries(filtersFor(reader));
    const groups = filters.map(async ([name, filter]) => [name, await this.group(filter, reader, limit)]);
    return Object.fromEntries((await Promise.all(groups)) as [string, WorkGroup][]) as MyWork;
  }

  private async group(filter: Filter, reader: Reader, limit: number): Promise<WorkGroup> {
    const [found, count] = await Promise.all([
      this.cases.findLines({ filter, sort: sortBy('nextDueOn'), limit }),
      this.cases.count(filter),
    ]);
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
