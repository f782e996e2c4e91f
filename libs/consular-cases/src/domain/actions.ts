import { standingRefusal } from './admits.js';
import { type ConsularCaseCommandType } from './commands.js';
import { type CaseErrorCode } from './errors.js';
import { type ConsularCaseEventType } from './events.js';
import { type CaseState } from './state.js';

/** The event that each command records. */
export const EVENT_OF: Readonly<Record<ConsularCaseCommandType, ConsularCaseEventType>> = {
  OpenConsularCase: 'ConsularCaseOpened',
  VerifyIdentity: 'IdentityVerified',
  RecordIdentityNotConfirmed: 'IdentityNotConfirmed',
  RequestSupplement: 'SupplementRequested',
  RecordSupplement: 'SupplementReceived',
  CompleteDossier: 'DossierCompleted',
  ForwardCase: 'CaseForwarded',
  RecordMissionReport: 'MissionReported',
  RecordConsularVisit: 'ConsularVisitRecorded',
  RecordRescue: 'RescueRecorded',
  RecordTravelDocument: 'TravelDocumentRecorded',
  RecordRemainsPermit: 'RemainsPermitRecorded',
  RecordHandoverAtBorder: 'HandoverAtBorderRecorded',
  RecordSupportPayment: 'SupportPaymentRecorded',
  RecordContact: 'ContactRecorded',
  AddNote: 'NoteAdded',
  ClassifyCase: 'CaseClassified',
  RecordKindDetails: 'KindDetailsRecorded',
  RecordOutcome: 'OutcomeRecorded',
  NotifyFamily: 'FamilyNotified',
  WaiveFamilyNotification: 'FamilyNotificationWaived',
  MarkUnreachable: 'CaseMarkedUnreachable',
  CloseCase: 'CaseClosed',
  WithdrawCase: 'CaseWithdrawn',
  ReopenCase: 'CaseReopened',
  TransferCase: 'CaseTransferredOut',
  RecordTransferAccepted: 'TransferAccepted',
  DeclineTransfer: 'TransferDeclined',
  LinkCases: 'RelatedCaseLinked',
  AssignOfficer: 'OfficerAssigned',
  AttachDocument: 'DocumentAttached',
};

/** Commands in the order in which a case meets them. */
export const COMMAND_TYPES = Object.keys(EVENT_OF) as readonly ConsularCaseCommandType[];

/** Whether a command can be given now and, if not, the rule in the way with what fills its sentence. */
export type Action = { readonly command: ConsularCaseCommandType } & (
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: CaseErrorCode;
      readonly details: Readonly<Record<string, unknown>>;
    }
);

/** Every command, allowed or why not: what deciding would answer whatever the command says. */
export function allowedActions(state: CaseState): readonly Action[] {
  return COMMAND_TYPES.map((command) => {
    const refused = standingRefusal(state, EVENT_OF[command]);
    if (!refused) return { command, allowed: true };
    return { command, allowed: false, code: refused.code, details: refused.details };
  });
}
