import { z } from 'zod';
import { because, personalValue } from '#event-sourcing';
import { isCountry, NOT_STATED } from '#kernel';
import { type Choice, codesOf } from '../domain/vocabulary/index.js';
import { text } from './kind-details.schema.js';

export const oneOf = <C extends Choice>(choices: readonly C[]) => z.enum(codesOf(choices));
export const sealed = personalValue(text);
export const sealedIfSaid = sealed.optional();

export const country = z
  .string()
  .refine(
    (code) => code === NOT_STATED || isCountry(code),
    because('phải là mã nước hoặc not_stated', 'must be a country or not_stated'),
  );

/** Somebody a case is about, as they were seen. */
export const caseSubject = z.strictObject({
  id: text,
  kind: z.enum(['person', 'legal_entity']),
  minor: z.boolean().optional(),
  homeProvince: text.optional(),
  seenRevision: z.int(),
});

/** Another case, as it was seen. */
export const caseRef = z.strictObject({ id: text, number: text, seenRevision: z.int() });

/** A shape that has been the only one so far. */
export const v1 = <T>(description: string, schema: z.ZodType<T>) => ({ version: 1, schema, description });
