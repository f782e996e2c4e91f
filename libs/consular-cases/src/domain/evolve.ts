import { type Recorded, type SourceDocument } from '#kernel';
import {
  type ConsularCaseEvent,
  type ConsularCaseEventType,
  type EventOf,
  type Paper,
} from './events/index.js';
import { type PaperKind } from './vocabulary/index.js';
import { fileWith, keptUntil } from './archive.js';
import { reliedOnAfter } from './merging.js';
import { cameFromAfter, phaseAfter, settledOn } from './phases.js';
import { letterOf, saidAfter, saidAtOpening } from './said.js';
import {
  type AttachedDocument,
  type CaseFile,
  type CaseState,
  type OpenedCase,
  type Reception,
} from './state.js';
import { REACHED_PEOPLE } from './vocabulary/turns.js';

/** An event with the paper it rests on: what folding and judging read of the envelope. */
export type Told<E> = E & { readonly source?: SourceDocument };

type Noted<T extends ConsularCaseEventType> = (
  file: OpenedCase,
  event: Told<EventOf<T>>,
) => Partial<CaseFile>;

/** Every event that can follow the opening. */
type OfOpened = Exclude<ConsularCaseEventType, 'ConsularCaseOpened' | 'IntakeAbandoned'>;

const nothing = (): Partial<CaseFile> => ({});

