import { z } from 'zod';
import { EventCodec, type EventShape, proceduralShapes } from '#event-sourcing';
import { type RosterEventOf, type RosterEventType, type RosterStreamEvent } from '../domain/roster/events.js';
import { ROSTER_STATUSES } from '../domain/roster/vocabulary.js';
import { day } from './kind-details.schema.js';
import { caseRef, caseSubject, oneOf, sealed, sealedIfSaid, v1 } from './shape-parts.js';

const status = oneOf(ROSTER_STATUSES);
const known = { lastContactOn: day.optional(), ownCase: caseRef.optional(), note: sealedIfSaid };

const shapes: {
  readonly [T in RosterEventType]: EventShape & { readonly schema: z.ZodType<RosterEventOf<T>['data']> };
} = {
  RosterEntryAdded: v1(
    'Somebody is on the roster of a group case.',
    z.strictObject({ case: caseRef, subject: caseSubject, status, ...known }),
  ),
  RosterEntryUpdated: v1(
    'More is known about somebody on a roster; what is left out stays as it was.',
    z.strictObject({ status: status.optional(), ...known }),
  ),
  RosterEntryRemoved: v1('Somebody does not belong on the roster.', z.strictObject({ reason: sealed })),
};

/** Stored shapes of `rosterEntry-…` streams. */
export const rosterCodec = new EventCodec<RosterStreamEvent>('rosterEntry', {
  ...shapes,
  ...proceduralShapes(),
});
