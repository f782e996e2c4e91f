import { standingRefusal } from './admits.js';
import { type ConsularCaseCommandType } from './commands/index.js';
import { type CaseErrorCode, type CaseRefusal, refusal } from './errors.js';
import { type ConsularCaseEventType } from './events/index.js';
import { endedRefusal } from './rules/phase.js';
import { firstOf } from './rules/rule.js';
import { type Protection } from './rules/protected.js';
import { COMMAND_RULES, protectedFromWithdrawal } from './rules/standing.js';
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
  MergeCases: 'CasesMerged',
  RevertMerge: 'MergeReverted',
  LinkCases: 'RelatedCaseLinked',
  AssignOfficer: 'OfficerAssigned',
  AttachDocument: 'DocumentAttached',
  ReplaceIssuedDocument: 'DocumentReplaced',
  IssueCorrigendum: 'CorrigendumIssued',
  RecallDocument: 'DocumentRecalled',
  RecordDocumentHeldOnPaper: 'DocumentHeldOnPaper',
  SeekOpinion: 'OpinionRequested',
  RecordOpinion: 'OpinionReceived',
  ExtendDeadline: 'DeadlineExtended',
  CloseFile: 'FileClosed',
  HandOverToArchive: 'FileTransferredToArchive',
};

/** Commands in the order in which a case meets them. */
export const COMMAND_TYPES = Object.keys(EVENT_OF) as readonly ConsularCaseCommandType[];

/** What can be asked about the case's record or roster, and the event that it would have to be able to record. */
const RECORD_EVENT_OF = {
  AddRosterEntries: 'NoteAdded',
  CorrectFact: null,
  ProposeVoiding: null,
  ProposeWithdrawal: 'CaseWithdrawn',
  ProposeDestruction: 'DestructionApproved',
} as const satisfies Readonly<Record<string, ConsularCaseEventType | null>>;

export type RecordCommandType = keyof typeof RECORD_EVENT_OF;

/** Whether a command can be given now and, if not, the rule in the way with what fills its sentence. */
export type Action<C extends string = ConsularCaseCommandType> = { readonly command: C } & (
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: CaseErrorCode;
      readonly details: Readonly<Record<string, unknown>>;
    }
);

/**
 * Every command, allowed or why not: what deciding would answer whatever the command says. `elsewhere` is why a
 * withdrawal is the director's, by what does not stand in the case's own stream.
 */
export function allowedActions(state: CaseState, elsewhere: Protection | null = null): readonly Action[] {
  const refusalOf = (command: ConsularCaseCommandType): CaseRefusal | null =>
    commandRefusal(state, command) ??
    (command === 'WithdrawCase' && state.phase !== 'empty'
      ? protectedFromWithdrawal(state, elsewhere)
      : null);
  return COMMAND_TYPES.map((command) => actionOf(command, refusalOf(command)));
}

/** What can be asked beside the case's own commands: allowed or why not. */
export function recordActions(state: CaseState): readonly Action<RecordCommandType>[] {
  return Object.entries(RECORD_EVENT_OF).map(([command, event]) =>
    actionOf(command as RecordCommandType, recordRefusal(state, event)),
  );
}

function actionOf<C extends string>(command: C, refused: CaseRefusal | null): Action<C> {
  if (!refused) return { command, allowed: true };
  return { command, allowed: false, code: refused.code, details: refused.details };
}

function commandRefusal(state: CaseState, command: ConsularCaseCommandType): CaseRefusal | null {
  const refused = standingRefusal(state, EVENT_OF[command]);
  if (refused || state.phase === 'empty') return refused;
  return firstOf(COMMAND_RULES[command] ?? [], state);
}

function recordRefusal(state: CaseState, event: ConsularCaseEventType | null): CaseRefusal | null {
  if (state.phase === 'empty') return refusal('consular-case.not-opened');
  if (state.phase === 'merged') return endedRefusal(state);
  return event ? standingRefusal(state, event) : null;
}
