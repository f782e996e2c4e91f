import { type LocalDate } from '#kernel';
import { type CaseSubject, type ConsularCaseEventType, type SubjectId } from './events/index.js';
import { type Retention } from './events/archive.js';
import { type Said } from './said.js';
import { type KindCode, type RecordedDetails } from './kinds/types.js';
import {
  type CasePhase,
  type Channel,
  type Dossier,
  type PaperKind,
  type RemainsForm,
  type Urgency,
} from './vocabulary/index.js';
import { type Stance } from './vocabulary/course.js';
import { type DocumentStanding } from './vocabulary/papers.js';
import { type Addressee, type ContactChannel, type Outcome } from './vocabulary/acts.js';
import { type Relation, type TransferParty } from './vocabulary/turns.js';

/** A request for papers that is not answered yet. */
export interface PendingSupplement {
  readonly dossier: Dossier;
  readonly requestNo: number;
  readonly requestedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly missing: readonly PaperKind[];
}

/** A letter that took the case to somebody else. */
export interface Forwarding {
  readonly addressee: Addressee;
  readonly mission?: string;
  readonly on: LocalDate;
  /** Register and number of the outgoing letter. */
  readonly letter?: string;
}

export interface ReceivedReport {
  readonly mission: string;
  readonly on: LocalDate;
  /** Register and number of the report. */
  readonly letter?: string;
}

export interface ToldRelative {
  readonly relative: SubjectId;
  readonly channel: ContactChannel;
  readonly on: LocalDate;
}

/** Another case that this one has to do with. */
export interface CaseLink {
  readonly id: string;
  readonly number: string;
  readonly relation: Relation;
  readonly on: LocalDate;
}

/** On its way to another office, or that office's once it was accepted. */
export interface Transfer {
  readonly party: TransferParty;
  readonly province?: string;
  readonly on: LocalDate;
  /** Register and number of the letter. */
  readonly letter?: string;
  readonly acceptedOn: LocalDate | null;
}

/** Whom a case was received from. */
export type Reception = Omit<Transfer, 'acceptedOn'>;

/** A case that this one stands for. */
export interface TakenIn {
  readonly id: string;
  readonly number: string;
  readonly people: readonly SubjectId[];
  readonly on: LocalDate;
  /** The first later event that the merge cannot be taken back behind. */
  readonly reliedOn: { readonly type: ConsularCaseEventType; readonly on: LocalDate } | null;
}

/** The case that stands for this one. */
export interface MergedInto {
  readonly id: string;
  readonly number: string;
  readonly on: LocalDate;
}

/** Another agency that was asked. */
export interface AskedOpinion {
  readonly requestNo: number;
  readonly on: LocalDate;
  readonly dueOn: LocalDate | null;
  /** `null` while there is no answer. */
  readonly stance: Stance | null;
  readonly receivedOn: LocalDate | null;
}

/** The papers of a case whose matter is settled, put in order. // G-9, G-10, domain rules */
export interface ClosedFile {
  readonly closedOn: LocalDate;
  readonly weededOn: LocalDate;
  readonly retention: Retention;
  /** Its last day; `null` for a file that is kept for ever. */
  readonly keptUntil: LocalDate | null;
  readonly handedOverOn: LocalDate | null;
  readonly destructionApprovedOn: LocalDate | null;
}

export interface RecordedOutcome {
  readonly outcome: Outcome;
  readonly on: LocalDate;
}

export interface AttachedDocument {
  readonly documentId: string;
  readonly kind: PaperKind;
  readonly sha256: string;
  /** It was issued with an error, and is not in force any more. // G-2 */
  readonly standing?: DocumentStanding;
  readonly replacedBy?: string;
  /** Letters that mend it. */
  readonly corrigenda?: readonly string[];
}

/** What rules know about a case, whatever its phase. Plain JSON, so that a read model can keep it. */
export interface CaseFile {
  readonly number: string;
  readonly openedOn: LocalDate;
  readonly channel: Channel;
  readonly kind: KindCode;
  readonly country: string;
  readonly urgency: Urgency;
  readonly subjects: readonly CaseSubject[];
  readonly applicant?: SubjectId;
  readonly verified: readonly SubjectId[];
  readonly notConfirmed: readonly SubjectId[];
  /** Facts of the present kind. */
  readonly details: RecordedDetails;
  readonly leadOfficer: string | null;
  readonly supportOfficers: readonly string[];
  readonly documents: readonly AttachedDocument[];
  /** Papers that are kept outside this system. // G-6 */
  readonly heldOnPaper: readonly { readonly kind: PaperKind; readonly letter?: string }[];
  readonly dossiers: readonly { readonly what: Dossier; readonly on: LocalDate }[];
  /** As the dossier of the remains, or their permit, states it. */
  readonly remainsForm: RemainsForm | null;
  /** Dossiers whose one full request for papers has been made. */
  readonly supplementsAsked: readonly Dossier[];
  readonly supplement: PendingSupplement | null;
  readonly opinions: readonly AskedOpinion[];
  readonly forwardings: readonly Forwarding[];
  readonly reports: readonly ReceivedReport[];
  readonly outcome: RecordedOutcome | null;
  /** Who was told the present outcome. */
  readonly told: readonly ToldRelative[];
  /** The day it was recorded why the family is not told. */
  readonly waivedOn: LocalDate | null;
  /** The phases that the present one leads back to, the nearest last. */
  readonly cameFrom: readonly CasePhase[];
  /** The case was in protection once: that is where it is re-opened. */
  readonly wasInProtection: boolean;
  /** The days of the last contacts in a row that nobody answered. */
  readonly attempts: readonly LocalDate[];
  readonly unreachableSince: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly withdrawnOn: LocalDate | null;
  /** `null` while its papers are being added to. */
  readonly closedFile: ClosedFile | null;
  readonly links: readonly CaseLink[];
  readonly transfer: Transfer | null;
  readonly receivedFrom: Reception | null;
  readonly merged: readonly TakenIn[];
  readonly mergedInto: MergedInto | null;
  /** What the facts that stand said in the open: who says one again says nothing new. */
  readonly said: readonly Said[];
}

type InPhase<P extends CasePhase, Known = unknown> = { readonly phase: P } & CaseFile & Known;

interface Asked {
  readonly supplement: PendingSupplement;
}

interface Ended {
  readonly outcome: RecordedOutcome;
}

/** A case that was opened, by its phase. */
export type OpenedCase =
  | InPhase<
      | 'received'
      | 'verified'
      | 'forwarded'
      | 'in_protection'
      | 'unreachable'
      | 'transferred_out'
      | 'merged'
      | 'withdrawn'
    >
  | InPhase<'awaiting_supplement', Asked>
  | InPhase<'resolved' | 'closed', Ended>;

/** A stream without a case; `abandoned` when its intake was given up, so that none comes any more. */
export interface NoCase {
  readonly phase: 'empty';
  readonly abandoned?: true;
}

export type CaseState = NoCase | OpenedCase;

export const initial: CaseState = { phase: 'empty' };
