import { type ParkedMark, type PastPoint } from '#event-sourcing';
import { type Deadline, type DeadlineRule } from '#deadlines';
import { daysBetween, type LocalDate, type WorkCalendar } from '#kernel';
import { type Bilingual, type DecisionView, decisionViews, type SealedDecision } from '#platform';
import { type SubjectName } from '#published-queries';
import { type ConsularCaseEventType } from '../domain/events/index.js';
import { type KindDetails } from '../domain/kinds/index.js';
import { type CaseFile } from '../domain/state.js';
import { type CasePhase } from '../domain/vocabulary/index.js';
import { CASE_RECORD } from '../procedure.js';
import { kindFields } from '../projections/case-fields.js';
import { type CaseAct, type PhaseEntry } from '../projections/consular-cases.js';
import { type CaseDeadlineStanding, caseStandingOf, DEADLINE_RULES } from '../projections/deadlines.js';
import { eventLabel } from '../projections/event-labels.js';
import { type ConsularCaseDocument } from '../projections/index.js';
import { type ActionView } from './actions-view.js';
import { ACT_LISTS, type ActList, MILESTONES } from './act-lists.js';
import { type Reader } from './criteria.js';
import { type Due, dueOn, type FileDue, fileDue } from './list-view.js';
import { type Names } from './people.js';
import { type LinkView } from './related-cases.js';
import { type RosterCounts, type RosterPlace } from './roster-collection.js';

/** One thing that happened, with what it said. Texts are opened, or `null` when they are not shown. */
export type ActView = Omit<CaseAct, 'type' | 'data'> & Readonly<Record<string, unknown>>;

/** A deadline and how it stands on the day of the answer. */
export interface DeadlineView extends Pick<
  Deadline,
  'rule' | 'about' | 'limit' | 'unit' | 'startedOn' | 'dueOn' | 'metOn'
> {
  readonly label: DeadlineRule['label'];
  readonly standing: CaseDeadlineStanding;
  /** Until it is due; `null` once it is met, while it waits and when the case has ended. */
  readonly workingDaysLeft: number | null;
}

/** A time in a phase. */
export interface PhaseView extends PhaseEntry {
  /** `null` for the present phase. */
  readonly until: LocalDate | null;
  /** Calendar days, until the day of the answer for the present phase. */
  readonly days: number;
}

export interface Milestone extends Pick<CaseAct, 'revision' | 'occurredOn' | 'letter'> {
  readonly type: ConsularCaseEventType;
  readonly label: Bilingual;
}

type Shown = Pick<
  CaseFile,
  | 'number'
  | 'kind'
  | 'country'
  | 'urgency'
  | 'channel'
  | 'openedOn'
  | 'subjects'
  | 'verified'
  | 'notConfirmed'
  | 'leadOfficer'
  | 'supportOfficers'
  | 'supplement'
  | 'opinions'
  | 'outcome'
  | 'told'
  | 'waivedOn'
  | 'closedOn'
  | 'withdrawnOn'
  | 'closedFile'
  | 'transfer'
  | 'receivedFrom'
  | 'merged'
  | 'mergedInto'
>;

/** A whole case, on one day, for one reader. */
export interface CaseView
  extends
    Shown,
    Due,
    FileDue,
    ParkedMark,
    Readonly<Record<ActList, readonly ActView[]>>,
    Pick<
      ConsularCaseDocument,
      'id' | 'revision' | 'unit' | 'firstRecordedAt' | 'lastChangedAt' | 'lastChangedBy'
    > {
  readonly phase: CasePhase;
  readonly applicant: string | null;
  /** Everybody whom the case names, once; `null` for a name that is not shown or was erased. */
  readonly people: readonly ({ readonly id: string } & SubjectName)[];
  readonly place: string | null;
  readonly summary: string | null;
  readonly responsibilityBasis: string;
  /** Facts of the kind: left out what is not recorded, `null` what is not shown. */
  readonly details: Readonly<Record<string, KindDetails[string] | null>>;
  readonly links: readonly LinkView[];
  readonly deadlines: readonly DeadlineView[];
  readonly phases: readonly PhaseView[];
  readonly milestones: readonly Milestone[];
  readonly changedByOthers: boolean;
  /** False when the reader may not see personal data. */
  readonly personalShown: boolean;
  /** How many people are on the case's own roster. // A-12 */
  readonly roster: RosterCounts;
  /** Rosters of group cases with somebody whose own case this is. */
  readonly onRosters: readonly RosterPlace[];
  /** What can be done now, and why not the rest; an answer about the past has none. */
  readonly actions?: readonly ActionView[];
  /** The point in the past that this is about. */
  readonly asAt?: PastPoint;
  /** Every proposal about the case, with what became of it. */
  readonly decisions: readonly DecisionView[];
}

export interface Showing {
  readonly reader: Reader;
  readonly calendar: WorkCalendar;
  readonly mayRead: boolean;
  /** Ids of the proposals that the reader may decide now. */
  readonly decidable: ReadonlySet<string>;
}

