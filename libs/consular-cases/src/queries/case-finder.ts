import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Count, type Filter, filterOf, type PastMoment, type Scalar } from '#event-sourcing';
import { addDays } from '#kernel';
import { assertPermitted, isPermitted, Office } from '#platform';
import { FindSubjectsByName, RecordsOfPerson } from '#published-queries';
import { isUnderWay } from '../domain/phases.js';
import { CASE_LIST, type CaseSort } from '../projections/case-list.js';
import { isNumberLike, numberWords } from '../projections/case-number.js';
import { type CaseLine } from '../projections/index.js';
import { CaseCollection, type CaseLines } from './case-collection.js';
import { type CaseCriteria, type CasePaging, type Reader } from './criteria.js';
import { type CaseListItem, type CasePage, listItem } from './list-view.js';
import { answeredAt } from './past-answer.js';
import { People } from './people.js';

/** More people than this is no answer to a name: the search has to be narrower. // docs/adr/004 */
export const MOST_PEOPLE = 1000;

interface Search {
  readonly filter: Filter;
  readonly truncated: boolean;
}

const EVERYTHING: Filter = {};

/** A merged case is listed under the one that stands for it. // G-8, domain rules */
const NOT_MERGED: Filter = { 'case.phase': { $ne: 'merged' } };

/** Finds cases and makes them into the lines of a list. */
@Injectable()
export class CaseFinder {
  constructor(
    private readonly cases: CaseCollection,
    private readonly people: People,
    private readonly queries: QueryBus,
    private readonly office: Office,
  ) {}

  /** @throws InvalidCursor @throws DomainError `access.denied` */
  page(criteria: CaseCriteria, paging: CasePaging, reader: Reader, at: PastMoment | null): Promise<CasePage> {
    return answeredAt(at, reader, this.office, (then) =>
      this.cases.ask(at, (cases) => this.pageOf(cases, criteria, paging, then)),
    );
  }

  private async pageOf(
    cases: CaseLines,
    criteria: CaseCriteria,
    paging: CasePaging,
    reader: Reader,
  ): Promise<CasePage> {
    const [search, ofPerson] = await Promise.all([
      this.searchFor(criteria.q, reader),
      this.ofPerson(criteria.subject),
    ]);
    const asked: Filter = { $and: [filterFor(criteria, reader), ofPerson, search.filter] };
    const filter = criteria.phase === undefined ? { $and: [asked, NOT_MERGED] } : asked;
    const { sort, limit, after, count } = paging;
    const narrowed: Filter = { $and: [filter, impliedBy(criteria, sort)] };
    const [found, total] = await Promise.all([
      cases.findLines<CaseLine>({
        filter: narrowed,
        sort: sortBy(sort),
        limit,
        ...(after !== undefined && { after }),
      }),
      count ? counted(cases, asked, criteria) : undefined,
    ]);
    const { documents, next } = found;
    return {
      items: await this.items(documents, reader),
      ...(next !== undefined && { next }),
      ...(total && { count: total }),
      partial: next !== undefined && documents.length < limit,
      peopleTruncated: search.truncated,
    };
  }

  /** The lines as they are shown, people named as far as the reader may see names. */
  async items(lines: readonly CaseLine[], reader: Reader): Promise<CaseListItem[]> {
    const ids = lines.flatMap((line) => line.case.subjects.map(({ id }) => id));
    const nameOf = await this.people.namesFor(reader.actor, ids);
    return lines.map((line) => ({
      ...listItem(line, reader, this.office.calendar, nameOf),
      parkedAt: this.cases.parkedAt(line),
    }));
  }

  /** Whoever has several records that were merged is found by each of them. // G-8 */
  private async ofPerson(subject: string | undefined): Promise<Filter> {
    if (subject === undefined) return EVERYTHING;
    return filterOf(CASE_LIST, { person: oneOf(await this.queries.execute(new RecordsOfPerson(subject))) });
  }

  /** A number is looked for as a number, everything else as a name. @throws DomainError `access.denied` */
  private async searchFor(q: string | undefined, { actor }: Reader): Promise<Search> {
    if (q === undefined) return { filter: EVERYTHING, truncated: false };
    if (isNumberLike(q)) {
      const words = numberWords(q).map((numberWord) => filterOf(CASE_LIST, { numberWord }));
      return { filter: { $and: words }, truncated: false };
    }
    assertPermitted(actor, ['personal.read']);
    const { ids, truncated } = await this.queries.execute(
      new FindSubjectsByName(q, MOST_PEOPLE, isPermitted(actor, 'restricted.read')),
    );
    return { filter: filterOf(CASE_LIST, { person: ids }), truncated };
  }
}

/**
 * How many there are. Merged cases are few: it costs less to count them and take them off than to look at every case
 * whether it is one.
 */
async function counted(cases: CaseLines, asked: Filter, { phase }: CaseCriteria): Promise<Count> {
  const merged = { $and: [asked, filterOf(CASE_LIST, { phase: 'merged' })] };
  const [all, without] = await Promise.all([
    cases.count(asked),
    phase === undefined ? cases.count(merged) : { count: 0 },
  ]);
  return all.capped ? all : { ...all, count: all.count - without.count };
}

export const sortBy = (sort: CaseSort) => CASE_LIST.sorts[sort];

function filterFor(criteria: CaseCriteria, { today }: Reader): Filter {
  const { phase, kind, country, officer, unit, linkedTo, openedFrom, openedTo, overdue } = criteria;
  return filterOf(CASE_LIST, {
    phase: oneOf(phase),
    kind: oneOf(kind),
    country,
    officer,
    unit,
    linkedTo,
    opened: (openedFrom ?? openedTo) ? { from: openedFrom, to: openedTo } : undefined,
    due: overdue === undefined ? undefined : overdue ? { to: addDays(today, -1) } : { from: today },
  });
}

/**
 * What is overdue, or in a phase in which work goes on, is open: said where that begins an index. That of due days
 * alone does not begin so.
 */
function impliedBy({ overdue, phase, officer, unit }: CaseCriteria, sort: CaseSort): Filter {
  const isOpen = overdue === true || (phase !== undefined && phase.length > 1 && phase.every(isUnderWay));
  const byDueDayAlone = sort.endsWith('nextDueOn') && (officer ?? unit) === undefined;
  return isOpen && !byDueDayAlone ? filterOf(CASE_LIST, { open: true }) : EVERYTHING;
}

/** A single value is compared for equality, which an index can serve with an order behind it. */
const oneOf = (values: readonly Scalar[] | undefined): Scalar | readonly Scalar[] | undefined =>
  values?.length === 1 ? values[0] : values;
