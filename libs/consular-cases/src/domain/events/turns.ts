import { type Personal } from '#kernel';
import {
  type Relation,
  type ReopenGround,
  type TransferBasis,
  type TransferParty,
} from '../vocabulary/turns.js';

/** Another case, as it was seen. */
export interface CaseRef {
  /** Id of its stream, without the category. */
  readonly id: string;
  readonly number: string;
  readonly seenRevision: number;
}

/** The turns that a case can take beside its straight way. // Consular cases, domain rules */
export interface TurnEventData {
  CaseMarkedUnreachable: {
    /** Contacts in a row that nobody had answered. */
    readonly attempts: number;
    readonly explanation?: Personal<string>;
  };
  CaseReopened: {
    readonly ground: ReopenGround;
    /** The attached document that brings the new fact. */
    readonly newFact: string;
    readonly explanation?: Personal<string>;
  };
  /** Recorded in one of the two cases; the other one shows it, too. // A-11 */
  RelatedCaseLinked: { readonly other: CaseRef; readonly relation: Relation };
  /** It waits for the receiver's answer, and is the receiver's once that is accepted. // A-10 */
  CaseTransferredOut: TransferWith & { readonly explanation?: Personal<string> };
  TransferAccepted: { readonly explanation?: Personal<string> };
  TransferDeclined: { readonly reason?: Personal<string> };
  /** It came with its intake from somebody who had begun with it. */
  CaseReceivedByTransfer: TransferWith & {
    /** The number it has there. */
    readonly theirNumber?: Personal<string>;
  };
}

/** The other side of a transfer. */
export interface TransferWith {
  readonly party: TransferParty;
  /** Code of the province, when that is the party. */
  readonly province?: string;
  readonly agency?: Personal<string>;
  readonly basis: TransferBasis;
}
