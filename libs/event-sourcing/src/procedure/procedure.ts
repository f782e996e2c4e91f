import {
  type Command,
  type CommandContext,
  type Decider,
  type DecisionKind,
  type DomainError,
  type DomainEvent,
  type LocalDate,
  type ProceduralEvent,
  type Recorded,
  type SourceDocument,
  type StreamRecord,
  type Verdict,
} from '#kernel';
import { type EventCodec } from '../codec.js';
import { type StreamName } from '../event-store.port.js';

/** Fields of an event that are said anew: a merge patch (RFC 7396) of its payload as it stands. */
export type Changes = Readonly<Record<string, unknown>>;

/** What can be asked of any stream's record, whatever the stream is about. */
export type ProcedureCommand =
  | Command<
      'CorrectFact',
      {
        /** Id of the original event. */
        readonly target: string;
        /** What is absent stays as it is, sealed or not; `null` takes away. Texts are plain. */
        readonly changes: Changes;
        readonly correctedOccurredOn?: LocalDate;
        readonly correctedSource?: SourceDocument;
        /** Id of one of those whom the record is about, who shall have no share in the texts. */
        readonly redactedFor?: string;
        readonly reason: string;
        readonly evidence?: string;
      }
    >
  | Command<'ProposeDecision', { readonly kind: string; readonly payload: Changes; readonly reason: string }>
  | Command<
      'DecideProposal',
      { readonly proposal: string; readonly verdict: Verdict; readonly reason?: string }
    >
  | Command<'WithdrawProposal', { readonly proposal: string; readonly reason?: string }>;

export type ProcedureCommandOf<T extends ProcedureCommand['type']> = Extract<
  ProcedureCommand,
  { readonly type: T }
>;

/** A correction on its way: which event, with what it says now, and what is to change in it. */
export interface FactRevision<E extends DomainEvent> {
  readonly target: Recorded<E>;
  readonly changes: Changes;
}

/** What a module says about corrections of and decisions on its streams. Data and pure functions. */
export interface Procedure<S, E extends DomainEvent, Facts> {
  /** The fields that a correction may change, by type. A type that is not named is followed by new events instead. */
  readonly correctable: { readonly [T in E['type']]?: readonly string[] };
  /** The types that make up the dossier: what somebody who decides has to have seen. */
  readonly dossier: ReadonlySet<string>;
  /** Why nothing can be asked of the record at all, if so: there is none. */
  standing(state: S): DomainError | null;
  /** Changes whose references are known, with what follows from them looked up. @throws DomainError */
  revised?(revision: FactRevision<E>, state: S, context: CommandContext<Facts>): Changes;
  /** Refuses a correction that breaks no rule, for what it makes of the record in this hand. @throws DomainError */
  corrected?(before: S, after: S, context: CommandContext<Facts>): void;
  /** The streams of those whom an event is about by its own words, beside those whom the record is about. */
  alsoAbout?(said: Changes): readonly StreamName[];
  readonly kinds: readonly DecisionKind<S, E, Facts>[];
  /** The access policy. */
  permits(actor: CommandContext['actor'], permission: string): boolean;
}

/** Everything that judging a procedural command needs of a stream type. */
export interface Amendable<S, E extends DomainEvent, Facts> {
  readonly decider: Pick<Decider<Command, S, E>, 'category' | 'initial' | 'evolve' | 'admits'>;
  readonly codec: EventCodec<E | ProceduralEvent>;
  /** The streams whose keys protect what is written in one whose state is `state`. */
  owners?(state: S, decided: readonly E[]): readonly StreamName[];
  readonly procedure: Procedure<S, E, Facts>;
}

/** The streams whose keys protect what is written in one that folds to `state`. */
export const ownersIn = <S, E extends DomainEvent, Facts>(
  type: Amendable<S, E, Facts>,
  state: S,
): readonly StreamName[] => type.owners?.(state, []) ?? [];

/** A command being judged. */
export interface Asked<T extends ProcedureCommand['type'], S, E extends DomainEvent, Facts> {
  readonly type: Amendable<S, E, Facts>;
  readonly command: ProcedureCommandOf<T>;
  readonly record: StreamRecord<S, E>;
  readonly context: CommandContext<Facts>;
  /** The revision that the sender had seen. */
  readonly seen: number | undefined;
}

/** What follows from a command: events of the module and of the procedure, in order. */
export type Following<E extends DomainEvent> = readonly (E | ProceduralEvent)[];
