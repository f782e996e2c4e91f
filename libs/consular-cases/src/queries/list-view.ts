import { type Count, type ParkedMark, type PastMoment } from '#event-sourcing';
import { type LocalDate, type WorkCalendar } from '#kernel';
import { type SubjectName } from '#published-queries';
import { type CaseSubject } from '../domain/events/index.js';
import { type Outcome } from '../domain/vocabulary/acts.js';
import { type OpenedCase, type TakenIn } from '../domain/state.js';
import { type CaseLine } from '../projections/index.js';
import { type Reader } from './criteria.js';
import { type Names } from './people.js';

/** Somebody a case is about; the name is `null` for who may not see it and when it was erased. */
export interface NamedSubject extends Pick<CaseSubject, 'id' | 'kind'>, SubjectName {}

/** When something is due: `null` when nothing is. */
export interface Due {
  readonly nextDueOn: LocalDate | null;
  /** Working days until then: 0 today, negative when the day has passed. */
  readonly workingDaysLeft: number | null;
  readonly overdue: boolean;
}

/** What is to be done next with the papers of a settled case, and until when. // G-9, G-10 */
export interface FileDue extends Pick<CaseLine, 'fileTask' | 'fileDueOn'> {
  /** The papers should have been in the archive before today. A review of them may take its time. // T-25 */
  readonly fileOverdue: boolean;
}

/** One line of a list of cases. */
export interface CaseListItem
  extends
    Due,
    FileDue,
    ParkedMark,
    Pick<OpenedCase, 'number' | 'phase' | 'kind' | 'country' | 'urgency' | 'openedOn' | 'leadOfficer'>,
    Pick<CaseLine, 'id' | 'revision' | 'unit' | 'lastChangedAt' | 'lastChangedBy'> {
  readonly subjects: readonly NamedSubject[];
  /** Until when papers that were asked for shall come. */
  readonly supplementDueOn: LocalDate | null;
  readonly outcome: Outcome | null;
  /** The cases that this one stands for: they are in no list of their own. // G-8 */
  readonly merged: readonly Pick<TakenIn, 'id' | 'number'>[];
  /** The case that stands for this one; such a case is listed only when it is asked for. */
  readonly mergedInto: Pick<TakenIn, 'id' | 'number'> | null;
  /** The last change is somebody else's. */
  readonly changedByOthers: boolean;
}

export interface CasePage {
  readonly items: readonly CaseListItem[];
  /** Where to go on; absent when there is no more. */
  readonly next?: string;
  readonly count?: Count;
  /** The page stopped at the number of cases that one question may look at: go on with `next` to find more. */
  readonly partial: boolean;
  /** More people have that name than one search takes: only the cases of the first thousand are here. */
  readonly peopleTruncated: boolean;
  /** This is the past: the moment that was asked for. */
  readonly asAt?: PastMoment;
}

export function dueOn(nextDueOn: LocalDate | null, today: LocalDate, calendar: WorkCalendar): Due {
  return {
    nextDueOn,
    workingDaysLeft: nextDueOn === null ? null : calendar.workingDaysBetween(today, nextDueOn),
    overdue: nextDueOn !== null && nextDueOn < today,
  };
}

export const fileDue = (
  { fileTask, fileDueOn }: Omit<FileDue, 'fileOverdue'>,
  today: LocalDate,
): FileDue => ({
  fileTask,
  fileDueOn,
  fileOverdue: fileTask !== 'review_retention' && fileDueOn !== null && fileDueOn < today,
});

export function listItem(
  line: CaseLine,
  { actor, today }: Reader,
  calendar: WorkCalendar,
  nameOf: Names,
): Omit<CaseListItem, keyof ParkedMark> {
  const { id, revision, unit, nextDueOn, lastChangedAt, lastChangedBy } = line;
  const { number, phase, kind, country, urgency, openedOn, leadOfficer, subjects } = line.case;
  return {
    id,
    revision,
    number,
    phase,
    kind,
    country,
    urgency,
    openedOn,
    subjects: subjects.map(({ id, kind }) => ({ id, kind, ...nameOf(id) })),
    leadOfficer,
    unit,
    ...dueOn(nextDueOn, today, calendar),
    ...fileDue(line, today),
    supplementDueOn: line.case.supplement?.dueOn ?? null,
    outcome: line.case.outcome?.outcome ?? null,
    merged: line.case.merged.map(refOf),
    mergedInto: line.case.mergedInto ? refOf(line.case.mergedInto) : null,
    lastChangedAt,
    lastChangedBy,
    changedByOthers: lastChangedBy !== actor.id,
  };
}

const refOf = ({ id, number }: Pick<TakenIn, 'id' | 'number'>) => ({ id, number });
