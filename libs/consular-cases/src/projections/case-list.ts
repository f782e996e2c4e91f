import { assertServed, type IndexDefinition, type IndexKey, type ListDefinition } from '#event-sourcing';

const asc = (field: string): IndexKey => ({ field, direction: 'asc' });
const desc = (field: string): IndexKey => ({ field, direction: 'desc' });

const OPENED = 'case.openedOn';
/** The field that a case's due day is sorted and looked for by. */
const DUE = 'dueKey';

/** What the list of consular cases may be asked: the latest opened first, unless another order is asked for. */
export const CASE_LIST = {
  filters: {
    phase: { field: 'case.phase', kind: 'equal', selective: true },
    kind: { field: 'case.kind', kind: 'equal', selective: true },
    country: { field: 'case.country', kind: 'equal', selective: true },
    officer: { field: 'case.leadOfficer', kind: 'equal', selective: true },
    unit: { field: 'unit', kind: 'equal', selective: true },
    open: { field: 'open', kind: 'equal', selective: true },
    opened: { field: OPENED, kind: 'range', selective: true },
    due: { field: DUE, kind: 'range', selective: true },
    number: { field: 'numberKey', kind: 'equal', selective: false },
    numberWord: { field: 'numberWords', kind: 'many', selective: true },
    // Of the case, and of those that it stands for.
    person: { field: 'foundBy', kind: 'many', selective: true },
    waiting: { field: 'waiting', kind: 'many', selective: true },
    amended: { field: 'amended', kind: 'many', selective: true },
    linkedTo: { field: 'linkedCases', kind: 'many', selective: true },
    supportOfficer: { field: 'case.supportOfficers', kind: 'many', selective: true },
  },
  sorts: {
    openedOn: [asc(OPENED)],
    '-openedOn': [desc(OPENED)],
    nextDueOn: [asc(DUE)],
    '-nextDueOn': [desc(DUE)],
    lastChangedAt: [asc('lastChangedAt')],
    '-lastChangedAt': [desc('lastChangedAt')],
    number: [asc('numberKey')],
    '-number': [desc('numberKey')],
  },
  defaultSort: '-openedOn',
} as const satisfies ListDefinition;

/** The order of files that are to be closed, handed over or reviewed. */
export const FILES_DUE = [asc('fileDueOn')] as const;

export type CaseSort = keyof typeof CASE_LIST.sorts;
export const CASE_SORTS = Object.keys(CASE_LIST.sorts) as readonly CaseSort[];

const filtersOf = (kind: string): readonly string[] =>
  Object.values(CASE_LIST.filters).flatMap((filter) =>
    filter.kind === kind && filter.selective ? [filter.field] : [],
  );
const nameOf = (field: string): string => field.replace('case.', '');

/** What serves {@link CASE_LIST}, and the question what somebody still has to do. */
export const CASE_INDEXES: readonly IndexDefinition[] = [
  // Each is read from either end.
  ...Object.entries(CASE_LIST.sorts).flatMap(([name, keys]) =>
    name.startsWith('-') ? [] : [{ name, keys }],
  ),
  ...filtersOf('equal').map((field) => ({ name: nameOf(field), keys: [asc(field), desc(OPENED)] })),
  // Hardly ever changes, so it costs one entry a case; either field alone leaves far too much.
  { name: 'country-kind', keys: [asc('case.country'), asc('case.kind'), desc(OPENED)] },
  { name: 'officer-due', keys: [asc('open'), asc('case.leadOfficer'), asc(DUE)] },
  { name: 'unit-due', keys: [asc('open'), asc('unit'), asc(DUE)] },
  { name: 'file-due', keys: [asc('fileTask'), asc('fileDueOn')] },
  ...filtersOf('many').map((field) => ({ name: nameOf(field), keys: [asc(field)], many: true })),
];

assertServed(CASE_LIST, CASE_INDEXES);

/** What a line of the list is made of. */
export const CASE_LINE = [
  'case.number',
  'case.phase',
  'case.kind',
  'case.country',
  'case.urgency',
  'case.openedOn',
  'case.leadOfficer',
  'case.subjects',
  'case.links',
  'case.merged',
  'case.mergedInto',
  'case.supplement.dueOn',
  'case.outcome.outcome',
  'unit',
  'nextDueOn',
  'fileTask',
  'fileDueOn',
  'lastChangedAt',
  'lastChangedBy',
] as const;
