import { type Command, type CommandContext, type LocalDate, type Money } from '#kernel';
import { type ArchiveCommandData, type RetentionRule } from './archive.js';
import { type CourseCommandData, type DueDays } from './course.js';
import { type PaperCommandData } from './papers.js';
import { type FormerHandler, type MergingCommandData, type TurnCommandData } from './turns.js';
import { type Paper, type SubjectId } from '../events/index.js';
import { type CaseRefusal } from '../errors.js';
import { type Protection } from '../rules/protected.js';
import { type KindCode, type KindDetails } from '../kinds/index.js';
import { type CaseLink } from '../state.js';
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
  type SecrecyMark,
  type TravelDocumentKind,
  type VictimDecider,
  type WithdrawnBy,
} from '../vocabulary/acts.js';

/** What an officer read in the papers about remains. // A-5, A-6, A-7, domain rules */
export interface RemainsAnswers {
  readonly form: RemainsForm;
  readonly eligibility: RemainsEligibility;
  readonly residenceProof: ResidenceProof;
  readonly groupADiseaseExcluded: boolean;
}

/**
 * What each command brings. Texts are plain here; deciding marks them as their people's own. The day something
 * happened and the register paper it rests on are the context's `occurredOn` and `source`.
 */
interface CommandData
  extends TurnCommandData, PaperCommandData, MergingCommandData, ArchiveCommandData, CourseCommandData {
  OpenConsularCase: {
    readonly channel: Channel;
    readonly kind: KindCode;
    readonly country: string;
    readonly place?: string;
    readonly responsibilityBasis: ResponsibilityBasis;
    readonly subjects: readonly SubjectId[];
    readonly applicant?: SubjectId;
    readonly urgency: Urgency;
    readonly summary?: string;
    /** Facts of the kind as far as they are known. */
    readonly details?: KindDetails;
    /** It comes by transfer. // A-10 */
    readonly transferredFrom?: FormerHandler;
  };
  VerifyIdentity: {
    readonly subject: SubjectId;
    readonly method: IdentityMethod;
    readonly homeProvince: string;
    readonly homeCommune?: string;
    readonly residenceProof?: ResidenceProof;
  };
  RecordIdentityNotConfirmed: {
    readonly subject: SubjectId;
    readonly checks: readonly IdentityMethod[];
    readonly explanation?: string;
  };
  RequestSupplement: {
    readonly dossier: Dossier;
    readonly missing: readonly PaperKind[];
    readonly explanation?: string;
    readonly dueOn: LocalDate;
  };
  RecordSupplement: { readonly papers: readonly Paper[]; readonly complete: boolean };
  CompleteDossier: {
    readonly what: Dossier;
    readonly papers: readonly Paper[];
    /** Required for the remains dossier. */
    readonly remains?: RemainsAnswers;
  };
  ForwardCase: {
    readonly addressee: Addressee;
    readonly mission?: string;
    readonly agency?: string;
    readonly enclosures: readonly Paper[];
  };
  RecordMissionReport: {
    readonly mission: string;
    readonly location?: string;
    readonly condition?: string;
    readonly legalStatus?: string;
    readonly nextStep?: string;
  };
  RecordConsularVisit: {
    readonly mission: string;
    readonly placeOfDetention: string;
    readonly findings: string;
    readonly requests?: readonly string[];
  };
  RecordRescue: { readonly by: Rescuer; readonly place: string; readonly condition?: string };
  RecordTravelDocument: {
    readonly documentKind: TravelDocumentKind;
    readonly issuedBy: string;
    readonly number?: string;
    readonly subject?: SubjectId;
  };
  RecordRemainsPermit: {
    readonly issuingMission: string;
    readonly remains: RemainsAnswers;
    readonly papers: readonly Paper[];
    readonly number?: string;
    readonly entryGate?: string;
    readonly entryOn?: LocalDate;
  };
  RecordHandoverAtBorder: {
    readonly gate: string;
    readonly handedOverBy: string;
    readonly receivedBy: Receiver;
    readonly route: ReturnRoute;
    readonly mission?: string;
  };
  RecordSupportPayment: {
    readonly payer: Payer;
    readonly amount: Money;
    readonly purpose: string;
    readonly repayable: boolean;
  };
  RecordContact: {
    readonly with: ContactParty;
    readonly subject?: SubjectId;
    readonly channel: ContactChannel;
    /** Somebody was spoken to; so when it is left out. */
    readonly answered?: boolean;
    readonly summary: string;
  };
  AddNote: { readonly text: string };
  ClassifyCase: { readonly kind: KindCode; readonly country?: string; readonly details?: KindDetails };
  RecordKindDetails: { readonly details: KindDetails };
  RecordOutcome: {
    readonly outcome: Outcome;
    readonly decidedBy?: VictimDecider;
    readonly explanation?: string;
  };
  NotifyFamily: {
    readonly relative: SubjectId;
    readonly channel: ContactChannel;
    readonly summary?: string;
  };
  WaiveFamilyNotification: { readonly reason: string };
  CloseCase: { readonly remark?: string };
  WithdrawCase: { readonly by: WithdrawnBy; readonly reason: string };
  AssignOfficer: { readonly officer: string; readonly role: OfficerRole };
  AttachDocument: {
    readonly documentId: string;
    readonly kind: PaperKind;
    readonly title: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly mediaType: string;
    readonly key: string;
    readonly pages?: number;
    readonly language?: string;
    readonly copyKind: CopyKind;
    readonly translationOf?: string;
    /** What bears a secrecy mark is refused. // G-6 */
    readonly classification: Classification | SecrecyMark;
  };
}

