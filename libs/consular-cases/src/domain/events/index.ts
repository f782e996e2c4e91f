import { type DomainEvent, type LocalDate, type Money, type Personal, type ProceduralEvent } from '#kernel';
import { type ArchiveEventData } from './archive.js';
import { type CourseEventData } from './course.js';
import { type PaperEventData } from './papers.js';
import { type MergingEventData } from './merging.js';
import { type TurnEventData } from './turns.js';
import { type KindCode, type RecordedDetails } from '../kinds/index.js';
import {
  type Channel,
  type Dossier,
  type IdentityMethod,
  type PaperKind,
  type RemainsEligibility,
  type RemainsForm,
  type ResidenceProof,
  type ResponsibilityBasis,
  type Urgency,
} from '../vocabulary/index.js';
import {
  type Addressee,
  type Classification,
  type ContactChannel,
  type ContactParty,
  type CopyKind,
  type OfficerRole,
  type Outcome,
  type Payer,
  type Receiver,
  type Rescuer,
  type ReturnRoute,
  type TravelDocumentKind,
  type VictimDecider,
  type WithdrawnBy,
} from '../vocabulary/acts.js';

/** Id of a person or legal entity in the subjects module, without the category. */
export type SubjectId = string;

/** Somebody a case is about, and the findings that rules read, as they stood at that revision of the subject. */
export interface CaseSubject {
  readonly id: SubjectId;
  readonly kind: 'person' | 'legal_entity';
  readonly minor?: boolean;
  readonly homeProvince?: string;
  readonly seenRevision: number;
}

/** A paper in a dossier or an envelope; with the id of the attached document when the file holds it. */
export interface Paper {
  readonly kind: PaperKind;
  readonly documentId?: string;
}

/** What the papers say about remains, naming nobody. // A-5, A-6, A-7, domain rules */
export interface RemainsFindings {
  readonly form: RemainsForm;
  readonly eligibility: Exclude<RemainsEligibility, 'none'>;
  readonly residenceProof: ResidenceProof;
  /** A paper excludes death of a group-A infectious disease. */
  readonly groupADiseaseExcluded: boolean;
}

