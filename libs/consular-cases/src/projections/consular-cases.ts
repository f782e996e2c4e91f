import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Deadlines } from '#deadlines';
import { type Document, idOf, type Projection } from '#event-sourcing';
import { type Instant, isProcedural, type LocalDate, type Recorded, type WorkCalendar } from '#kernel';
import {
  type CaseStreamEvent,
  type ConsularCaseEvent,
  type ConsularCaseEventType,
  type EventOf,
} from '../domain/events/index.js';
import { evolve as evolveCase } from '../domain/evolve.js';
import { peopleOf as namedIn } from '../domain/merging.js';
import { fileTaskOf } from '../domain/archive.js';
import { hasEnded } from '../domain/phases.js';
import { letterOf } from '../domain/said.js';
import { initial, type OpenedCase, type PendingSupplement, type RecordedOutcome } from '../domain/state.js';
import { type CasePhase } from '../domain/vocabulary/index.js';
import { consularCaseCodec } from '../stored/events.codec.js';
import { ACT_DATA, ACT_FIELDS } from './act-fields.js';
import { kindFields } from './case-fields.js';
import { CASE_INDEXES, CASE_LINE } from './case-list.js';
import { numberKey, numberWords } from './case-number.js';
import { subjectsIn } from './fields.js';
import { type FileTask } from '../domain/vocabulary/archive.js';
import { type RecordDocument, touched, UNTOUCHED, withAll } from './record.js';
import { archiveDueOn, DEADLINE_DATA, deadlinesAfter, dueOf } from './deadlines.js';

/** One thing that happened: its place in the record, and what it said beyond the case's own facts. */
export interface CaseAct<T extends ConsularCaseEventType = ConsularCaseEventType> {
  readonly type: T;
  /** Of the event. */
  readonly revision: number;
  readonly occurredOn: LocalDate;
  readonly recordedAt: Instant;
  /** Id of the officer. */
  readonly recordedBy: string;
  /** Register, year and number of the paper it rests on. */
  readonly letter?: string;
  /** Texts stay sealed. */
  readonly data: Partial<EventOf<T>['data']>;
}

/** Since when a case has been in a phase. */
export interface PhaseEntry {
  readonly phase: CasePhase;
  readonly since: LocalDate;
}

/** A consular case as it stands: what the domain folds, and what readers look for beside it. */
export interface ConsularCaseDocument extends RecordDocument {
  /** The facts that rules read, folded by the domain itself. */
  readonly case: OpenedCase;
  /** Everything that happened, oldest first. */
  readonly acts: readonly CaseAct[];
  readonly phases: readonly PhaseEntry[];
  readonly deadlines: Deadlines;
  readonly nextDueOn: LocalDate | null;
  /** {@link nextDueOn}, or a day after all others: what has nothing due comes last. */
  readonly dueKey: string;
  /** What is to be done next with the papers of a settled case. // G-9, G-10 */
  readonly fileTask: FileTask | null;
  /** Until when; of a review, the last day of the retention: it is due from the next day on. */
  readonly fileDueOn: LocalDate | null;
  /** Not closed, not withdrawn, not another office's. */
  readonly open: boolean;
  /** The unit of the officer in charge; until there is one, of whoever took the case in. */
  readonly unit: string;
  readonly numberKey: string;
  /** Of its number, and of those of the cases that it stands for. */
  readonly numberWords: readonly string[];
  /** Everybody whom the case names: subjects, applicant, and whoever was told, spoken to or given a document. */
  readonly people: readonly string[];
  /** {@link people}, and those of the cases that this one stands for. // G-8 */
  readonly foundBy: readonly string[];
  /** Ids of the cases that this one says it has to do with. */
  readonly linkedCases: readonly string[];
  readonly firstRecordedAt: Instant;
}

/** As much of a case as a list shows of it: what CASE_LINE says. */
export interface CaseLine
  extends
    Document,
    Pick<
      ConsularCaseDocument,
      'unit' | 'nextDueOn' | 'fileTask' | 'fileDueOn' | 'lastChangedAt' | 'lastChangedBy'
    > {
  readonly case: Pick<
    OpenedCase,
    | 'number'
    | 'phase'
    | 'kind'
    | 'country'
    | 'urgency'
    | 'openedOn'
    | 'leadOfficer'
    | 'subjects'
    | 'links'
    | 'merged'
    | 'mergedInto'
  > & {
    readonly supplement?: Pick<PendingSupplement, 'dueOn'> | null;
    readonly outcome?: Pick<RecordedOutcome, 'outcome'> | null;
  };
}

/** Counts the shapes of the document and the ways it is folded: raise it with either. */
const SHAPE = 13;

const NOTHING_DUE = '9999-12-31';

/**
 * The read model of consular cases. Working days are counted by `calendar`, so a changed holiday or limit is another
 * version, which is built anew. // docs/adr/009
 */
