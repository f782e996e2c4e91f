import { Injectable } from '@nestjs/common';
import { filterOf, type Group, type PastMoment } from '#event-sourcing';
import { CASE_LIST } from '../projections/case-list.js';
import { CaseCollection, type CaseLines } from './case-collection.js';
import { type Window } from './criteria.js';

/** Numbers of cases by code; a code without a case is left out. */
export type CountByCode = Readonly<Record<string, number>>;

/**
 * How many cases were opened in a window, whatever happened to them later: a withdrawn case was opened, too. Counts
 * by kind and by country add up to the total; cases without an outcome are missing in that count alone. A merged case
 * is not counted: the one that stands for it is. // G-8
 */
export interface CaseFigures {
  readonly window: Window;
  readonly total: number;
  readonly byKind: CountByCode;
  readonly byCountry: CountByCode;
  readonly byOutcome: CountByCode;
  readonly byPhase: CountByCode;
  /** The moment of the past that the cases are counted at. */
  readonly asAt?: PastMoment;
}

/** Counts cases. // Counting, domain rules */
@Injectable()
export class CaseCounter {
  constructor(private readonly cases: CaseCollection) {}

  async count(window: Window, at: PastMoment | null): Promise<CaseFigures> {
    const figures = await this.cases.ask(at, (cases) => this.countIn(cases, window));
    return { ...figures, ...(at && { asAt: at }) };
  }

  private async countIn(cases: CaseLines, window: Window): Promise<CaseFigures> {
    const filter = filterOf(CASE_LIST, { opened: window });
    const merged = filterOf(CASE_LIST, { opened: window, phase: 'merged' });
    const by = async (field: string) => {
      const [all, without] = await Promise.all([
        cases.groupBy(filter, [field]),
        cases.groupBy(merged, [field]),
      ]);
      return less(countsOf(all, field), countsOf(without, field));
    };
    const [byKind, byCountry, byOutcome, byPhase] = await Promise.all([
      by('case.kind'),
      by('case.country'),
      by('case.outcome.outcome'),
      by('case.phase'),
    ]);
    const total = Object.values(byKind).reduce((sum, count) => sum + count, 0);
    return { window, total, byKind, byCountry, byOutcome, byPhase };
  }
}

/** What is left of `all`; a code of which nothing is left is left out. */
const less = (all: CountByCode, without: CountByCode): CountByCode =>
  Object.fromEntries(
    Object.entries(all)
      .map(([code, count]) => [code, count - (without[code] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );

const countsOf = (groups: readonly Group[], field: string): CountByCode =>
  Object.fromEntries(
    groups.flatMap(({ key, count }) => (key[field] === null ? [] : [[String(key[field]), count]])),
  );
