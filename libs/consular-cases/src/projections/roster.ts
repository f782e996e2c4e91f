import {
  assertServed,
  PROCEDURE_LABELS,
  idOf,
  type IndexDefinition,
  type LabelledField,
  type ListDefinition,
  type Projection,
} from '#event-sourcing';
import { isProcedural, type LocalDate, type Personal, type Recorded } from '#kernel';
import { type CaseSubject } from '../domain/events/index.js';
import { type CaseRef } from '../domain/events/turns.js';
import { type RosterEvent, type RosterEventOf, type RosterStreamEvent } from '../domain/roster/events.js';
import { type RosterStatus } from '../domain/roster/vocabulary.js';
import { rosterCodec } from '../stored/roster.codec.js';
import { type RecordDocument, touched, UNTOUCHED, withAll } from './record.js';

/** Somebody on the roster of a group case. */
export interface RosterDocument extends RecordDocument {
  readonly case: Omit<CaseRef, 'seenRevision'>;
  /** Id of the case as long as the person is on its roster; who was taken off it is kept for answers about the past. */
  readonly roster: string | null;
  readonly subject: Pick<CaseSubject, 'id' | 'kind' | 'minor'>;
  readonly status: RosterStatus;
  readonly lastContactOn: LocalDate | null;
  /** {@link lastContactOn}, or a day before all others: whom nobody has heard of yet comes first. */
  readonly contactKey: string;
  readonly ownCase: Omit<CaseRef, 'seenRevision'> | null;
  /** Ids of all that were ever said to be {@link ownCase}, for answers about the past. */
  readonly ownCases: readonly string[];
  /** The last one; sealed. */
  readonly note: Personal<string> | null;
  readonly addedOn: LocalDate;
}

const NEVER = '0000-00-00';
const CONTACT = { field: 'contactKey', direction: 'asc' } as const;
const CHANGED = { field: 'lastChangedAt', direction: 'asc' } as const;

/** What a roster may be asked: whom nobody has heard of for the longest time first, unless otherwise asked. */
export const ROSTER_LIST = {
  filters: {
    /** On its roster now, and ever. */
    roster: { field: 'roster', kind: 'equal', selective: true },
    case: { field: 'case.id', kind: 'equal', selective: true },
    subject: { field: 'subject.id', kind: 'equal', selective: true },
    /** Now, and ever. */
    ownCase: { field: 'ownCase.id', kind: 'equal', selective: true },
    ownCaseEver: { field: 'ownCases', kind: 'many', selective: true },
    status: { field: 'status', kind: 'equal' },
    waiting: { field: 'waiting', kind: 'many', selective: true },
    amended: { field: 'amended', kind: 'many', selective: true },
  },
  sorts: {
    lastContactOn: [CONTACT],
    '-lastContactOn': [{ ...CONTACT, direction: 'desc' }],
    lastChangedAt: [CHANGED],
    '-lastChangedAt': [{ ...CHANGED, direction: 'desc' }],
  },
  defaultSort: 'lastContactOn',
} as const satisfies ListDefinition;

export type RosterSort = keyof typeof ROSTER_LIST.sorts;
export const ROSTER_SORTS = Object.keys(ROSTER_LIST.sorts) as readonly RosterSort[];

const INDEXES: readonly IndexDefinition[] = [
  { name: 'contact', keys: [CONTACT] },
  { name: 'changed', keys: [CHANGED] },
  ...(['roster', 'case.id', 'subject.id', 'ownCase.id'] as const).map((field) => ({
    name: field.replace('.id', ''),
    keys: [{ field, direction: 'asc' as const }, CONTACT],
  })),
  ...(['ownCases', 'waiting', 'amended'] as const).map((field) => ({
    name: field,
    keys: [{ field, direction: 'asc' as const }],
    many: true,
  })),
  {
    name: 'case-minor',
    keys: [
      { field: 'case.id', direction: 'asc' },
      { field: 'subject.minor', direction: 'asc' },
    ],
  },
  {
    name: 'roster-status',
    keys: [{ field: 'roster', direction: 'asc' }, { field: 'status', direction: 'asc' }, CONTACT],
  },
];

