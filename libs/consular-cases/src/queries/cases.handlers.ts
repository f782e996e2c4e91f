import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type PastPoint } from '#event-sourcing';
import { UnfoldableEvent } from '#kernel';
import { type History, isPermitted, Office } from '#platform';
import { caseStream } from '../consular-case.stream.js';
import { refusal } from '../domain/errors.js';
import { ActionsView } from './actions-view.js';
import { CaseCollection } from './case-collection.js';
import { CaseComparer, type CaseComparison } from './case-comparison.js';
import { CaseFinder } from './case-finder.js';
import { CaseHistory } from './case-history.js';
import { CasePresenter } from './case-presenter.js';
import { type CaseView } from './case-view.js';
import {
  CompareCase,
  CountCases,
  FindCases,
  GetCase,
  GetCaseHistory,
  GetFilesDue,
  GetMyWork,
  GetPastCase,
} from './cases.queries.js';
import { type Reader } from './criteria.js';
import { CaseCounter, type CaseFigures } from './figures.js';
import { type CasePage } from './list-view.js';
import { type FilesDue, type MyWork, WorkLists } from './my-work.js';
import { assertReached } from './past-answer.js';
import { RosterCollection } from './roster-collection.js';

const unknownCase = (key: object) => refusal('consular-case.not-opened', { ...key });

const mayReadPersonal = ({ actor }: Reader): boolean => isPermitted(actor, 'personal.read');

@QueryHandler(FindCases)
export class FindCasesHandler implements IQueryHandler<FindCases> {
  constructor(private readonly finder: CaseFinder) {}

  execute({ criteria, paging, reader, at }: FindCases): Promise<CasePage> {
    return this.finder.page(criteria, paging, reader, at);
  }
}

@QueryHandler(GetCase)
export class GetCaseHandler implements IQueryHandler<GetCase> {
  constructor(
    private readonly cases: CaseCollection,
    private readonly presenter: CasePresenter,
    private readonly rosters: RosterCollection,
    private readonly actions: ActionsView,
  ) {}

  async execute({ key, reader }: GetCase): Promise<CaseView> {
    const document = 'id' in key ? await this.cases.get(key.id) : await this.cases.byNumber(key.number);
    if (!document) throw this.unreadable(key) ?? unknownCase(key);
    const view = await this.presenter.present(document, reader);
    return {
      ...view,
      ...(await this.rosters.of(document.id)),
      actions: await this.actions.of(document, reader.actor),
    };
  }

  /** There is such a case, and the read model could take in nothing of it. */
  private unreadable(key: GetCase['key']): UnfoldableEvent | null {
    const revision = 'id' in key ? this.cases.parkedAt({ id: key.id, revision: -1 }) : null;
    if (!('id' in key) || revision === null) return null;
    return new UnfoldableEvent({ stream: caseStream(key.id), revision }, null);
  }
}

@QueryHandler(GetPastCase)
export class GetPastCaseHandler implements IQueryHandler<GetPastCase> {
  constructor(
    private readonly cases: CaseCollection,
    private readonly presenter: CasePresenter,
    private readonly rosters: RosterCollection,
    private readonly office: Office,
  ) {}

  /** Days left and overdue are those of the office's day of that moment. */
  async execute({ id, point, reader }: GetPastCase): Promise<CaseView> {
    const history = await this.cases.history(id);
    assertReached(history.length, point, 'revision');
    const document = this.cases.pastOf(history, point);
    if (!document) throw unknownCase({ id });
    const moment = 'asAt' in point ? point.asAt : (history[document.revision]?.recordedAt ?? '');
    const at: PastPoint = 'asAt' in point ? point : { asAt: moment, clock: 'recorded' };
    const view = await this.presenter.present(document, { ...reader, today: this.office.today(moment) }, at);
    return { ...view, ...(await this.rosters.at(id, at)), asAt: point };
  }
}

@QueryHandler(CompareCase)
export class CompareCaseHandler implements IQueryHandler<CompareCase> {
  constructor(
    private readonly cases: CaseCollection,
    private readonly comparer: CaseComparer,
  ) {}

  async execute({ id, points, reader }: CompareCase): Promise<CaseComparison> {
    const history = await this.cases.history(id);
    for (const [field, point] of Object.entries(points) as [string, PastPoint][])
      assertReached(history.length, point, field);
    const comparison = await this.comparer.compare(id, history, points, mayReadPersonal(reader));
    if (!comparison) throw unknownCase({ id });
    return comparison;
  }
}

@QueryHandler(GetCaseHistory)
export class GetCaseHistoryHandler implements IQueryHandler<GetCaseHistory> {
  constructor(
    private readonly cases: CaseCollection,
    private readonly teller: CaseHistory,
  ) {}

  async execute({ id, reader }: GetCaseHistory): Promise<History> {
    const history = await this.cases.history(id);
    const last = history.at(-1);
    if (!last) throw unknownCase({ id });
    const entries = await this.teller.tell(id, history, mayReadPersonal(reader));
    return { id, revision: last.revision, entries };
  }
}

@QueryHandler(GetMyWork)
export class GetMyWorkHandler implements IQueryHandler<GetMyWork> {
  constructor(private readonly work: WorkLists) {}

  execute({ limit, reader }: GetMyWork): Promise<MyWork> {
    return this.work.of(reader, limit);
  }
}

@QueryHandler(GetFilesDue)
export class GetFilesDueHandler implements IQueryHandler<GetFilesDue> {
  constructor(private readonly work: WorkLists) {}

  execute({ limit, reader, at }: GetFilesDue): Promise<FilesDue> {
    return this.work.files(reader, limit, at);
  }
}

@QueryHandler(CountCases)
export class CountCasesHandler implements IQueryHandler<CountCases> {
  constructor(private readonly counter: CaseCounter) {}

  execute({ window, at }: CountCases): Promise<CaseFigures> {
    return this.counter.count(window, at);
  }
}