/** What each event adds to the facts, in whatever phase it is met; a type that is missing here does not compile. */
const NOTED: { readonly [T in OfOpened]: Noted<T> } = {
  IdentityVerified: (file, { data: { subject } }) => ({
    subjects: [...file.subjects.filter(({ id }) => id !== subject.id), subject],
    verified: withItem(file.verified, subject.id),
    notConfirmed: file.notConfirmed.filter((id) => id !== subject.id),
  }),
  IdentityNotConfirmed: (file, { data }) => ({ notConfirmed: withItem(file.notConfirmed, data.subject) }),
  SupplementRequested: (file, { data, occurredOn }) => {
    const { dossier, requestNo, dueOn, missing } = data;
    return {
      supplementsAsked: withItem(file.supplementsAsked, dossier),
      supplement: { dossier, requestNo, requestedOn: occurredOn, dueOn, missing },
    };
  },
  SupplementReceived: ({ supplement }, { data: { papers, complete } }) => ({
    supplement:
      complete || !supplement ? null : { ...supplement, missing: without(supplement.missing, papers) },
  }),
  DossierCompleted: (file, { data: { what, remains }, occurredOn }) => ({
    dossiers: [...file.dossiers.filter((dossier) => dossier.what !== what), { what, on: occurredOn }],
    ...(remains && { remainsForm: remains.form }),
  }),
  OpinionRequested: ({ opinions }, { data: { requestNo, dueOn = null }, occurredOn }) => ({
    opinions: [...opinions, { requestNo, on: occurredOn, dueOn, stance: null, receivedOn: null }],
  }),
  OpinionReceived: ({ opinions }, { data: { requestNo, stance }, occurredOn }) => ({
    opinions: opinions.map((asked) =>
      asked.requestNo === requestNo ? { ...asked, stance, receivedOn: occurredOn } : asked,
    ),
  }),
  DeadlineExtended: nothing,
  CaseForwarded: (file, { data: { addressee, mission }, occurredOn, source }) => ({
    forwardings: [
      ...file.forwardings,
      { addressee, ...(mission !== undefined && { mission }), on: occurredOn, ...letterOf(source) },
    ],
  }),
  MissionReported: (file, { data: { mission }, occurredOn, source }) => ({
    reports: [...file.reports, { mission, on: occurredOn, ...letterOf(source) }],
  }),
  ConsularVisitRecorded: nothing,
  RescueRecorded: nothing,
  TravelDocumentRecorded: nothing,
  RemainsPermitRecorded: (_, { data }) => ({ remainsForm: data.remains.form }),
  HandoverAtBorderRecorded: nothing,
  SupportPaymentRecorded: nothing,
  ContactRecorded: contacted,
  NoteAdded: nothing,
  CaseClassified: (file, { data: { kind, country, details } }) => ({
    kind,
    ...(country !== undefined && { country }),
    details: kind === file.kind ? { ...file.details, ...details } : details,
  }),
  KindDetailsRecorded: (file, { data: { kind, details } }) =>
    kind === file.kind ? { details: { ...file.details, ...details } } : {},
  // A new outcome is news that the family has not been told.
  OutcomeRecorded: (_, { data: { outcome }, occurredOn }) => ({
    outcome: { outcome, on: occurredOn },
    told: [],
    waivedOn: null,
  }),
  FamilyNotified: (file, { data: { relative, channel }, occurredOn }) => ({
    told: [...file.told, { relative, channel, on: occurredOn }],
  }),
  FamilyNotificationWaived: (_, { occurredOn }) => ({ waivedOn: occurredOn }),
  CaseMarkedUnreachable: (_, { occurredOn }) => ({ unreachableSince: occurredOn }),
  CaseClosed: (_, { occurredOn }) => ({ closedOn: occurredOn }),
  // What is found from now on is another outcome.
  CaseReopened: ({ phase }) =>
    phase === 'closed' ? { outcome: null, told: [], waivedOn: null, closedOn: null, closedFile: null } : {},
  RelatedCaseLinked: ({ links }, { data: { other, relation }, occurredOn }) => ({
    links: [...links, { id: other.id, number: other.number, relation, on: occurredOn }],
  }),
  CaseTransferredOut: (_, event) => ({ transfer: { ...partyOf(event), acceptedOn: null } }),
  TransferAccepted: ({ transfer }, { occurredOn }) => ({
    transfer: transfer && { ...transfer, acceptedOn: occurredOn },
  }),
  TransferDeclined: () => ({ transfer: null }),
  CaseReceivedByTransfer: (_, event) => ({ receivedFrom: partyOf(event) }),
  CasesMerged: ({ merged }, { data, occurredOn }) => {
    const { id, number, people } = data.merged;
    return { merged: [...merged, { id, number, people, on: occurredOn, reliedOn: null }] };
  },
  CaseMergedInto: (_, { data: { surviving }, occurredOn }) => ({
    mergedInto: { id: surviving.id, number: surviving.number, on: occurredOn },
  }),
  MergeReverted: (file, { data }) => ({
    merged: file.merged.filter(({ number }) => number !== data.merged.number),
  }),
  CaseUnmerged: () => ({ mergedInto: null }),
  CaseWithdrawn: (_, { occurredOn }) => ({ withdrawnOn: occurredOn }),
  FileClosed: (file, { data: { weededOn, retention }, occurredOn }) => ({
    closedFile: {
      closedOn: occurredOn,
      weededOn,
      retention,
      keptUntil: keptUntil(retention, settledOn(file) ?? occurredOn),
      handedOverOn: null,
      destructionApprovedOn: null,
    },
  }),
  FileTransferredToArchive: (file, { occurredOn }) => fileWith(file, { handedOverOn: occurredOn }),
  DestructionApproved: (file, { occurredOn }) => fileWith(file, { destructionApprovedOn: occurredOn }),
  OfficerAssigned: (file, { data: { officer, role } }) =>
    role === 'lead'
      ? { leadOfficer: officer, supportOfficers: file.supportOfficers.filter((id) => id !== officer) }
      : {
          leadOfficer: file.leadOfficer === officer ? null : file.leadOfficer,
          supportOfficers: withItem(file.supportOfficers, officer),
        },
  DocumentAttached: (file, { data: { documentId, kind, sha256 } }) => ({
    documents: [...file.documents, { documentId, kind, sha256 }],
  }),
  DocumentHeldOnPaper: ({ heldOnPaper }, { data: { kind }, source }) => ({
    heldOnPaper: [...heldOnPaper, { kind, ...letterOf(source) }],
  }),
  DocumentReplaced: (file, { data: { document, replacement } }) =>
    withDocument(file, document, () => ({ standing: 'replaced', replacedBy: replacement })),
  CorrigendumIssued: (file, { data: { document, corrigendum } }) =>
    withDocument(file, document, ({ corrigenda = [] }) => ({
      corrigenda: withItem(corrigenda, corrigendum),
    })),
  DocumentRecalled: (file, { data: { document } }) =>
    withDocument(file, document, () => ({ standing: 'recalled' })),
};

