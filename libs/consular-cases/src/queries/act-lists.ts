import { type ConsularCaseEventType } from '../domain/events.js';

/** The lists of a whole case, and the events that they hold. */
export const ACT_LISTS = {
  identityChecks: 'IdentityVerified',
  identityDoubts: 'IdentityNotConfirmed',
  supplementRequests: 'SupplementRequested',
  supplements: 'SupplementReceived',
  dossiers: 'DossierCompleted',
  forwardings: 'CaseForwarded',
  missionReports: 'MissionReported',
  visits: 'ConsularVisitRecorded',
  rescues: 'RescueRecorded',
  travelDocuments: 'TravelDocumentRecorded',
  remainsPermits: 'RemainsPermitRecorded',
  handovers: 'HandoverAtBorderRecorded',
  payments: 'SupportPaymentRecorded',
  contacts: 'ContactRecorded',
  notes: 'NoteAdded',
  unreachables: 'CaseMarkedUnreachable',
  outcomes: 'OutcomeRecorded',
  familyNotifications: 'FamilyNotified',
  notificationWaivers: 'FamilyNotificationWaived',
  closings: 'CaseClosed',
  reopenings: 'CaseReopened',
  transfers: 'CaseTransferredOut',
  transferAcceptances: 'TransferAccepted',
  transferRefusals: 'TransferDeclined',
  receptions: 'CaseReceivedByTransfer',
  withdrawals: 'CaseWithdrawn',
  documents: 'DocumentAttached',
} as const satisfies Readonly<Record<string, ConsularCaseEventType>>;

export type ActList = keyof typeof ACT_LISTS;

/** What a reader wants to see first of a case's course. */
export const MILESTONES: ReadonlySet<ConsularCaseEventType> = new Set([
  'ConsularCaseOpened',
  'IdentityVerified',
  'SupplementRequested',
  'DossierCompleted',
  'CaseForwarded',
  'MissionReported',
  'RescueRecorded',
  'RemainsPermitRecorded',
  'HandoverAtBorderRecorded',
  'CaseMarkedUnreachable',
  'OutcomeRecorded',
  'FamilyNotified',
  'FamilyNotificationWaived',
  'CaseClosed',
  'CaseReopened',
  'CaseTransferredOut',
  'TransferAccepted',
  'TransferDeclined',
  'CaseReceivedByTransfer',
  'CaseWithdrawn',
]);
