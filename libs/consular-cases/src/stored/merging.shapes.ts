import { z } from 'zod';
import { type EventShape } from '#event-sourcing';
import { type MergingEventData } from '../domain/events/merging.js';
import { text } from './kind-details.schema.js';
import { caseRef, sealed, v1 } from './shape-parts.js';

/** Stored shapes of merges and of taking them back, on either side. */
export const mergingShapes: {
  readonly [T in keyof MergingEventData]: EventShape & { readonly schema: z.ZodType<MergingEventData[T]> };
} = {
  CasesMerged: v1(
    'Another case turned out to be this one: this case stands for both.',
    z.strictObject({ merged: caseRef.extend({ people: z.array(text) }), evidence: sealed }),
  ),
  CaseMergedInto: v1(
    'Another case stands for this one, which is only to be read.',
    z.strictObject({ surviving: caseRef, evidence: sealed }),
  ),
  MergeReverted: v1(
    'The other case is one of its own again; `unfinished` when it had never come to be merged.',
    z.strictObject({ merged: caseRef, reason: sealed, unfinished: z.literal(true).optional() }),
  ),
  CaseUnmerged: v1(
    'The case is one of its own again and goes on where it was.',
    z.strictObject({ surviving: caseRef, reason: sealed }),
  ),
};
