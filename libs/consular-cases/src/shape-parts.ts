import { z } from 'zod';
import { personalValue } from '#event-sourcing';
import { type Choice, codesOf } from './domain/vocabulary.js';
import { text } from './kind-details.schema.js';

export const oneOf = <C extends Choice>(choices: readonly C[]) => z.enum(codesOf(choices));
export const sealed = personalValue(text);
export const sealedIfSaid = sealed.optional();

/** A shape that has been the only one so far. */
export const v1 = <T>(description: string, schema: z.ZodType<T>) => ({ version: 1, schema, description });