/** The view of a document whose texts are still sealed and whose people are not named. */
export type SealedView = Omit<
  CaseView,
  'people' | 'links' | 'roster' | 'onRosters' | 'actions' | 'asAt' | 'decisions' | 'parkedAt'
> & {
  readonly decisions: readonly SealedDecision[];
};

export function caseView(
  document: ConsularCaseDocument,
  { reader, calendar, mayRead, decidable }: Showing,
): SealedView {
  const { id, revision, unit, nextDueOn, firstRecordedAt, lastChangedAt, lastChangedBy, acts } = document;
  const { dossiers: _dossiers, documents: _documents, forwardings: _forwardings, ...whole } = document.case;
  const { heldOnPaper: _held, ...file } = whole;
  const { reports: _reports, remainsForm: _form, supplementsAsked: _asked, said: _said, ...more } = file;
  const {
    cameFrom: _from,
    wasInProtection: _was,
    attempts: _attempts,
    unreachableSince: _since,
    ...shown
  } = more;
  const { place = null, summary = null, responsibilityBasis } = dataOf(acts, 'ConsularCaseOpened');
  const lists = Object.entries(ACT_LISTS).map(([name, type]) => [name, actsOf(acts, type)]);
  return {
    id,
    revision,
    ...shown,
    applicant: shown.applicant ?? null,
    place,
    summary,
    responsibilityBasis,
    details: mayRead ? shown.details : withoutSensitive(document),
    unit,
    ...dueOn(nextDueOn, reader.today, calendar),
    ...fileDue(document, reader.today),
    deadlines: document.deadlines.map((deadline) => deadlineView(deadline, document, reader.today, calendar)),
    phases: phasesUntil(document, reader.today),
    milestones: acts.filter(({ type }) => MILESTONES.has(type)).map(milestone),
    ...(Object.fromEntries(lists) as Record<ActList, readonly ActView[]>),
    documents: documentsOf(document),
    decisions: decisionViews(document.decisions, CASE_RECORD.procedure.kinds, reader.actor, decidable),
    firstRecordedAt,
    lastChangedAt,
    lastChangedBy,
    changedByOthers: lastChangedBy !== reader.actor.id,
    personalShown: mayRead,
  } as SealedView;
}

/** The people of a case by name. */
export const namedPeople = ({ people }: ConsularCaseDocument, nameOf: Names): CaseView['people'] =>
  people.map((id) => ({ id, ...nameOf(id) }));

function deadlineView(
  deadline: Deadline,
  { case: state }: ConsularCaseDocument,
  today: LocalDate,
  calendar: WorkCalendar,
): DeadlineView {
  const { rule, about, limit, unit, startedOn, dueOn: due, metOn } = deadline;
  const standing = caseStandingOf(deadline, state, today);
  const isDue = standing === 'open' || standing === 'overdue';
  return {
    rule,
    ...(about !== undefined && { about }),
    label: DEADLINE_RULES.find(({ id }) => id === rule)?.label ?? { vi: rule, en: rule },
    limit,
    unit,
    startedOn,
    dueOn: due,
    metOn,
    standing,
    workingDaysLeft: isDue && due !== null ? calendar.workingDaysBetween(today, due) : null,
  };
}

/** What was recorded late can lie before the phase it ends: such a phase took no day. */
const phasesUntil = ({ phases, open }: ConsularCaseDocument, today: LocalDate): PhaseView[] =>
  phases.map((entry, at) => {
    const until = phases[at + 1]?.since ?? null;
    const end = until ?? (open ? today : entry.since);
    return { ...entry, until, days: Math.max(0, daysBetween(entry.since, end)) };
  });

const milestone = ({ type, revision, occurredOn, letter }: CaseAct): Milestone => ({
  type,
  label: eventLabel(type),
  revision,
  occurredOn,
  ...(letter !== undefined && { letter }),
});

/** The documents of the file, with what became of those that were issued with an error. // G-2 */
const documentsOf = ({ acts, case: { documents } }: ConsularCaseDocument): ActView[] =>
  actsOf(acts, 'DocumentAttached').map((act) => {
    const { standing, replacedBy } =
      documents.find(({ documentId }) => documentId === act['documentId']) ?? {};
    return {
      ...act,
      ...(standing !== undefined && { standing }),
      ...(replacedBy !== undefined && { replacedBy }),
    };
  });

const actsOf = (acts: readonly CaseAct[], type: ConsularCaseEventType): ActView[] =>
  acts.filter((act) => act.type === type).map(({ type: _type, data, ...head }) => ({ ...head, ...data }));

const dataOf = (acts: readonly CaseAct[], type: ConsularCaseEventType) =>
  (acts.find((act) => act.type === type)?.data ?? {}) as Readonly<Record<string, unknown>>;

/** Sensitive facts that a rule reads are stored in the open, and shown to nobody but those who may see the rest. */
function withoutSensitive({
  case: { kind, details },
}: ConsularCaseDocument): Readonly<Record<string, unknown>> {
  const sensitive = new Set(
    kindFields(kind).flatMap(({ field, sensitive: hidden }) =>
      hidden ? [field.replace('case.details.', '')] : [],
    ),
  );
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, sensitive.has(name) ? null : value]),
  );
}
