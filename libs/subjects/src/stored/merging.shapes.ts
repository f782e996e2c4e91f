import { z } from 'zod';
import { type EventShape, personalValue } from '#event-sourcing';

const text = personalValue(z.string().min(1));
const ref = z.strictObject({ id: z.uuid(), seenRevision: z.int() });

/** Stored shapes of merges of two records of one person. */
export const mergingShapes = {
  SubjectsMerged: {
    version: 1,
    schema: z.strictObject({ merged: ref, evidence: text }),
    description: 'The record stands for another one of the same person, too; nothing moved.',
  },
  SubjectMergedInto: {
    version: 1,
    schema: z.strictObject({ surviving: ref, evidence: text }),
    description: 'Another record of the same person stands for this one, which is only to be read.',
  },
  SubjectMergeReverted: {
    version: 1,
    schema: z.strictObject({ merged: ref, reason: text, unfinished: z.literal(true).optional() }),
    description: 'The record stands for itself alone again.',
  },
  SubjectUnmerged: {
    version: 1,
    schema: z.strictObject({ surviving: ref, reason: text }),
    description: 'The record is one of its own again.',
  },
} satisfies Readonly<Record<string, EventShape>>;
