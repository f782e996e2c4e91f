import { z } from 'zod';
import { type EventShape, personalValue } from '#event-sourcing';
import { type PaperEventData } from '../domain/events/papers.js';
import { PAPER_KINDS } from '../domain/vocabulary/index.js';
import { text } from './kind-details.schema.js';
import { oneOf, sealed, v1 } from './shape-parts.js';

const issued = {
  document: text,
  recipients: personalValue<readonly string[]>(z.array(text).min(1)),
  explanation: sealed,
};

/** Stored shapes of what answers an error in an issued paper. */
export const paperShapes: {
  readonly [T in keyof PaperEventData]: EventShape & { readonly schema: z.ZodType<PaperEventData[T]> };
} = {
  DocumentReplaced: v1(
    'An issued paper with an error of content was replaced by another of equal rank.',
    z.strictObject({ ...issued, replacement: text }),
  ),
  CorrigendumIssued: v1(
    'An error of form in an issued paper was mended by a letter; the paper stays.',
    z.strictObject({ ...issued, corrigendum: text }),
  ),
  DocumentRecalled: v1('An issued paper was called back.', z.strictObject(issued)),
  DocumentHeldOnPaper: v1(
    'A paper with a secrecy mark is kept on paper alone, at its place in the register.',
    z.strictObject({ kind: oneOf(PAPER_KINDS), late: z.boolean() }),
  ),
};
