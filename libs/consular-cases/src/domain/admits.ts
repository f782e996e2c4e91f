import { type CaseRefusal } from './errors.js';
import { type ConsularCaseEvent, type ConsularCaseEventType } from './events/index.js';
import { type Told } from './evolve.js';
import {
  addresseeNamed,
  amountPayable,
  assignedOnce,
  classifiedOnce,
  confirmedByCommune,
  detailsOfKind,
  notYetVerified,
  oneRequestADossier,
  outcomeFollows,
  reportedOnce,
  sentOnce,
  toldOnce,
  receivedFromMission,
  remainsDescribed,
  sameRemains,
  subjectOfCase,
  victimDecided,
} from './rules/acts.js';
import { retentionEnded, weeded } from './rules/archive.js';
import { answersRequest, dueAfterAsking, later } from './rules/course.js';
import { inForce, mendedOnce, remedied } from './rules/issued-papers.js';
import { inOrder } from './rules/order.js';
import {
  attachedOnce,
  confirmedOnPaper,
  documentAttached,
  documentsAttached,
  heldOnce,
  openingPaper,
  registeredPaper,
  relativesRequest,
  remainsMayEnter,
  residenceProofValid,
  signedFirst,
} from './rules/papers.js';
import { mergedOnce, revertible, unmergedInOrder } from './rules/merging.js';
import { phaseRefusal } from './rules/phase.js';
import { firstOf, type Rule, type Rules } from './rules/rule.js';
import { protectedFromWithdrawal, STANDING_RULES } from './rules/standing.js';
import { linkedOnce, partyNamed } from './rules/turns.js';
import { type CaseState } from './state.js';

/** The rules an event of each type can break by what it says, in the order in which they are looked at. */
const RULES: Rules = {
  IdentityVerified: [
    (file, { data }) => subjectOfCase(file, data.subject.id),
    (file, { data }) => notYetVerified(file, data.subject.id),
    confirmedByCommune,
    confirmedOnPaper,
    (_, { data, occurredOn }) => residenceProofValid(data.residenceProof, occurredOn),
  ],
  IdentityNotConfirmed: [
    (file, { data }) => subjectOfCase(file, data.subject),
    (file, { data }) => notYetVerified(file, data.subject),
  ],
  SupplementRequested: [oneRequestADossier],
  SupplementReceived: [registeredPaper, (file, { data }) => documentsAttached(file, data.papers)],
  DossierCompleted: [
    (_, event) => remainsDescribed(event),
    (file, { data }) => (data.what === 'request' ? relativesRequest(file, data.papers) : null),
    (_, { data, occurredOn }) =>
      data.remains ? remainsMayEnter(data.remains, data.papers, occurredOn) : null,
    (file, { data }) => documentsAttached(file, data.papers),
  ],
  CaseForwarded: [
    addresseeNamed,
    registeredPaper,
    sentOnce,
    (file, { data }) =>
      data.addressee === 'consular_department' ? relativesRequest(file, data.enclosures) : null,
    (file, { data }) => documentsAttached(file, data.enclosures),
  ],
  MissionReported: [registeredPaper, reportedOnce],
  TravelDocumentRecorded: [
    registeredPaper,
    (file, { data }) => (data.subject === undefined ? null : subjectOfCase(file, data.subject)),
  ],
  RemainsPermitRecorded: [
    registeredPaper,
    sameRemains,
    (_, { data, occurredOn }) => remainsMayEnter(data.remains, data.papers, occurredOn),
    (file, { data }) => documentsAttached(file, data.papers),
  ],
  HandoverAtBorderRecorded: [registeredPaper, receivedFromMission],
  SupportPaymentRecorded: [registeredPaper, amountPayable],
  CaseClassified: [classifiedOnce, detailsOfKind],
  KindDetailsRecorded: [detailsOfKind],
  OutcomeRecorded: [outcomeFollows, victimDecided],
  FamilyNotified: [toldOnce],
  CaseWithdrawn: [(file, { data }) => (data.approval === undefined ? protectedFromWithdrawal(file) : null)],
  OfficerAssigned: [assignedOnce],
  CaseReopened: [(file, { data }) => documentAttached(file, data.newFact)],
  OpinionRequested: [registeredPaper, dueAfterAsking],
  OpinionReceived: [answersRequest],
  DeadlineExtended: [later],
  FileClosed: [weeded],
  DestructionApproved: [retentionEnded],
  RelatedCaseLinked: [linkedOnce],
  CasesMerged: [mergedOnce],
  MergeReverted: [revertible],
  CaseUnmerged: [unmergedInOrder],
  CaseTransferredOut: [partyNamed, registeredPaper],
  TransferAccepted: [registeredPaper],
  TransferDeclined: [registeredPaper],
  CaseReceivedByTransfer: [partyNamed, registeredPaper],
  DocumentReplaced: [
    registeredPaper,
    (file, { data }) => remedied(file, data.document, data.replacement, ({ kind }) => kind),
  ],
  CorrigendumIssued: [
    registeredPaper,
    (file, { data }) => remedied(file, data.document, data.corrigendum, () => 'official_letter'),
    (file, { data }) => mendedOnce(file, data.document, data.corrigendum),
  ],
  DocumentRecalled: [registeredPaper, (file, { data }) => inForce(file, data.document)],
  DocumentHeldOnPaper: [registeredPaper, heldOnce],
  DocumentAttached: [
    attachedOnce,
    (file, { data }) =>
      data.translationOf === undefined ? null : documentAttached(file, data.translationOf),
  ],
};

/** Why no event of that type can happen in the case as it stands, if none can. */
export function standingRefusal(state: CaseState, type: ConsularCaseEventType): CaseRefusal | null {
  const refused = phaseRefusal(state, type);
  if (refused || state.phase === 'empty') return refused;
  return firstOf(STANDING_RULES[type] ?? [], state);
}

/** The rule that `event` would break in a case as it stands, if any. */
export function admits(state: CaseState, event: Told<ConsularCaseEvent>): CaseRefusal | null {
  const refused = standingRefusal(state, event.type) ?? signedFirst(event);
  if (refused) return refused;
  if (state.phase === 'empty') return event.type === 'ConsularCaseOpened' ? openingPaper(event) : null;
  const rules = (RULES[event.type] ?? []) as readonly Rule<ConsularCaseEventType>[];
  return firstOf(rules, state, event) ?? inOrder(state, event);
}
