import { z } from 'zod';
import { type ProceduralEvent } from '#kernel';
import { type EventShape, personalValue } from '../codec.js';
import { storedDay as day } from '../stored-day.js';

const id = z.uuid();
const text = z.string().min(1);
const reason = personalValue(text);
const revision = z.int().nonnegative();

const source = z.strictObject({
  register: text,
  number: text,
  symbol: text.optional(),
  date: day,
  signedOn: day.optional(),
  issuer: personalValue(text),
});

/** A decision to take an event out of the history. */
export const VOID_EVENT = 'void-event';

const proposalOf = (kind: string, payload: z.ZodType) =>
  z.strictObject({
    kind: z.literal(kind),
    payload,
    reason,
    seenRevision: revision,
    barred: z.array(text),
  });

const VOIDING = proposalOf(VOID_EVENT, z.strictObject({ target: id }));

const v1 = (description: string, schema: z.ZodType): EventShape => ({ version: 1, schema, description });

/**
 * Stored shapes of corrections, voidings, proposals and decisions: what a module puts beside its own events.
 * `payloads` are those of the kinds of decision that it has beside voiding, by kind.
 */
export function proceduralShapes(
  payloads: Readonly<Record<string, z.ZodType>> = {},
): Readonly<Record<ProceduralEvent['type'], EventShape>> {
  const others = Object.entries(payloads).map(([kind, payload]) => proposalOf(kind, payload));
  return {
    FactCorrected: v1(
      'An earlier event should have said something else; it is read as if it had, at its own place.',
      z.strictObject({
        target: id,
        targetType: text,
        targetVersion: z.int().positive(),
        // Of the target's own shape, which the codec checks.
        payload: z.unknown(),
        correctedOccurredOn: day,
        correctedSource: source.optional(),
        reason,
        evidence: reason.optional(),
      }),
    ),
    EventVoided: v1(
      'An earlier event should not be there; it is read as if it were not.',
      z.strictObject({ target: id, reason, proposal: id }),
    ),
    DecisionProposed: v1(
      'Somebody asks for a decision inside the office; the id of the event is the id of the proposal.',
      z.discriminatedUnion('kind', [VOIDING, ...others]),
    ),
    DecisionTaken: v1(
      'Another person approved or refused a proposal; what follows stands behind it in the same append.',
      z.strictObject({
        proposal: id,
        verdict: z.enum(['approved', 'refused']),
        reason: reason.optional(),
        seenRevision: revision,
      }),
    ),
    ProposalWithdrawn: v1(
      'Who had asked for a decision does not want it any more.',
      z.strictObject({ proposal: id, reason: reason.optional() }),
    ),
  };
}
