import { type CaseContext } from './commands/index.js';
import { type ConsularCaseEvent, type ConsularCaseEventType, type EventOf } from './events/index.js';
import { type KindCode, type KindDetails } from './kinds/index.js';
import { ownersOf } from './decide/deciding.js';
import { detailsFor } from './decide/kind-details.js';
import {
  knownGate,
  knownMission,
  knownProvince,
  knownSubject,
  namedAnew,
  otherProvince,
  standingSubject,
  subjectSeen,
} from './decide/known.js';
import { refuse } from './errors.js';
import { type CaseState } from './state.js';
import { SECRECY_MARKS } from './vocabulary/acts.js';

type Correctable = {
  readonly [T in ConsularCaseEventType]?: readonly (keyof EventOf<T>['data'] & string)[];
};

/**
 * What a correction may change: what the officer who recorded it said, and not what followed from it. An event that is
 * not named is followed by another one; of one without fields, the day alone. // G-1, domain rules
 */
export const CORRECTABLE: Correctable = {
  // The number is the register's.
  ConsularCaseOpened: [
    'channel',
    'kind',
    'country',
    'place',
    'responsibilityBasis',
    'subjects',
    'applicant',
    'urgency',
    'summary',
  ],
  IdentityVerified: ['subject', 'method', 'homeProvince', 'homeCommune', 'residenceProof'],
  IdentityNotConfirmed: ['subject', 'checks', 'explanation'],
  SupplementRequested: ['missing', 'explanation', 'dueOn'],
  SupplementReceived: ['papers', 'complete'],
  DossierCompleted: ['what', 'papers', 'remains'],
  CaseForwarded: ['addressee', 'mission', 'agency', 'enclosures'],
  MissionReported: ['mission', 'location', 'condition', 'legalStatus', 'nextStep'],
  ConsularVisitRecorded: ['mission', 'placeOfDetention', 'findings', 'requests'],
  RescueRecorded: ['by', 'place', 'condition'],
  TravelDocumentRecorded: ['documentKind', 'issuedBy', 'number', 'subject'],
  RemainsPermitRecorded: ['issuingMission', 'remains', 'papers', 'number', 'entryGate', 'entryOn'],
  HandoverAtBorderRecorded: ['gate', 'handedOverBy', 'receivedBy', 'route', 'mission'],
  SupportPaymentRecorded: ['payer', 'amount', 'purpose', 'repayable'],
  ContactRecorded: ['with', 'subject', 'channel', 'answered', 'summary'],
  NoteAdded: ['text'],
  CaseClassified: ['kind', 'country', 'details'],
  KindDetailsRecorded: ['details'],
  OutcomeRecorded: ['outcome', 'decidedBy', 'explanation'],
  FamilyNotified: ['relative', 'channel', 'summary'],
  FamilyNotificationWaived: ['reason'],
  CaseMarkedUnreachable: ['explanation'],
  CaseReopened: ['ground', 'newFact', 'explanation'],
  CaseTransferredOut: ['party', 'province', 'agency', 'basis', 'explanation'],
  CaseReceivedByTransfer: ['party', 'province', 'agency', 'basis', 'theirNumber'],
  TransferAccepted: ['explanation'],
  TransferDeclined: ['reason'],
  // Another case is another link.
  RelatedCaseLinked: ['relation'],
  CaseClosed: ['remark'],
  CaseWithdrawn: ['by', 'reason'],
  // Another retention is another closing of the file.
  FileClosed: ['weededOn', 'remark'],
  FileTransferredToArchive: ['reference'],
  DocumentHeldOnPaper: ['kind'],
  OpinionRequested: ['agency', 'question', 'dueOn'],
  OpinionReceived: ['requestNo', 'stance', 'opinion'],
  DeadlineExtended: ['newDue', 'authority', 'reason'],
  OfficerAssigned: [],
  DocumentReplaced: ['document', 'replacement', 'recipients', 'explanation'],
  CorrigendumIssued: ['document', 'corrigendum', 'recipients', 'explanation'],
  DocumentRecalled: ['document', 'recipients', 'explanation'],
  // The content is what was stored: another one is another document.
  DocumentAttached: ['kind', 'title', 'pages', 'language', 'copyKind', 'translationOf', 'classification'],
};

