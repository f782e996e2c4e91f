import { Injectable } from '@nestjs/common';
import { effectiveHistory, foldedOn } from '#kernel';
import { type DueDays } from '../domain/commands/course.js';
import { type ConsularCaseDocument } from '../projections/index.js';
import { CaseCollection } from './case-collection.js';

/** What is due in a case at this moment: folded from its stream, for what must not be stale. */
@Injectable()
export class CaseDeadlines {
  constructor(private readonly cases: CaseCollection) {}

  async dueDays(id: string): Promise<DueDays> {
    const history = effectiveHistory(await this.cases.history(id));
    const document = foldedOn(this.cases, null as ConsularCaseDocument | null, history);
    const deadlines = document?.deadlines ?? [];
    return Object.fromEntries(
      deadlines.map(({ rule, dueOn, metOn }) => [rule, metOn === null ? dueOn : null]),
    );
  }
}
