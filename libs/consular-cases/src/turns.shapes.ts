import { z } from 'zod';
import { type EventShape } from '#event-sourcing';
import { type TurnEventData } from './domain/events-turns.js';
import { sealedIfSaid, v1 } from './shape-parts.js';

/** Stored shapes of the turns that a case can take beside its straight way. */
export const turnShapes: {
  readonly [T in keyof TurnEventData]: EventShape & { readonly schema: z.ZodType<TurnEventData[T]> };
} = {
  CaseMarkedUnreachable: v1(
    'Nobody whom the case needs could be reached; a contact that is answered brings it back.',
    z.strictObject({ attempts: z.int().positive(), explanation: sealedIfSaid }),
  ),
};
