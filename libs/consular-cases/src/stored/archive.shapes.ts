import { z } from 'zod';
import { type EventShape } from '#event-sourcing';
import { type ArchiveEventData } from '../domain/events/archive.js';
import { day, text } from './kind-details.schema.js';
import { sealed, sealedIfSaid, v1 } from './shape-parts.js';

/** Stored shapes of the end of a file. */
export const archiveShapes: {
  readonly [T in keyof ArchiveEventData]: EventShape & { readonly schema: z.ZodType<ArchiveEventData[T]> };
} = {
  FileClosed: v1(
    'The papers of a settled case are weeded, and it is set how long they are kept.',
    z.strictObject({
      weededOn: day,
      retention: z.strictObject({
        rule: text,
        period: z.union([z.int().positive(), z.literal('permanent')]),
      }),
      remark: sealedIfSaid,
    }),
  ),
  FileTransferredToArchive: v1('The archive has the file.', z.strictObject({ reference: sealed })),
  DestructionApproved: v1(
    'Two people decided to destroy papers whose retention has ended; the record of the case stays.',
    z.strictObject({ reason: sealed, approval: z.uuid() }),
  ),
};
