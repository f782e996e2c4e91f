import { z } from 'zod';
import { isLocalDate } from '#kernel';
import { because } from './invalid-data.js';

/** A day as stored shapes have it. */
export const storedDay = z
  .string()
  .refine(isLocalDate, because('phải là ngày có thật, YYYY-MM-DD', 'must be a day, YYYY-MM-DD'));
