import { CountryCode, DateOnly, Flag, Id, Integer, OneOf, OptionalText, Texts } from '#platform';
import { type HistoryClock } from '#event-sourcing';
import { KIND_CODES, type KindCode } from '../domain/kinds/index.js';
import { type CasePhase, codesOf, PHASES } from '../domain/vocabulary/index.js';
import { CASE_SORTS, CASE_LIST, type CaseSort } from '../projections/case-list.js';
import { type CaseCriteria, type CasePaging, type Window } from '../queries/criteria.js';
import { AsAt, Clock, contradiction } from './past.dto.js';

const PAGE = 20;

/** What cases are looked for by, in an address or a body: in an address everything arrives as text. */
export class FindCasesDto implements CaseCriteria {
  @OptionalText({
    description:
      'A case number or a part of one, padded or not, or the name of a person in the case: every word begins a word ' +
      'of the name, case and diacritics aside. A name takes the permission to read personal data.',
    example: 'BHCD-2022-0007',
  })
  readonly q?: string;

  @Texts({
    optional: true,
    query: true,
    min: 1,
    values: codesOf(PHASES),
    example: ['received', 'verified'],
    description: 'Phases, separated by commas.',
  })
  readonly phase?: CasePhase[];

  @Texts({
    optional: true,
    query: true,
    min: 1,
    values: KIND_CODES,
    example: ['detention'],
    description: 'Kinds, separated by commas.',
  })
  readonly kind?: KindCode[];

  @CountryCode({ optional: true, example: 'KH' })
  readonly country?: string;

  @OptionalText({ max: 60, description: 'Id of the officer in charge.', example: 'officer-consular' })
  readonly officer?: string;

  @OptionalText({ max: 60, description: 'Id of the unit.', example: 'consular' })
  readonly unit?: string;

  @Id({ optional: true, description: 'A person or legal entity in the case, in whatever part.' })
  readonly subject?: string;

  @Id({ optional: true, description: 'Cases in which a link with that case is recorded (A-11).' })
  readonly linkedTo?: string;

  @DateOnly({ optional: true, description: 'Opened on that day or later.', example: '2022-01-01' })
  readonly openedFrom?: string;

  @DateOnly({ optional: true, description: 'Opened on that day or earlier.', example: '2022-12-31' })
  readonly openedTo?: string;

  @Flag({
    optional: true,
    query: true,
    description: 'true: something was due before today and is not done; false: nothing was.',
    example: true,
  })
  readonly overdue?: boolean;

  @OneOf(CASE_SORTS, {
    optional: true,
    enumName: 'CaseSort',
    example: CASE_LIST.defaultSort,
    description: '`-` in front turns the order round. What has nothing due comes after what has.',
  })
  readonly sort?: CaseSort;

  @Integer({ optional: true, query: true, min: 1, max: 100, example: PAGE })
  readonly limit?: number;

  @OptionalText({ max: 2000, description: '`next` of the page before, for the same question.' })
  readonly after?: string;

  @Flag({
    optional: true,
    query: true,
    description: 'Whether to count what matches, up to 10,000; true when left out.',
    example: true,
  })
  readonly count?: boolean;

  @AsAt()
  readonly asAt?: string;

  @Clock('`asAt`')
  readonly clock?: HistoryClock;
}

/** The question, and how its answer is paged. @throws ValidationFailed for a period that ends before it begins */
export function searchOf(query: FindCasesDto): readonly [CaseCriteria, CasePaging] {
  const { sort = CASE_LIST.defaultSort, limit = PAGE, after, count = true, ...asked } = query;
  const { asAt: _asAt, clock: _clock, ...criteria } = asked;
  assertInOrder(criteria.openedFrom, criteria.openedTo, 'openedTo');
  return [criteria, { sort, limit, count, ...(after !== undefined && { after }) }];
}

/** The days that figures cover, both included. */
export class WindowDto implements Window {
  @DateOnly({ example: '2022-01-01' })
  readonly from!: string;

  @DateOnly({ example: '2022-12-31' })
  readonly to!: string;
}

/** What figures are asked for. */
export class FiguresDto extends WindowDto {
  @AsAt()
  readonly asAt?: string;

  @Clock('`asAt`')
  readonly clock?: HistoryClock;
}

/** @throws ValidationFailed for a window that ends before it begins */
export function windowOf({ from, to }: WindowDto): Window {
  assertInOrder(from, to, 'to');
  return { from, to };
}

export class MyWorkQueryDto {
  @Integer({
    optional: true,
    query: true,
    min: 1,
    max: 50,
    example: 10,
    description: 'How many cases of each group.',
  })
  readonly limit?: number;
}

export class FilesDueQueryDto extends MyWorkQueryDto {
  @AsAt()
  readonly asAt?: string;

  @Clock('`asAt`')
  readonly clock?: HistoryClock;
}

function assertInOrder(from: string | undefined, to: string | undefined, field: string): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw contradiction(field, `không được trước ${from}`, `must not be before ${from}`);
}
