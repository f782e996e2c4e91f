import { type LocalDate } from '#kernel';
import { type ConsularCaseEvent, type ConsularCaseEventType, type EventOf } from './events/index.js';
import { type CaseState, type OpenedCase } from './state.js';
import { type CasePhase } from './vocabulary/index.js';
import { type Outcome } from './vocabulary/acts.js';
import { REACHED_PEOPLE } from './vocabulary/turns.js';

type Phase = CaseState['phase'];

const OPEN = [
  'received',
  'awaiting_supplement',
  'verified',
  'forwarded',
  'in_protection',
  'resolved',
  'unreachable',
] as const;
const UNTIL_OUTCOME = ['received', 'verified', 'forwarded', 'in_protection'] as const;
const ENDS = ['closed', 'withdrawn', 'transferred_out'] as const;
/** Beside the straight way: from these a case goes back to where it was. */
const ASIDE: ReadonlySet<Phase> = new Set<Phase>([
  'awaiting_supplement',
  'unreachable',
  'transferred_out',
  'merged',
]);
const SETTLED_AT_HOME = ['verified', 'forwarded', 'in_protection'] as const;

/**
 * In which phases each event may happen. // Consular cases, domain rules
 * Beyond its table: people of a group are verified one by one, so identities are looked at until there is an outcome;
 * further letters and reports may follow the first; what is settled at home may also come up after forwarding; an
 * outcome that is being monitored may be followed by another, a case whose identity could not be confirmed may end
 * where it is, and one whose people cannot be reached may end with nobody found (all in {@link mayEndWith}).
 */
export const PHASES_OF: Readonly<Record<ConsularCaseEventType, readonly Phase[]>> = {
  ConsularCaseOpened: ['empty'],
  IdentityVerified: UNTIL_OUTCOME,
  IdentityNotConfirmed: UNTIL_OUTCOME,
  SupplementRequested: ['received', 'verified'],
  SupplementReceived: ['awaiting_supplement'],
  DossierCompleted: UNTIL_OUTCOME,
  CaseForwarded: ['verified', 'forwarded', 'in_protection'],
  MissionReported: ['forwarded', 'in_protection'],
  ConsularVisitRecorded: ['in_protection'],
  RescueRecorded: SETTLED_AT_HOME,
  TravelDocumentRecorded: ['in_protection'],
  RemainsPermitRecorded: SETTLED_AT_HOME,
  HandoverAtBorderRecorded: SETTLED_AT_HOME,
  SupportPaymentRecorded: ['in_protection'],
  ContactRecorded: [...OPEN, 'transferred_out'],
  NoteAdded: [...OPEN, 'transferred_out'],
  CaseClassified: OPEN,
  KindDetailsRecorded: OPEN,
  OutcomeRecorded: ['received', 'in_protection', 'resolved', 'unreachable'],
  FamilyNotified: ['resolved'],
  FamilyNotificationWaived: ['resolved'],
  CaseClosed: ['resolved'],
  CaseWithdrawn: OPEN,
  OfficerAssigned: [...OPEN, 'transferred_out'],
  // Once there is an outcome, it is recorded why the family is not told.
  CaseMarkedUnreachable: [...UNTIL_OUTCOME, 'awaiting_supplement'],
  CaseReopened: ['closed'],
  RelatedCaseLinked: [...OPEN, ...ENDS],
  CaseTransferredOut: OPEN,
  TransferAccepted: ['transferred_out'],
  TransferDeclined: ['transferred_out'],
  CaseReceivedByTransfer: ['received'],
  CasesMerged: OPEN,
  CaseMergedInto: OPEN,
  // What ended in the meantime is in the way as what was done since.
  MergeReverted: [...OPEN, ...ENDS],
  CaseUnmerged: ['merged'],
  // G-7: an error in an issued paper is answered whenever it is found.
  DocumentReplaced: [...OPEN, ...ENDS],
  CorrigendumIssued: [...OPEN, ...ENDS],
  DocumentRecalled: [...OPEN, ...ENDS],
  // G-7: what comes after the end is marked as late.
  DocumentAttached: [...OPEN, ...ENDS],
  OpinionRequested: OPEN,
  OpinionReceived: OPEN,
  DeadlineExtended: OPEN,
  DocumentHeldOnPaper: [...OPEN, ...ENDS],
  FileClosed: ENDS,
  FileTransferredToArchive: ENDS,
  DestructionApproved: ENDS,
  IntakeAbandoned: ['empty'],
};

type Mover<T extends ConsularCaseEventType> = (state: OpenedCase, event: EventOf<T>) => CasePhase;

