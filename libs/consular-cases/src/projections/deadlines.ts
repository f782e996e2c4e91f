import {
  type Deadline,
  type DeadlineRule,
  type Deadlines,
  type DeadlineStanding,
  extendDeadline,
  meetDeadline,
  nextDueOn,
  pauseDeadlines,
  resumeDeadlines,
  standingOf,
  startDeadline,
} from '#deadlines';
import { type LocalDate, type SourceDocument, type WorkCalendar } from '#kernel';
import { type ConsularCaseEventType } from '../domain/events/index.js';
import { hasEnded } from '../domain/phases.js';
import { letterOf } from '../domain/said.js';
import { type OpenedCase } from '../domain/state.js';
import { type Dossier, type Urgency } from '../domain/vocabulary/index.js';

/** What a clock reads of an event. */
export interface Happening {
  readonly type: ConsularCaseEventType;
  readonly data: object;
  readonly occurredOn: LocalDate;
  readonly source?: SourceDocument;
}

interface CaseClock extends DeadlineRule {
  /** The limit of an urgent case, where it is another one. */
  readonly urgentLimit?: number;
  /** The event starts the clock of a case that it has led to. */
  starts(event: Happening, after: OpenedCase): boolean;
  /** The duty falls away with such an event, and begins anew with the next one that starts the clock. */
  readonly endsWith?: ConsularCaseEventType;
  /** Its duty waits for the papers of a dossier: while a supplement is awaited it stands still. */
  readonly waitsForPapers?: true;
  /** It runs on when the case has ended. */
  readonly outlivesCase?: true;
  /** The event, or the case that it has led to, shows that the duty is done. */
  met(event: Happening, after: OpenedCase): boolean;
}

const completes =
  (dossier: Dossier) =>
  ({ type, data }: Happening): boolean =>
    type === 'DossierCompleted' && 'what' in data && data.what === dossier;

const isOf =
  (...types: readonly ConsularCaseEventType[]) =>
  ({ type }: Happening): boolean =>
    types.includes(type);

/** The limits of a consular case. // T-1, T-3 to T-6, T-25, domain rules */
const CLOCKS: readonly CaseClock[] = [
  {
    id: 'T-1',
    limit: 1,
    urgentLimit: 0,
    unit: 'working_days',
    label: { vi: 'Giao người phụ trách', en: 'Put somebody in charge' },
    starts: isOf('ConsularCaseOpened'),
    met: ({ type, data }) => type === 'OfficerAssigned' && 'role' in data && data.role === 'lead',
  },
  {
    id: 'T-3',
    limit: 1,
    unit: 'working_days',
    label: { vi: 'Cơ quan đại diện cấp phép đưa về nước', en: "Mission's permit for the remains" },
    waitsForPapers: true,
    starts: completes('remains'),
    met: isOf('RemainsPermitRecorded'),
  },
  {
    id: 'T-4',
    limit: 5,
    unit: 'working_days',
    label: { vi: 'Cơ quan đại diện cấp giấy tờ đi lại', en: "Mission's travel document" },
    waitsForPapers: true,
    starts: completes('deportee'),
    met: isOf('TravelDocumentRecorded'),
  },
  {
    id: 'T-5',
    limit: 3,
    unit: 'calendar_days',
    label: { vi: 'Xác minh ban đầu nạn nhân bị mua bán', en: 'Initial verification of a suspected victim' },
    starts: (_, after) => isSuspected(after),
    met: (_, after) => !isSuspected(after) || after.outcome?.outcome === 'victim_confirmed',
  },
  {
    id: 'T-6',
    limit: 1,
    urgentLimit: 0,
    unit: 'working_days',
    label: { vi: 'Chuyển hồ sơ đến Cục Lãnh sự', en: 'Forward to the Consular Department' },
    waitsForPapers: true,
    starts: completes('request'),
    // A mission may be written to directly; another body's answer is not what the limit is about.
    met: ({ type, data }) => type === 'CaseForwarded' && 'addressee' in data && data.addressee !== 'other',
  },
  {
    id: 'T-25',
    limit: 1,
    unit: 'years',
    label: { vi: 'Nộp hồ sơ vào lưu trữ cơ quan', en: 'Hand the file over to the archive' },
    outlivesCase: true,
    starts: isOf('CaseClosed', 'CaseWithdrawn', 'TransferAccepted'),
    // Papers that are destroyed are handed over to nobody.
    met: (_, { closedFile }) =>
      (closedFile?.handedOverOn ?? closedFile?.destructionApprovedOn ?? null) !== null,
    endsWith: 'CaseReopened',
  },
];

/** What is signed here is numbered and sent by the next working day: each paper by itself. // G-4, T-2, domain rules */
const ISSUING: DeadlineRule = {
  id: 'T-2',
  limit: 1,
  unit: 'working_days',
  label: { vi: 'Cấp số, phát hành văn bản đã ký', en: 'Number and send a signed paper' },
};

