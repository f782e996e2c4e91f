import { NOT_STATED } from '#kernel';
import { type CaseRefusal, refusal } from '../errors.js';
import { type ConsularCaseCommandType } from '../commands/index.js';
import { type ConsularCaseEventType } from '../events/index.js';
import { fieldsOf } from '../kinds/index.js';
import { type CaseFile } from '../state.js';
import { DOSSIERS } from '../vocabulary/index.js';
import { ATTEMPTS_NEEDED } from '../vocabulary/turns.js';
import { type Protection, protectionOf } from './protected.js';
import {
  destroyed,
  fileClosedAlready,
  fileNotClosed,
  inArchiveAlready,
  keptForEver,
  notSettled,
} from './archive.js';
import { nobodyAsked } from './course.js';
import { holdsOthers, nothingToRevert } from './merging.js';
import { endedRefusal } from './phase.js';
import { type StandingRule } from './rule.js';

const everybodyVerified: StandingRule = ({ subjects, verified }) =>
  subjects.length > 0 && subjects.every(({ id }) => verified.includes(id))
    ? refusal('consular-case.identity-already-verified')
    : null;

const everySupplementAsked: StandingRule = ({ supplementsAsked }) =>
  supplementsAsked.length === DOSSIERS.length ? refusal('consular-case.supplement-already-requested') : null;

const nothingToClassify: StandingRule = ({ kind, country }) =>
  kind !== 'unspecified' && country !== NOT_STATED
    ? refusal('consular-case.already-classified', { kind })
    : null;

const kindHasNoDetails: StandingRule = ({ kind }) =>
  fieldsOf(kind).length === 0 ? refusal('consular-case.kind-not-specified') : null;

const outcomeStands: StandingRule = (state) => {
  if (state.phase === 'resolved' && state.outcome.outcome !== 'still_detained') {
    return refusal('consular-case.outcome-already-recorded', { outcome: state.outcome.outcome });
  }
  return state.phase === 'received' && state.notConfirmed.length === 0
    ? refusal('consular-case.identity-not-verified', { phase: state.phase })
    : null;
};

const familyWasTold: StandingRule = ({ told }) =>
  told.length > 0 ? refusal('consular-case.family-already-notified') : null;

const alreadyWaived: StandingRule = ({ waivedOn }) =>
  waivedOn === null ? null : refusal('consular-case.family-notification-already-waived', { on: waivedOn });

/** A kind that is not known is not counted as one for ever. // Consular cases, domain rules */
const kindUnspecified: StandingRule = ({ kind }) =>
  kind === 'unspecified' ? refusal('consular-case.kind-not-specified') : null;

/** No closure before the family was told, or it is recorded why not. // A-3, domain rules */
const familyNotTold: StandingRule = ({ told, waivedOn }) =>
  told.length === 0 && waivedOn === null ? refusal('consular-case.family-not-notified') : null;

/**
 * A request for somebody who has to be protected is withdrawn with the director's approval: that is proposed, and not
 * done at once. `elsewhere` is what the case's own stream does not say: of those whom it stands for, and of its roster.
 * // Consular cases, domain rules
 */
export function protectedFromWithdrawal(
  file: CaseFile,
  elsewhere: Protection | null = null,
): CaseRefusal | null {
  const because = protectionOf(file) ?? elsewhere;
  return because === null ? null : refusal('consular-case.withdrawal-needs-approval', { because });
}

/** Nobody counts as unreachable whom nobody tried to reach. // Consular cases, domain rules */
const notTried: StandingRule = ({ attempts }) =>
  attempts.length < ATTEMPTS_NEEDED
    ? refusal('consular-case.contacts-not-attempted', { attempts: attempts.length, needed: ATTEMPTS_NEEDED })
    : null;

/** What another office has accepted is that office's. // A-10, domain rules */
const alreadyAccepted: StandingRule = ({ transfer }) =>
  (transfer?.acceptedOn ?? null) === null
    ? null
    : refusal('consular-case.transfer-already-accepted', { on: transfer?.acceptedOn });

/** Nothing in the file could be replaced, mended or recalled. // G-2, domain rules */
const nothingIssued: StandingRule = ({ documents }) =>
  documents.some(({ standing }) => standing === undefined)
    ? null
    : refusal('consular-case.no-document-in-force');

/** What stands against every event of a type until something else happens. */
export const STANDING_RULES: { readonly [T in ConsularCaseEventType]?: readonly StandingRule[] } = {
  IdentityVerified: [everybodyVerified],
  IdentityNotConfirmed: [everybodyVerified],
  SupplementRequested: [everySupplementAsked],
  CaseClassified: [nothingToClassify],
  KindDetailsRecorded: [kindHasNoDetails],
  OutcomeRecorded: [outcomeStands],
  FamilyNotificationWaived: [familyWasTold, alreadyWaived],
  CaseMarkedUnreachable: [notTried],
  CaseMergedInto: [holdsOthers],
  TransferAccepted: [alreadyAccepted],
  TransferDeclined: [alreadyAccepted],
  ContactRecorded: [endedRefusal],
  NoteAdded: [endedRefusal],
  OfficerAssigned: [endedRefusal],
  CaseClosed: [kindUnspecified, familyNotTold],
  CaseReopened: [destroyed],
  DocumentAttached: [destroyed],
  DocumentHeldOnPaper: [destroyed],
  DocumentReplaced: [destroyed, nothingIssued],
  CorrigendumIssued: [destroyed, nothingIssued],
  DocumentRecalled: [destroyed, nothingIssued],
  OpinionReceived: [nobodyAsked],
  FileClosed: [notSettled, fileClosedAlready],
  FileTransferredToArchive: [fileNotClosed, destroyed, inArchiveAlready],
  DestructionApproved: [fileNotClosed, destroyed, keptForEver],
};

/** What stands against a command beside what stands against its event. */
export const COMMAND_RULES: { readonly [T in ConsularCaseCommandType]?: readonly StandingRule[] } = {
  RevertMerge: [nothingToRevert],
};