assertServed(ROSTER_LIST, INDEXES);

/** The read model of people on rosters: a document each. // A-12, docs/adr/020 */
export const rosterProjection: Projection<RosterDocument, RosterStreamEvent> = {
  name: 'case-rosters',
  version: '5',
  codec: rosterCodec,
  indexes: INDEXES,
  evolve,
};

/** Folds one event; who was never on a roster has no document. */
export function evolve(
  document: RosterDocument | null,
  event: Recorded<RosterStreamEvent>,
): RosterDocument | null {
  if (isProcedural(event)) return document && touched(document, event);
  const { revision, recordedAt, actor } = event;
  const head = { revision, lastChangedAt: recordedAt, lastChangedBy: actor.id };
  switch (event.type) {
    case 'RosterEntryAdded':
      return {
        ...(document ?? UNTOUCHED),
        ...added(event),
        ownCases: ownCasesAfter(document, event),
        ...head,
      };
    case 'RosterEntryUpdated':
      return document && { ...document, ...newsOf(event), ownCases: ownCasesAfter(document, event), ...head };
    case 'RosterEntryRemoved':
      return document && { ...document, roster: null, ...head };
  }
}

const refOf = ({ id, number }: CaseRef): Omit<CaseRef, 'seenRevision'> => ({ id, number });

function added({
  stream,
  occurredOn,
  data,
}: Recorded<RosterEventOf<'RosterEntryAdded'>>): Omit<
  RosterDocument,
  'ownCases' | Exclude<keyof RecordDocument, 'id'>
> {
  const { id, kind, minor } = data.subject;
  return {
    id: idOf(stream),
    case: refOf(data.case),
    roster: data.case.id,
    subject: { id, kind, ...(minor !== undefined && { minor }) },
    status: data.status,
    lastContactOn: data.lastContactOn ?? null,
    contactKey: data.lastContactOn ?? NEVER,
    ownCase: data.ownCase ? refOf(data.ownCase) : null,
    note: data.note ?? null,
    addedOn: occurredOn,
  };
}

/** Who comes onto the roster again had an own case before. */
function ownCasesAfter(
  document: RosterDocument | null,
  { data: { ownCase } }: RosterEventOf<'RosterEntryAdded' | 'RosterEntryUpdated'>,
): readonly string[] {
  return withAll(document?.ownCases ?? [], ownCase ? [ownCase.id] : []);
}

function newsOf({
  data: { status, lastContactOn, ownCase, note },
}: RosterEventOf<'RosterEntryUpdated'>): Partial<RosterDocument> {
  return {
    ...(status !== undefined && { status }),
    ...(lastContactOn !== undefined && { lastContactOn, contactKey: lastContactOn }),
    ...(ownCase && { ownCase: refOf(ownCase) }),
    ...(note && { note }),
  };
}

/** Names of the document's fields, in the order in which a person reads them. */
export const ROSTER_FIELDS: readonly LabelledField[] = [
  { field: 'status', label: { vi: 'Tình trạng', en: 'Status' } },
  { field: 'lastContactOn', label: { vi: 'Liên lạc gần nhất', en: 'Last contact' } },
  { field: 'ownCase.number', label: { vi: 'Vụ việc riêng', en: 'Own case' } },
  { field: 'note', label: { vi: 'Ghi chú', en: 'Note' } },
];

/** What an event on a roster says happened. */
export const ROSTER_EVENT_LABELS: Readonly<Record<RosterEvent['type'], LabelledField['label']>> = {
  RosterEntryAdded: { vi: 'Đưa vào danh sách rà soát', en: 'Put on the roster' },
  RosterEntryUpdated: { vi: 'Cập nhật danh sách rà soát', en: 'Roster updated' },
  RosterEntryRemoved: { vi: 'Đưa khỏi danh sách rà soát', en: 'Taken off the roster' },
};

const NAMES: Readonly<Record<RosterStreamEvent['type'], LabelledField['label']>> = {
  ...ROSTER_EVENT_LABELS,
  ...PROCEDURE_LABELS,
};

export const rosterEventLabel = (type: RosterStreamEvent['type']): LabelledField['label'] => NAMES[type];
