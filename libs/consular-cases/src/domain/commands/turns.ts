import {
  type Relation,
  type ReopenGround,
  type TransferBasis,
  type TransferParty,
} from '../vocabulary/turns.js';

/** What the commands bring that turn a case from its straight way. */
export interface TurnCommandData {
  MarkUnreachable: { readonly explanation?: string };
  ReopenCase: { readonly ground: ReopenGround; readonly newFact: string; readonly explanation?: string };
  LinkCases: {
    /** Id of the other case. */
    readonly other: string;
    /** What the other case is to this one. */
    readonly relation: Relation;
  };
  TransferCase: OtherParty & { readonly explanation?: string };
  RecordTransferAccepted: { readonly explanation?: string };
  DeclineTransfer: { readonly reason?: string };
}

/** The other side of a transfer, as a command names it. */
export interface OtherParty {
  readonly party: TransferParty;
  /** Required when the party is a province. */
  readonly province?: string;
  /** Required when the party is an agency. */
  readonly agency?: string;
  readonly basis: TransferBasis;
}

/** Who had begun with a case that comes in. */
export interface FormerHandler extends OtherParty {
  /** The number it has there. */
  readonly theirNumber?: string;
}

/** Two cases that turn out to be one; given to the surviving case. */
export interface MergingCommandData {
  MergeCases: {
    /** Id of the case that the surviving one takes in. */
    readonly other: string;
    readonly evidence: string;
  };
  RevertMerge: { readonly other: string; readonly reason: string };
}
