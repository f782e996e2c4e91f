import { z } from 'zod';
import { EventCodec, personalValue } from '#event-sourcing';
import { type RegisterEvent } from './domain/events.js';

export const REGISTER_CATEGORY = 'numberRegister';

/** Stored shapes of the number registers' events. */
export const registerCodec = new EventCodec<RegisterEvent>(REGISTER_CATEGORY, {
  NumberTaken: {
    version: 1,
    description: 'A number was given to a stream, in order of receipt.',
    schema: z.strictObject({ sequence: z.int().positive(), number: z.string(), holder: z.string() }),
  },
  NumberLeftUnused: {
    version: 1,
    description: 'A number whose holder never came is on record as unused and is not given again.',
    schema: z.strictObject({
      sequence: z.int().positive(),
      number: z.string(),
      reason: personalValue(z.string()),
    }),
  },
});
