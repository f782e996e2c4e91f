import { z } from 'zod';
import { type EventShape } from '#event-sourcing';
import { type TurnEventData } from '../domain/events/turns.js';
import * as turns from '../domain/vocabulary/turns.js';
import { text } from './kind-details.schema.js';
import { caseRef, oneOf, sealedIfSaid, v1 } from './shape-parts.js';

const transferWith = {
  party: oneOf(turns.TRANSFER_PARTIES),
  province: text.optional(),
  agency: sealedIfSaid,
  basis: oneOf(turns.TRANSFER_BASES),
};

/** Stored shapes of the turns that a case can take beside its straight way. */
export const turnShapes: {
  readonly [T in keyof TurnEventData]: EventShape & { readonly schema: z.ZodType<TurnEventData[T]> };
} = {
  CaseMarkedUnreachable: v1(
    'Nobody whom the case needs could be reached; a contact that is answered brings it back.',
    z.strictObject({ attempts: z.int().positive(), explanation: sealedIfSaid }),
  ),
  CaseReopened: v1(
    'New facts came up after the end; the case goes on where it was before its outcome.',
    z.strictObject({ ground: oneOf(turns.REOPEN_GROUNDS), newFact: text, explanation: sealedIfSaid }),
  ),
  RelatedCaseLinked: v1(
    'The case has to do with another one, which shows it, too.',
    z.strictObject({ other: caseRef, relation: oneOf(turns.RELATIONS) }),
  ),
  CaseTransferredOut: v1(
    'The case went to another office, by letter, and waits for the answer.',
    z.strictObject({ ...transferWith, explanation: sealedIfSaid }),
  ),
  TransferAccepted: v1(
    'The office that the case went to took it: it is theirs.',
    z.strictObject({ explanation: sealedIfSaid }),
  ),
  TransferDeclined: v1(
    'The office that the case went to did not take it: it is back where it was.',
    z.strictObject({ reason: sealedIfSaid }),
  ),
  CaseReceivedByTransfer: v1(
    'Another office, which had begun with the case, transferred it here.',
    z.strictObject({ ...transferWith, theirNumber: sealedIfSaid }),
  ),
};