/** Where the events that move a case lead, from a phase they may happen in. // Consular cases, domain rules */
const MOVES: { readonly [T in ConsularCaseEventType]?: Mover<T> } = {
  IdentityVerified: ({ phase }) => (phase === 'received' ? 'verified' : phase),
  SupplementRequested: () => 'awaiting_supplement',
  SupplementReceived: (state, { data }) =>
    data.complete && state.phase === 'awaiting_supplement' ? wayBack(state) : state.phase,
  CaseForwarded: ({ phase }) => (phase === 'verified' ? 'forwarded' : phase),
  MissionReported: () => 'in_protection',
  RescueRecorded: () => 'in_protection',
  RemainsPermitRecorded: () => 'in_protection',
  HandoverAtBorderRecorded: () => 'in_protection',
  OutcomeRecorded: (state, { data }) => (mayEndWith(state, data.outcome) ? 'resolved' : state.phase),
  CaseMarkedUnreachable: () => 'unreachable',
  ContactRecorded: (state, event) =>
    state.phase === 'unreachable' && isReached(state, event) ? wayBack(state) : state.phase,
  CaseClosed: () => 'closed',
  CaseReopened: reopenedIn,
  CaseTransferredOut: () => 'transferred_out',
  TransferDeclined: wayBack,
  CaseMergedInto: () => 'merged',
  CaseUnmerged: wayBack,
  CaseWithdrawn: () => 'withdrawn',
};

/** The phase after `event`; the same one when the event may not happen in it. */
export function phaseAfter(state: OpenedCase, event: ConsularCaseEvent): CasePhase {
  const move = MOVES[event.type] as Mover<ConsularCaseEventType> | undefined;
  return move && mayHappenIn(state.phase, event.type) ? move(state, event) : state.phase;
}

/** Where it was before its outcome; who nobody could identify is not verified by new facts. // Consular cases, domain rules */
function reopenedIn({ wasInProtection, verified }: OpenedCase): CasePhase {
  if (wasInProtection) return 'in_protection';
  return verified.length > 0 ? 'verified' : 'received';
}

/** Where the case goes back to from a phase beside its straight way. */
function wayBack({ cameFrom }: OpenedCase): CasePhase {
  return cameFrom.at(-1) ?? 'received';
}

/** Whether people could be reached. What was recorded late and lies before nobody could be says nothing about now. */
function isReached(
  { unreachableSince }: OpenedCase,
  { data, occurredOn }: EventOf<'ContactRecorded'>,
): boolean {
  return data.answered && REACHED_PEOPLE.has(data.with) && occurredOn >= (unreachableSince ?? occurredOn);
}

/** The phases that lead back after `event`, which leads to the phase `after`. */
export function cameFromAfter(
  state: OpenedCase,
  event: ConsularCaseEvent,
  after: CasePhase,
): readonly CasePhase[] {
  const { phase, cameFrom } = state;
  if (after === phase) {
    // Who was reached in the meantime, while it is another office's to answer, is unreachable no more.
    const isOver = event.type === 'ContactRecorded' && isReached(state, event);
    return isOver ? cameFrom.filter((each) => each !== 'unreachable') : cameFrom;
  }
  if (after === cameFrom.at(-1)) return cameFrom.slice(0, -1);
  return ASIDE.has(after) ? [...cameFrom, phase] : [];
}

/** Whether an event of that type may happen in a phase at all. */
export const mayHappenIn = (phase: Phase, type: ConsularCaseEventType): boolean =>
  PHASES_OF[type].includes(phase);

/**
 * Which outcomes a case can have as it stands: any while it is in protection, another one after one that is being
 * monitored, none but "no protection needed" while nobody's identity could be confirmed, and none but "not found"
 * while nobody can be reached.
 */
export function mayEndWith(state: OpenedCase, outcome: Outcome): boolean {
  if (state.phase === 'unreachable') return outcome === 'not_found';
  if (state.phase === 'received') return outcome === 'no_protection_needed' && state.notConfirmed.length > 0;
  return state.phase === 'resolved' ? state.outcome.outcome === 'still_detained' : true;
}

/** The day on which the matter was settled here; `null` while it is not, and for a case that another stands for. // G-9 */
export const settledOn = ({ closedOn, withdrawnOn, transfer }: OpenedCase): LocalDate | null =>
  closedOn ?? withdrawnOn ?? transfer?.acceptedOn ?? null;

/** Nothing more is done about it here. */
export const hasEnded = ({ phase, transfer }: OpenedCase): boolean =>
  phase === 'closed' ||
  phase === 'withdrawn' ||
  phase === 'merged' ||
  (phase === 'transferred_out' && (transfer?.acceptedOn ?? null) !== null);

const UNDER_WAY: ReadonlySet<Phase> = new Set(OPEN);

/** Whether no case in that phase has ended: one that was transferred may have, or may come back. */
export const isUnderWay = (phase: Phase): boolean => UNDER_WAY.has(phase);