interface EventData
  extends TurnEventData, PaperEventData, MergingEventData, ArchiveEventData, CourseEventData {
  ConsularCaseOpened: {
    /** `<series>-<year>-<sequence>` */
    readonly number: string;
    readonly channel: Channel;
    readonly kind: KindCode;
    /** ISO 3166-1 alpha-2, or `not_stated`. */
    readonly country: string;
    readonly place?: Personal<string>;
    readonly responsibilityBasis: ResponsibilityBasis;
    readonly subjects: readonly CaseSubject[];
    readonly applicant?: SubjectId;
    readonly urgency: Urgency;
    readonly summary?: Personal<string>;
  };
  IdentityVerified: {
    readonly subject: CaseSubject;
    readonly method: IdentityMethod;
    /** Code of the province the citizen comes from. */
    readonly homeProvince: string;
    readonly homeCommune?: Personal<string>;
    readonly residenceProof?: ResidenceProof;
  };
  IdentityNotConfirmed: {
    readonly subject: SubjectId;
    readonly checks: readonly IdentityMethod[];
    readonly explanation?: Personal<string>;
  };
  SupplementRequested: {
    readonly dossier: Dossier;
    /** 1 for the case's first request. */
    readonly requestNo: number;
    readonly missing: readonly PaperKind[];
    readonly explanation?: Personal<string>;
    readonly dueOn: LocalDate;
  };
  SupplementReceived: {
    readonly dossier: Dossier;
    readonly papers: readonly Paper[];
    /** Nothing of what was asked for is missing: the clocks run again. */
    readonly complete: boolean;
  };
  DossierCompleted: {
    readonly what: Dossier;
    readonly papers: readonly Paper[];
    readonly remains?: RemainsFindings;
  };
  CaseForwarded: {
    readonly addressee: Addressee;
    /** Code of the mission, when one is the addressee. */
    readonly mission?: string;
    readonly agency?: Personal<string>;
    readonly enclosures: readonly Paper[];
  };
  MissionReported: {
    readonly mission: string;
    readonly location?: Personal<string>;
    readonly condition?: Personal<string>;
    readonly legalStatus?: Personal<string>;
    readonly nextStep?: Personal<string>;
  };
  ConsularVisitRecorded: {
    readonly mission: string;
    readonly placeOfDetention: Personal<string>;
    readonly findings: Personal<string>;
    readonly requests?: Personal<readonly string[]>;
  };
  RescueRecorded: {
    readonly by: Rescuer;
    readonly place: Personal<string>;
    readonly condition?: Personal<string>;
  };
  TravelDocumentRecorded: {
    readonly documentKind: TravelDocumentKind;
    /** Code of the mission. */
    readonly issuedBy: string;
    readonly number?: Personal<string>;
    readonly subject?: SubjectId;
  };
  RemainsPermitRecorded: {
    readonly issuingMission: string;
    readonly remains: RemainsFindings;
    readonly papers: readonly Paper[];
    readonly number?: Personal<string>;
    readonly entryGate?: string;
    readonly entryOn?: LocalDate;
  };
  HandoverAtBorderRecorded: {
    readonly gate: string;
    readonly handedOverBy: Personal<string>;
    readonly receivedBy: Receiver;
    readonly route: ReturnRoute;
    readonly mission?: string;
  };
  SupportPaymentRecorded: {
    readonly payer: Payer;
    readonly amount: Money;
    readonly purpose: Personal<string>;
    readonly repayable: boolean;
  };
  ContactRecorded: {
    readonly with: ContactParty;
    readonly subject?: SubjectId;
    readonly channel: ContactChannel;
    /** False for an attempt that reached nobody. */
    readonly answered: boolean;
    readonly summary: Personal<string>;
  };
  NoteAdded: { readonly text: Personal<string> };
  CaseClassified: {
    readonly kind: KindCode;
    readonly country?: string;
    readonly details: RecordedDetails;
  };
  KindDetailsRecorded: { readonly kind: KindCode; readonly details: RecordedDetails };
  OutcomeRecorded: {
    readonly outcome: Outcome;
    readonly decidedBy?: VictimDecider;
    readonly explanation?: Personal<string>;
  };
  FamilyNotified: {
    readonly relative: SubjectId;
    readonly channel: ContactChannel;
    readonly summary?: Personal<string>;
  };
  FamilyNotificationWaived: { readonly reason: Personal<string> };
  CaseClosed: { readonly outcome: Outcome; readonly remark?: Personal<string> };
  CaseWithdrawn: {
    readonly by: WithdrawnBy;
    readonly reason: Personal<string>;
    /** Id of the proposal that the director approved, where one was needed. */
    readonly approval?: string;
  };
  OfficerAssigned: {
    readonly officer: string;
    readonly role: OfficerRole;
    readonly unit: string;
    readonly previousOfficer?: string;
  };
  DocumentAttached: {
    readonly documentId: string;
    readonly kind: PaperKind;
    readonly title: Personal<string>;
    /** SHA-256 of the content, hex. */
    readonly sha256: string;
    readonly bytes: number;
    readonly mediaType: string;
    /** Id of the key that the content is sealed with. */
    readonly key: string;
    readonly pages?: number;
    /** ISO 639-1. */
    readonly language?: string;
    readonly copyKind: CopyKind;
    readonly translationOf?: string;
    readonly classification: Classification;
    /** It came when the case had ended. // G-7 */
    readonly late: boolean;
  };
  /** The number was taken and the case never came: the stream stays without a case. // docs/adr/007 */
  IntakeAbandoned: { readonly reason: Personal<string> };
}

export type ConsularCaseEventType = keyof EventData;

/** One event of a case by its stored name. */
export type EventOf<T extends ConsularCaseEventType> = DomainEvent<T, EventData[T]>;

/** Everything that can happen to a consular case. */
export type ConsularCaseEvent = { [T in ConsularCaseEventType]: EventOf<T> }[ConsularCaseEventType];

/** Everything that a case's stream can hold: what happened to the case, and what happened to its record. */
export type CaseStreamEvent = ConsularCaseEvent | ProceduralEvent;