export type ConsularCaseCommandType = keyof CommandData;

/** One command on a case by its name. */
export type CommandOf<T extends ConsularCaseCommandType> = Command<T, CommandData[T]>;

/** Everything that can be asked of a consular case. */
export type ConsularCaseCommand = {
  [T in ConsularCaseCommandType]: CommandOf<T>;
}[ConsularCaseCommandType];

/** What is known about a subject without naming it. */
export interface SubjectFact {
  readonly known: boolean;
  readonly kind?: 'person' | 'legal_entity';
  readonly minor?: boolean;
  readonly homeProvince?: string;
  /** The personal data was erased. */
  readonly erased?: boolean;
  /** Id of the record that stands for this one. */
  readonly mergedInto?: SubjectId;
  readonly revision: number;
}

/** Codes and ids that the office's profile knows. */
export interface ReferenceFacts {
  readonly missions: ReadonlySet<string>;
  readonly gates: ReadonlySet<string>;
  readonly provinces: ReadonlySet<string>;
  /** The office's own. */
  readonly ownProvince: string;
  /** Officers by id, with the id of their unit. */
  readonly officers: ReadonlyMap<string, string>;
  /** How long files of cases are kept. */
  readonly retention: readonly RetentionRule[];
}

/** What is known about another case that a command names. */
export interface CaseFact {
  readonly known: boolean;
  readonly number?: string;
  /** -1 when there is none. */
  readonly revision: number;
  readonly openedOn?: LocalDate;
  /** Everybody it is about, and who asked for help. */
  readonly people?: readonly SubjectId[];
  /** Whom it is about. */
  readonly subjects?: readonly SubjectId[];
  /** What it says that others are to it. */
  readonly links?: readonly Pick<CaseLink, 'number' | 'relation'>[];
  /** Number of the case that it was merged into. */
  readonly mergedInto?: string;
  /** Why it cannot be merged into another one as it stands. */
  readonly unmergeable?: CaseRefusal;
}

/** What deciding about a case needs beside its stream. */
export interface CaseFacts {
  /** Of every subject that the command names; `subjectsNamedIn` says which. */
  readonly subjects: Readonly<Record<SubjectId, SubjectFact>>;
  /** Of every other case that the command names; `casesNamedIn` says which. */
  readonly cases: Readonly<Record<string, CaseFact>>;
  readonly reference: ReferenceFacts;
  /** For an extension: what is due in the case itself, by rule. */
  readonly due?: DueDays;
  /** For a withdrawal: why it is the director's, by what does not stand in the case's own stream. */
  readonly protectsElsewhere?: Protection | null;
  /** For a merge: how many people are on the roster of the case that is taken in. */
  readonly onRoster?: number;
  /** Whether who acts may do what is the director's to decide. */
  readonly directs?: boolean;
  /** For intake: the number taken; `null` judges the command without a number and decides nothing. */
  readonly caseNumber: string | null;
}

export type CaseContext = CommandContext<CaseFacts>;