/** The events that send a paper of the office's. */
const SENDS: ReadonlySet<ConsularCaseEventType> = new Set<ConsularCaseEventType>([
  'CaseForwarded',
  'CaseTransferredOut',
  'DocumentReplaced',
  'CorrigendumIssued',
  'DocumentRecalled',
  'OpinionRequested',
]);

/** What a limit asks for, by its id. */
export const DEADLINE_RULES: readonly DeadlineRule[] = [...CLOCKS, ISSUING];

/** The part of the rules that a document depends on: it goes into the read model's version. */
export const DEADLINE_DATA = CLOCKS.map(({ id, limit, urgentLimit, unit, waitsForPapers = false }) => ({
  id,
  limit,
  urgentLimit,
  unit,
  waitsForPapers,
}));

/** Somebody in charge, and a possible victim's verification, wait for nobody's papers. // T-1, T-5, domain rules */
const PAUSED = new Set(CLOCKS.flatMap(({ id, waitsForPapers }) => (waitsForPapers ? id : [])));

/**
 * The deadlines after an event. `earlier` are the case's happenings before it: what was recorded before its clock
 * started (papers complete, recorded late) has met it all the same.
 */
export function deadlinesAfter(
  deadlines: Deadlines,
  { event, after, earlier }: { event: Happening; after: OpenedCase; earlier: readonly Happening[] },
  calendar: WorkCalendar,
): Deadlines {
  const on = event.occurredOn;
  const over = new Set(CLOCKS.flatMap(({ id, endsWith }) => (endsWith === event.type ? id : [])));
  const standing = deadlines.filter(({ rule }) => !over.has(rule));
  const moved = CLOCKS.reduce<Deadlines>(
    (all, clock) => {
      const isNew = !all.some(({ rule }) => rule === clock.id);
      if (isNew && !clock.starts(event, after)) return all;
      const started = startDeadline(all, ruleFor(clock, after.urgency), on, calendar);
      const done = [event, ...(isNew ? earlier.toReversed() : [])].find((happening) =>
        clock.met(happening, after),
      );
      return done ? meetDeadline(started, clock.id, done.occurredOn) : started;
    },
    issuedIn(standing, event, calendar),
  );
  if (event.type === 'DeadlineExtended' && 'deadline' in event.data && 'newDue' in event.data)
    return extendDeadline(moved, String(event.data.deadline), String(event.data.newDue), calendar);
  if (event.type === 'SupplementRequested') return pauseDeadlines(moved, PAUSED, on, calendar);
  if (event.type === 'SupplementReceived' && 'complete' in event.data && event.data.complete)
    return resumeDeadlines(moved, on, calendar);
  return moved;
}

/** A paper that was signed and sent has met its limit on the day on which both was done, in time or late. */
function issuedIn(
  deadlines: Deadlines,
  { type, source, occurredOn }: Happening,
  calendar: WorkCalendar,
): Deadlines {
  const { letter } = letterOf(source);
  if (!SENDS.has(type) || source?.signedOn === undefined || letter === undefined) return deadlines;
  if (deadlines.some(({ about }) => about === letter)) return deadlines;
  const sentOn = source.date > occurredOn ? source.date : occurredOn;
  const started = startDeadline([], ISSUING, source.signedOn, calendar);
  const [sent] = meetDeadline(started, ISSUING.id, sentOn);
  return sent ? [...deadlines, { ...sent, about: letter }] : deadlines;
}

const OUTLIVING = new Set(CLOCKS.flatMap(({ id, outlivesCase }) => (outlivesCase ? id : [])));

/** How a deadline stands on a day. One that was open as its case ended is not due any more. */
export type CaseDeadlineStanding = DeadlineStanding | 'ended';

export function caseStandingOf(
  deadline: Deadline,
  state: OpenedCase,
  today: LocalDate,
): CaseDeadlineStanding {
  const isOver = hasEnded(state) && !OUTLIVING.has(deadline.rule) && deadline.metOn === null;
  return isOver ? 'ended' : standingOf(deadline, today);
}

/** The first day on which something is due; `null` for a case that has ended. */
export const dueOf = (deadlines: Deadlines, state: OpenedCase): LocalDate | null =>
  hasEnded(state) ? null : nextDueOn(deadlines);

/** Until when the file of a settled case has to be in the archive. // T-25, domain rules */
export const archiveDueOn = (deadlines: Deadlines): LocalDate | null =>
  deadlines.find(({ rule }) => rule === 'T-25')?.dueOn ?? null;

/** A case of trafficking stands under suspicion until something else is recorded. // A-8, domain rules */
function isSuspected({ kind, details }: OpenedCase): boolean {
  const { victimStatus } = details;
  return victimStatus === undefined ? kind === 'trafficking' : victimStatus === 'suspected';
}

const ruleFor = ({ id, limit, urgentLimit, unit }: CaseClock, urgency: Urgency) => ({
  id,
  limit: urgency === 'urgent' ? (urgentLimit ?? limit) : limit,
  unit,
});
