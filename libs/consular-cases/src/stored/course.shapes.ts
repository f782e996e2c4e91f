import { z } from 'zod';
import { type EventShape } from '#event-sourcing';
import { type CourseEventData } from '../domain/events/course.js';
import { STANCES } from '../domain/vocabulary/course.js';
import { day, text } from './kind-details.schema.js';
import { oneOf, sealed, sealedIfSaid, v1 } from './shape-parts.js';

const requestNo = z.int().positive();

/** Stored shapes of what others are asked, and of more time. */
export const courseShapes: {
  readonly [T in keyof CourseEventData]: EventShape & { readonly schema: z.ZodType<CourseEventData[T]> };
} = {
  OpinionRequested: v1(
    'The office asked another agency for its opinion, by letter.',
    z.strictObject({ requestNo, agency: sealed, question: sealed, dueOn: day.optional() }),
  ),
  OpinionReceived: v1(
    'The agency that was asked answered, or let the day pass.',
    z.strictObject({ requestNo, stance: oneOf(STANCES), opinion: sealedIfSaid }),
  ),
  DeadlineExtended: v1(
    'Somebody who may allowed more time for what is due.',
    z.strictObject({ deadline: text, oldDue: day, newDue: day, authority: sealed, reason: sealed }),
  ),
};