/**
 * Folds one event in. Total over any subset of a history: before the opening there is nothing, and an event that
 * lacks what it builds on leaves its facts and not the phase.
 */
export function evolve(state: CaseState, event: Recorded<ConsularCaseEvent>): CaseState {
  return folded(state, event);
}

/** {@link evolve} for an event that is decided and not recorded yet. */
export function folded(state: CaseState, event: Told<ConsularCaseEvent>): CaseState {
  if (state.phase === 'empty') return state.abandoned ? state : begun(state, event);
  if (event.type === 'ConsularCaseOpened' || event.type === 'IntakeAbandoned') return state;
  const noted = NOTED[event.type] as Noted<ConsularCaseEventType>;
  const merged = reliedOnAfter(state.merged, event);
  const facts = { merged, ...noted(state, event), said: saidAfter(state.said, event) };
  return inPhase(state, facts, event);
}

/** A stream begins with its case, or with the record that none will come. */
function begun(state: CaseState, event: Told<ConsularCaseEvent>): CaseState {
  if (event.type === 'ConsularCaseOpened') return opened(event);
  return event.type === 'IntakeAbandoned' ? { phase: 'empty', abandoned: true } : state;
}

/** What a phase knows for certain is there when a case is in it: the event that leads there brings it. */
function inPhase(state: OpenedCase, facts: Partial<CaseFile>, event: ConsularCaseEvent): CaseState {
  const phase = phaseAfter(state, event);
  return {
    ...state,
    ...facts,
    phase,
    cameFrom: cameFromAfter(state, event, phase),
    wasInProtection: state.wasInProtection || phase === 'in_protection',
  } as OpenedCase;
}

/** Attempts count in a row: they are forgotten from the day on which somebody could be reached. */
function contacted(
  { attempts }: CaseFile,
  { data, occurredOn }: EventOf<'ContactRecorded'>,
): Partial<CaseFile> {
  if (!REACHED_PEOPLE.has(data.with)) return {};
  return { attempts: data.answered ? attempts.filter((on) => on > occurredOn) : [...attempts, occurredOn] };
}

function opened(event: Told<EventOf<'ConsularCaseOpened'>>): OpenedCase {
  const { data, occurredOn } = event;
  const { number, channel, kind, country, urgency, subjects, applicant } = data;
  return {
    phase: 'received',
    number,
    openedOn: occurredOn,
    channel,
    kind,
    country,
    urgency,
    subjects,
    ...(applicant !== undefined && { applicant }),
    verified: [],
    notConfirmed: [],
    details: {},
    leadOfficer: null,
    supportOfficers: [],
    documents: [],
    heldOnPaper: [],
    dossiers: [],
    remainsForm: null,
    supplementsAsked: [],
    supplement: null,
    opinions: [],
    forwardings: [],
    reports: [],
    outcome: null,
    told: [],
    waivedOn: null,
    cameFrom: [],
    wasInProtection: false,
    attempts: [],
    unreachableSince: null,
    closedOn: null,
    withdrawnOn: null,
    closedFile: null,
    links: [],
    transfer: null,
    receivedFrom: null,
    merged: [],
    mergedInto: null,
    said: saidAtOpening(event),
  };
}

const partyOf = ({
  data: { party, province },
  occurredOn,
  source,
}: Told<EventOf<'CaseTransferredOut' | 'CaseReceivedByTransfer'>>): Reception => ({
  party,
  ...(province !== undefined && { province }),
  on: occurredOn,
  ...letterOf(source),
});

const withDocument = (
  { documents }: CaseFile,
  id: string,
  change: (document: AttachedDocument) => Partial<AttachedDocument>,
): Partial<CaseFile> => ({
  documents: documents.map((document) =>
    document.documentId === id ? { ...document, ...change(document) } : document,
  ),
});

const withItem = <T>(items: readonly T[], item: T): readonly T[] =>
  items.includes(item) ? items : [...items, item];

const without = (missing: readonly PaperKind[], papers: readonly Paper[]): readonly PaperKind[] =>
  missing.filter((kind) => !papers.some((paper) => paper.kind === kind));