/** What gave the case its number, closed the stream without one, or has another half elsewhere is never taken out. */
export const PERMANENT: readonly ConsularCaseEventType[] = [
  'ConsularCaseOpened',
  'IntakeAbandoned',
  // The papers are gone.
  'DestructionApproved',
  // The other case has the other half of it: a merge is taken back in both, by a command.
  'CasesMerged',
  'CaseMergedInto',
  'MergeReverted',
  'CaseUnmerged',
];

/** What spoils no decision when it comes between: it says nothing that a decision rests on. */
export const BESIDE_THE_DOSSIER: readonly ConsularCaseEventType[] = [
  'NoteAdded',
  'ContactRecorded',
  'OfficerAssigned',
];

type Changes = Readonly<Record<string, unknown>>;
type Known = (context: CaseContext, code: string) => unknown;

/** A paper with a secrecy mark is not here; what is no mark either is left for the codec. // G-6 */
const unmarked: Known = (_, mark) =>
  SECRECY_MARKS.some(({ code }) => code === mark)
    ? refuse('consular-case.secret-document', { classification: mark })
    : mark;

/** Fields that name something which has to be known, whatever event they stand in. */
const REFERENCES: Readonly<Record<string, Known>> = {
  mission: knownMission,
  issuedBy: knownMission,
  issuingMission: knownMission,
  gate: knownGate,
  entryGate: knownGate,
  homeProvince: knownProvince,
  province: otherProvince,
  subject: knownSubject,
  relative: knownSubject,
  classification: unmarked,
};

/**
 * The changes of a corrected event with everything that they name known: subjects come as ids, and stand in the event
 * with the findings of today. What is not of the event's shape is left for the codec to refuse. @throws CaseRefusal
 */
export function revised(
  { target, changes }: { readonly target: ConsularCaseEvent; readonly changes: Changes },
  state: CaseState,
  context: CaseContext,
): Changes {
  const entries = Object.entries(changes).map(([name, value]) => [
    name,
    name === 'details' ? detailsIn(target, changes, state, context) : named(target, name, value, context),
  ]);
  return Object.fromEntries(entries) as Changes;
}

/** Whoever an event names already may stay in it, also after an erasure or a merge. // docs/adr/022 */
function named(target: ConsularCaseEvent, name: string, value: unknown, context: CaseContext): unknown {
  const before = new Set<unknown>(
    target.type === 'ConsularCaseOpened'
      ? [...target.data.subjects.map(({ id }) => id), target.data.applicant]
      : [],
  );
  const seen = (id: string) => (before.has(id) ? subjectSeen : standingSubject)(context, id);
  if (name === 'subjects' && Array.isArray(value))
    return [...new Set<unknown>(value)].map((id) => (typeof id === 'string' ? seen(id) : id));
  if (name === 'subject' && target.type === 'IdentityVerified') {
    return typeof value === 'string' ? namedAnew(context, value) : value;
  }
  if (name === 'applicant' && typeof value === 'string') return seen(value).id;
  const known = REFERENCES[name];
  return known && typeof value === 'string' ? known(context, value) : value;
}

/** Facts of a kind, each checked by its field; `null` takes one away. */
function detailsIn(
  target: ConsularCaseEvent,
  { kind, details }: Changes,
  state: CaseState,
  context: CaseContext,
): unknown {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return details;
  const code = (kind ?? ('kind' in target.data ? target.data.kind : undefined)) as KindCode;
  const said = Object.entries(details as Changes);
  const kept = Object.fromEntries(said.filter(([, value]) => value !== null)) as KindDetails;
  const gone = Object.fromEntries(said.filter(([, value]) => value === null));
  const owners = state.phase === 'empty' ? [] : ownersOf(state);
  return { ...gone, ...detailsFor(code, kept, owners, context) };
}