export function consularCaseProjection(
  calendar: WorkCalendar,
): Projection<ConsularCaseDocument, CaseStreamEvent> {
  const reference = canonicalize({ calendar: calendar.version, rules: DEADLINE_DATA }) ?? '';
  return {
    name: 'consular-cases',
    version: `${SHAPE}-${hash('sha256', reference).slice(0, 12)}`,
    codec: consularCaseCodec,
    indexes: CASE_INDEXES,
    line: CASE_LINE,
    evolve: (document, event) => evolve(document, event, calendar),
  };
}

/** Folds one event; a case that was never opened has no document. */
export function evolve(
  document: ConsularCaseDocument | null,
  event: Recorded<CaseStreamEvent>,
  calendar: WorkCalendar,
): ConsularCaseDocument | null {
  if (isProcedural(event)) return document && touched(document, event);
  const after = evolveCase(document?.case ?? initial, event);
  if (after.phase === 'empty') return null;
  const { recordedAt, actor, occurredOn, revision } = event;
  const known: Kept = document ?? opening(event, after);
  const act = actOf(event);
  const deadlines = deadlinesAfter(known.deadlines, { event, after, earlier: known.acts }, calendar);
  const nextDueOn = dueOf(deadlines, after);
  const people = withAll(known.people, [...peopleOf(after), ...peopleIn(act)]);
  return {
    ...known,
    revision,
    case: after,
    acts: [...known.acts, act],
    phases:
      known.phases.at(-1)?.phase === after.phase
        ? known.phases
        : [...known.phases, { phase: after.phase, since: occurredOn }],
    deadlines,
    nextDueOn,
    dueKey: nextDueOn ?? NOTHING_DUE,
    ...fileDue(after, deadlines),
    open: !hasEnded(after),
    unit: event.type === 'OfficerAssigned' && event.data.role === 'lead' ? event.data.unit : known.unit,
    people,
    ...foundThrough(after, people, document),
    lastChangedAt: recordedAt,
    lastChangedBy: actor.id,
  };
}

/** What cases are looked for by beside their own facts: said again when what it rests on changed, which is rare. */
function foundThrough(
  { number, merged, links }: OpenedCase,
  people: readonly string[],
  document: ConsularCaseDocument | null,
): Pick<ConsularCaseDocument, 'foundBy' | 'numberWords' | 'linkedCases'> {
  const former = document?.case.merged === merged && document.case.links === links ? document : null;
  if (former?.people === people) {
    const { foundBy, numberWords: words, linkedCases } = former;
    return { foundBy, numberWords: words, linkedCases };
  }
  return {
    foundBy: [...new Set([...people, ...merged.flatMap((each) => each.people)])],
    numberWords: [number, ...merged.map((each) => each.number)].flatMap(numberWords),
    linkedCases: [...new Set(links.map(({ id }) => id))],
  };
}

function fileDue(
  after: OpenedCase,
  deadlines: Deadlines,
): Pick<ConsularCaseDocument, 'fileTask' | 'fileDueOn'> {
  const fileTask = fileTaskOf(after);
  if (fileTask === null) return { fileTask, fileDueOn: null };
  const until = fileTask === 'review_retention' ? after.closedFile?.keptUntil : archiveDueOn(deadlines);
  return { fileTask, fileDueOn: until ?? null };
}

/** What stays with a case, whatever happens later. */
type Kept = Pick<
  ConsularCaseDocument,
  | 'id'
  | 'acts'
  | 'phases'
  | 'deadlines'
  | 'decisions'
  | 'waiting'
  | 'unit'
  | 'people'
  | 'amended'
  | 'numberKey'
  | 'firstRecordedAt'
>;

const opening = (
  { stream, recordedAt, actor }: Recorded<ConsularCaseEvent>,
  { number }: OpenedCase,
): Kept => ({
  id: idOf(stream),
  acts: [],
  phases: [],
  deadlines: [],
  ...UNTOUCHED,
  people: [],
  unit: actor.unit,
  numberKey: numberKey(number),
  firstRecordedAt: recordedAt,
});

function actOf(event: Recorded<ConsularCaseEvent>): CaseAct {
  const { type, revision, occurredOn, recordedAt, actor, source } = event;
  const told = event.data as Readonly<Record<string, unknown>>;
  const data: Record<string, unknown> = {};
  for (const name of ACT_DATA[type]) if (Object.hasOwn(told, name)) data[name] = told[name];
  return {
    type,
    revision,
    occurredOn,
    recordedAt,
    recordedBy: actor.id,
    ...letterOf(source),
    data,
  };
}

const peopleOf = (after: OpenedCase): string[] => [
  ...namedIn(after),
  ...subjectsIn({ case: { details: after.details } }, kindFields(after.kind)),
];

const peopleIn = ({ type, data }: CaseAct): string[] => subjectsIn(data, ACT_FIELDS[type]);
