import { type LocalDate } from '#kernel';
import { type CaseRefusal, refusal } from '../errors.js';
import { type ConsularCaseEvent, type ConsularCaseEventType } from '../events/index.js';
import { type OpenedCase } from '../state.js';
import { settledOn } from '../phases.js';
import { ATTEMPTS_NEEDED } from '../vocabulary/turns.js';

/** What the office itself does about a case it does after it received it; what happens abroad may lie before. */
const OUR_ACTS: ReadonlySet<ConsularCaseEventType> = new Set<ConsularCaseEventType>([
  'IdentityVerified',
  'IdentityNotConfirmed',
  'SupplementRequested',
  'SupplementReceived',
  'DossierCompleted',
  'CaseForwarded',
  'OpinionRequested',
  'DeadlineExtended',
  'MissionReported',
  'CaseClassified',
  'FamilyNotified',
  'FamilyNotificationWaived',
  'CaseClosed',
  'CaseWithdrawn',
  'OfficerAssigned',
  'CaseMarkedUnreachable',
  'CaseReopened',
  'CaseTransferredOut',
  'CasesMerged',
  'CaseMergedInto',
  'TransferAccepted',
  'TransferDeclined',
]);

type Milestone = readonly [after: ConsularCaseEventType, on: LocalDate | undefined];

/** What settled a case that has ended. */
const SETTLED_BY: { readonly [P in OpenedCase['phase']]?: ConsularCaseEventType } = {
  withdrawn: 'CaseWithdrawn',
  transferred_out: 'TransferAccepted',
};

/** What must not have happened later than an event of that type. */
const AFTER: {
  readonly [T in ConsularCaseEventType]?: (state: OpenedCase) => readonly Milestone[];
} = {
  SupplementReceived: ({ supplement }) => [['SupplementRequested', supplement?.requestedOn]],
  MissionReported: ({ forwardings }) => [['CaseForwarded', forwardings[0]?.on]],
  FamilyNotified: ({ outcome }) => [['OutcomeRecorded', outcome?.on]],
  FamilyNotificationWaived: ({ outcome }) => [['OutcomeRecorded', outcome?.on]],
  CaseMarkedUnreachable: ({ attempts }) => [['ContactRecorded', attempts.toSorted()[ATTEMPTS_NEEDED - 1]]],
  TransferAccepted: ({ transfer }) => [['CaseTransferredOut', transfer?.on]],
  TransferDeclined: ({ transfer }) => [['CaseTransferredOut', transfer?.on]],
  CaseReopened: ({ closedOn }) => [['CaseClosed', closedOn ?? undefined]],
  FileClosed: (state) => [[SETTLED_BY[state.phase] ?? 'CaseClosed', settledOn(state) ?? undefined]],
  FileTransferredToArchive: ({ closedFile }) => [['FileClosed', closedFile?.closedOn]],
  DestructionApproved: ({ closedFile }) => [['FileClosed', closedFile?.closedOn]],
  CaseClosed: ({ outcome, told, waivedOn }) => [
    ['OutcomeRecorded', outcome?.on],
    told.length > 0
      ? ['FamilyNotified', told.map(({ on }) => on).sort()[0]]
      : ['FamilyNotificationWaived', waivedOn ?? undefined],
  ],
};

/** Days that contradict each other. // A-3: told after the outcome, closed after told; domain rules */
export function inOrder(state: OpenedCase, event: ConsularCaseEvent): CaseRefusal | null {
  const milestones: Milestone[] = OUR_ACTS.has(event.type) ? [['ConsularCaseOpened', state.openedOn]] : [];
  for (const [after, on] of [...milestones, ...(AFTER[event.type]?.(state) ?? [])]) {
    if (on !== undefined && event.occurredOn < on) {
      return refusal('consular-case.date-out-of-order', { occurredOn: event.occurredOn, after, on });
    }
  }
  return null;
}
